import { type Asff, asff, productArn, type Sample, type Setting, short } from './sample.ts';

const service = 'aws/guardduty/service';

const guardDuty = (setting: Setting, rest: Asff): Asff => {
  const detector = `arn:aws:guardduty:${setting.region}:${setting.account.id}:detector/12ab34cd`;
  return asff(setting, {
    Id: `${detector}/finding/${short()}`,
    ProductArn: productArn(setting.region, 'guardduty'),
    ProductName: 'GuardDuty',
    CompanyName: 'Amazon',
    GeneratorId: detector,
    ...rest,
  });
};

/** Something mines coins on an instance. */
export const bitcoin: Sample = (setting) => {
  const { account, region } = setting;
  const instance = `i-0${short()}7f1e2d3c`;
  return guardDuty(setting, {
    Types: ['TTPs/Command and Control/CryptoCurrency:EC2-BitcoinTool.B!DNS'],
    Severity: { Label: 'CRITICAL', Normalized: 90, Product: 9 },
    Title: `EC2 instance ${instance} is querying a domain name associated with cryptocurrency activity.`,
    Description: `EC2 instance ${instance} is querying pool.minergate.example, a domain name that is associated with Bitcoin-related activity.`,
    SourceUrl: `https://${region}.console.aws.amazon.com/guardduty/home?region=${region}#/findings?fId=${short()}`,
    Action: { ActionType: 'DNS_REQUEST', DnsRequestAction: { Domain: 'pool.minergate.example', Protocol: 'UDP', Blocked: false } },
    ProductFields: {
      [`${service}/action/actionType`]: 'DNS_REQUEST',
      [`${service}/action/dnsRequestAction/domain`]: 'pool.minergate.example',
      [`${service}/count`]: '4',
      [`${service}/resourceRole`]: 'TARGET',
    },
    Resources: [
      {
        Type: 'AwsEc2Instance',
        Id: `arn:aws:ec2:${region}:${account.id}:instance/${instance}`,
        Partition: 'aws',
        Region: region,
        Tags: { Name: 'checkout-web', team: 'payments' },
        ResourceRole: 'TARGET',
      },
    ],
  });
};

/** Somebody tries passwords on an open port. */
export const bruteForce: Sample = (setting) => {
  const { account, region } = setting;
  const instance = `i-0${short()}44aa55bb`;
  return guardDuty(setting, {
    Types: ['TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce'],
    Severity: { Label: 'HIGH', Normalized: 70, Product: 8 },
    Title: `203.0.113.77 is performing SSH brute force attacks against ${instance}.`,
    Description: `203.0.113.77 is performing SSH brute force attacks against ${instance}. Brute force attacks are used to gain unauthorized access by guessing the password.`,
    Action: {
      ActionType: 'NETWORK_CONNECTION',
      NetworkConnectionAction: {
        ConnectionDirection: 'INBOUND',
        Protocol: 'TCP',
        Blocked: false,
        LocalPortDetails: { Port: 22, PortName: 'SSH' },
        RemoteIpDetails: { IpAddressV4: '203.0.113.77', Country: { CountryName: 'Iceland' }, Organization: { Org: 'Example Hosting' } },
      },
    },
    ProductFields: {
      [`${service}/action/actionType`]: 'NETWORK_CONNECTION',
      [`${service}/action/networkConnectionAction/remoteIpDetails/ipAddressV4`]: '203.0.113.77',
      [`${service}/action/networkConnectionAction/remoteIpDetails/country/countryName`]: 'Iceland',
      [`${service}/count`]: '31',
      [`${service}/resourceRole`]: 'TARGET',
    },
    Resources: [
      {
        Type: 'AwsEc2Instance',
        Id: `arn:aws:ec2:${region}:${account.id}:instance/${instance}`,
        Partition: 'aws',
        Region: region,
        Tags: { Name: 'bastion' },
        ResourceRole: 'TARGET',
      },
    ],
  });
};

