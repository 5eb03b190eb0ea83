const ACCOUNTS = ['111122223333', '444455556666'] as const;

/** Three findings of three products in two accounts, as their products import them. */
export function demoFindings(at: string) {
  const finding = (product: string, id: string, severity: string, title: string, account: string, resource: string) => ({
    SchemaVersion: '2018-10-08',
    Id: id,
    ProductArn: `arn:aws:securityhub:eu-west-1::product/aws/${product}`,
    ProductName: product,
    GeneratorId: id,
    AwsAccountId: account,
    Region: 'eu-west-1',
    Types: ['Software and Configuration Checks'],
    CreatedAt: at,
    UpdatedAt: at,
    Severity: { Label: severity },
    Title: title,
    Description: title,
    Resources: [{ Type: 'Other', Id: resource }],
    Workflow: { Status: 'NEW' },
    RecordState: 'ACTIVE',
  });
  return [
    finding(
      'GuardDuty',
      'gd-1',
      'CRITICAL',
      'Bitcoin-related DNS query from an EC2 instance',
      ACCOUNTS[0],
      'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc12de3456f7890',
    ),
    finding('Inspector', 'in-1', 'MEDIUM', 'CVE-2030-0001 in openssl', ACCOUNTS[1], 'arn:aws:ecr:eu-west-1:444455556666:repository/shop'),
    finding('Macie', 'ma-1', 'HIGH', 'Credentials in an S3 object', ACCOUNTS[0], 'arn:aws:s3:::logs-bucket'),
  ];
}