/** A flaw in a package that is being exploited and has a fix. */
export const vulnerability: Sample = (setting) => {
  const { account, region } = setting;
  const cve = `CVE-2026-${1000 + (setting.at % 9000)}`;
  return asff(setting, {
    Id: `arn:aws:inspector2:${region}:${account.id}:finding/${short()}${short()}`,
    ProductArn: productArn(region, 'inspector'),
    ProductName: 'Inspector',
    CompanyName: 'Amazon',
    GeneratorId: 'AWSInspector',
    Types: ['Software and Configuration Checks/Vulnerabilities/CVE'],
    Severity: { Label: 'CRITICAL', Normalized: 90 },
    Title: `${cve} - openssl, openssl-libs`,
    Description: 'A flaw in certificate parsing lets a remote attacker run code as the service that terminates TLS.',
    Remediation: { Recommendation: { Text: 'Update openssl to 3.0.14 or later.' } },
    ProductFields: { 'aws/inspector/FindingStatus': 'ACTIVE', 'aws/inspector/inspectorScore': '9.8', 'aws/inspector/ProductVersion': '2' },
    Resources: [
      {
        Type: 'AwsEcrContainerImage',
        Id: `arn:aws:ecr:${region}:${account.id}:repository/checkout/api/sha256:${short().repeat(8)}`,
        Partition: 'aws',
        Region: region,
        Details: { AwsEcrContainerImage: { RepositoryName: 'checkout/api', ImageTags: ['1.8.2'] } },
      },
    ],
    Vulnerabilities: [
      {
        Id: cve,
        EpssScore: 0.934,
        ExploitAvailable: 'YES',
        FixAvailable: 'YES',
        Cvss: [{ Version: '3.1', BaseScore: 9.8, BaseVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', Source: 'NVD' }],
        VulnerablePackages: [
          { Name: 'openssl', Version: '3.0.1', FixedInVersion: '3.0.14', PackageManager: 'OS' },
          { Name: 'openssl-libs', Version: '3.0.1', FixedInVersion: '3.0.14', PackageManager: 'OS' },
        ],
        Vendor: { Name: 'NVD', VendorSeverity: 'CRITICAL' },
      },
    ],
  });
};

/** Card numbers where anyone can read them. */
export const sensitiveData: Sample = (setting) => {
  const { region } = setting;
  const bucket = `order-exports-${short()}`;
  return asff(setting, {
    Id: `${short()}${short()}${short()}`,
    ProductArn: productArn(region, 'macie'),
    ProductName: 'Macie',
    CompanyName: 'Amazon',
    GeneratorId: 'aws/macie',
    Types: ['Sensitive Data Identifications/Financial/SensitiveData:S3Object-Financial'],
    Severity: { Label: 'HIGH', Normalized: 70 },
    Title: 'The S3 object contains financial information.',
    Description: 'The object contains financial information such as card numbers, and its bucket is publicly accessible.',
    ProductFields: {
      'S3Object.Path': `${bucket}/2026/orders.csv`,
      'S3Object.PublicAccess': 'true',
      'S3Bucket.effectivePermission': 'PUBLIC',
    },
    Resources: [
      { Type: 'AwsS3Bucket', Id: `arn:aws:s3:::${bucket}`, Partition: 'aws', Region: region },
      {
        Type: 'AwsS3Object',
        Id: `arn:aws:s3:::${bucket}/2026/orders.csv`,
        Partition: 'aws',
        Region: region,
        DataClassification: {
          Result: {
            MimeType: 'text/csv',
            SensitiveData: [
              { Category: 'FINANCIAL_INFORMATION', TotalCount: 1204, Detections: [{ Type: 'CREDIT_CARD_NUMBER', Count: 1204 }] },
              { Category: 'PERSONAL_INFORMATION', TotalCount: 310, Detections: [{ Type: 'NAME', Count: 310 }] },
            ],
          },
        },
      },
    ],
  });
};

/** A bucket that another account may read. */
export const externalAccess: Sample = (setting) => {
  const { account, region } = setting;
  const bucket = `partner-drop-${short()}`;
  return asff(setting, {
    Id: `arn:aws:access-analyzer:${region}:${account.id}:analyzer/org/arn:aws:s3:::${bucket}`,
    ProductArn: productArn(region, 'access-analyzer'),
    ProductName: 'IAM Access Analyzer',
    CompanyName: 'AWS',
    GeneratorId: 'aws/access-analyzer',
    Types: ['Software and Configuration Checks/AWS Security Best Practices/External Access Granted'],
    Severity: { Label: 'HIGH', Normalized: 70 },
    Title: `AwsS3Bucket/arn:aws:s3:::${bucket}/ allows cross-account access`,
    Description: `AWS::S3::Bucket/arn:aws:s3:::${bucket}/ allows cross-account access from AWS 999900001111`,
    SourceUrl: `https://console.aws.amazon.com/access-analyzer/home?region=${region}#/findings/details/${short()}`,
    Resources: [
      {
        Type: 'AwsS3Bucket',
        Id: `arn:aws:s3:::${bucket}`,
        Partition: 'aws',
        Region: region,
        Details: {
          Other: {
            'External Principal Type': 'AWS',
            'External Principal': '999900001111',
            'Action Granted': 's3:GetObject,s3:ListBucket',
            Condition: 'none',
          },
        },
      },
    ],
  });
};
