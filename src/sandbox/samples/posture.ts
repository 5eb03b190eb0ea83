import { type Asff, asff, productArn, type Sample, type Setting, short } from './sample.ts';

interface Control {
  id: string;
  title: string;
  description: string;
  severity: { Label: string; Normalized: number };
  annotation?: string;
  standards: string[];
  resource: (setting: Setting) => Asff;
}

const FSBP = 'standards/aws-foundational-security-best-practices/v/1.0.0';
const CIS = 'standards/cis-aws-foundations-benchmark/v/3.0.0';
const PCI = 'standards/pci-dss/v/4.0.1';
const NIST = 'standards/nist-800-53/v/5.0.0';

/** A control of Security Hub's own failed, with consolidated control findings: one finding for all standards. */
const control =
  ({ id, title, description, severity, annotation, standards, resource }: Control): Sample =>
  (setting) =>
    asff(setting, {
      Id: `arn:aws:securityhub:${setting.region}:${setting.account.id}:security-control/${id}/finding/${short()}-${short()}`,
      ProductArn: productArn(setting.region, 'securityhub'),
      ProductName: 'Security Hub',
      CompanyName: 'AWS',
      GeneratorId: `security-control/${id}`,
      Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
      Severity: { ...severity, Original: severity.Label },
      Title: title,
      Description: description,
      Remediation: {
        Recommendation: {
          Text: 'For information on how to correct this issue, consult the AWS Security Hub controls documentation.',
          Url: `https://docs.aws.amazon.com/console/securityhub/${id}/remediation`,
        },
      },
      ProductFields: {
        'aws/securityhub/ProductName': 'Security Hub',
        ...(annotation && { 'aws/securityhub/annotation': annotation }),
      },
      Resources: [resource(setting)],
      Compliance: {
        Status: 'FAILED',
        SecurityControlId: id,
        AssociatedStandards: standards.map((StandardsId) => ({ StandardsId })),
        RelatedRequirements: ['NIST.800-53.r5 SC-7', 'NIST.800-53.r5 AC-4'],
      },
    });

const bucket =
  (name: string) =>
  ({ region }: Setting) => ({ Type: 'AwsS3Bucket', Id: `arn:aws:s3:::${name}-${short()}`, Partition: 'aws', Region: region });

/** Port 22 is open to the world. */
export const openPort: Sample = control({
  id: 'EC2.19',
  title: 'Security groups should not allow unrestricted access to ports with high risk',
  description: 'This control checks whether unrestricted incoming traffic is allowed to the ports that are attacked most.',
  severity: { Label: 'CRITICAL', Normalized: 90 },
  annotation: 'Port 22 is open to 0.0.0.0/0.',
  standards: [FSBP, CIS, PCI],
  resource: ({ account, region }) => ({
    Type: 'AwsEc2SecurityGroup',
    Id: `arn:aws:ec2:${region}:${account.id}:security-group/sg-0${short()}`,
    Partition: 'aws',
    Region: region,
    Tags: { team: 'platform' },
  }),
});

export const publicBucket: Sample = control({
  id: 'S3.8',
  title: 'S3 general purpose buckets should block public access',
  description: 'This control checks whether a bucket blocks public access at the bucket level.',
  severity: { Label: 'HIGH', Normalized: 70 },
  standards: [FSBP, CIS, NIST],
  resource: bucket('logs'),
});

export const rootKey: Sample = control({
  id: 'IAM.4',
  title: 'IAM root user access key should not exist',
  description: 'This control checks whether the root user has an access key.',
  severity: { Label: 'CRITICAL', Normalized: 90 },
  standards: [FSBP, CIS, PCI, NIST],
  resource: ({ account }) => ({ Type: 'AwsAccount', Id: `AWS::::Account:${account.id}`, Partition: 'aws' }),
});

export const noFlowLogs: Sample = control({
  id: 'EC2.6',
  title: 'VPC flow logging should be enabled in all VPCs',
  description: 'This control checks whether flow logs are found and enabled for VPCs.',
  severity: { Label: 'MEDIUM', Normalized: 40 },
  standards: [FSBP, CIS],
  resource: ({ account, region }) => ({
    Type: 'AwsEc2Vpc',
    Id: `arn:aws:ec2:${region}:${account.id}:vpc/vpc-0${short()}`,
    Partition: 'aws',
    Region: region,
  }),
});

export const noVersioning: Sample = control({
  id: 'S3.14',
  title: 'S3 general purpose buckets should have versioning enabled',
  description: 'This control checks whether a bucket has versioning enabled.',
  severity: { Label: 'LOW', Normalized: 1 },
  standards: [NIST],
  resource: bucket('assets'),
});

/** A rule of the customer's own in AWS Config. */
export const configRule: Sample = (setting) => {
  const rule = `arn:aws:config:${setting.region}:${setting.account.id}:config-rule/config-rule-${short()}`;
  return asff(setting, {
    Id: `${rule}/finding/${short()}`,
    ProductArn: productArn(setting.region, 'config'),
    ProductName: 'Config',
    CompanyName: 'AWS',
    GeneratorId: rule,
    Types: ['Software and Configuration Checks'],
    Severity: { Label: 'MEDIUM', Normalized: 40 },
    Title: 'buckets-carry-an-owner-tag',
    Description: 'This finding is created for a resource compliance change for config rule: buckets-carry-an-owner-tag',
    ProductFields: {
      'aws/config/ConfigRuleArn': rule,
      'aws/config/ConfigRuleName': 'buckets-carry-an-owner-tag',
      'aws/config/ConfigComplianceType': 'NON_COMPLIANT',
    },
    Resources: [bucket('scratch')(setting)],
    Compliance: { Status: 'FAILED' },
  });
};

/** A notice of AWS Health. */
export const exposedKey: Sample = (setting) =>
  asff(setting, {
    Id: `arn:aws:health:global:${setting.account.id}:event/RISK/AWS_RISK_CREDENTIALS_EXPOSED/${short()}`,
    ProductArn: productArn(setting.region, 'health'),
    ProductName: 'Health',
    CompanyName: 'AWS',
    GeneratorId: 'AWS_RISK_CREDENTIALS_EXPOSED',
    Types: ['Software and Configuration Checks'],
    Severity: { Label: 'HIGH', Normalized: 70 },
    Title: 'AWS Health - AWS_RISK_CREDENTIALS_EXPOSED',
    Description: 'An access key of this account was found in a public repository. Rotate it now.',
    SourceUrl: 'https://health.aws.amazon.com/health/home#/account/event-log',
    ProductFields: { HealthEventStartTime: new Date(setting.at).toISOString() },
    Resources: [{ Type: 'Other', Id: setting.account.id }],
  });

/** Patches are missing on an instance. */
export const missingPatches: Sample = (setting) =>
  asff(setting, {
    Id: `arn:aws:patchmanager:${setting.region}:${setting.account.id}:instance/i-0${short()}/document/AWS-RunPatchBaseline/run-command/${short()}`,
    ProductArn: productArn(setting.region, 'ssm-patch-manager'),
    ProductName: 'Systems Manager Patch Manager',
    CompanyName: 'AWS',
    GeneratorId: short(),
    Types: ['Software & Configuration Checks/Patch Management/Compliance'],
    Severity: { Label: 'MEDIUM', Normalized: 40 },
    Title: 'Systems Manager Patch Summary - Managed Instance Non-Compliant',
    Description: 'This control checks whether the compliance status of the patch baseline is COMPLIANT.',
    Resources: [{ Type: 'AwsEc2Instance', Id: `i-0${short()}`, Partition: 'aws', Region: setting.region }],
    PatchSummary: { Id: 'pb-0c10', InstalledCount: 45, MissingCount: 7, FailedCount: 1, InstalledPendingReboot: 3, Operation: 'SCAN' },
  });

/** What the company's own check writes into Security Hub. */
export const custom: Sample = (setting) =>
  asff(setting, {
    Id: `backup-check/orders-${short()}`,
    ProductArn: `arn:aws:securityhub:${setting.region}:${setting.account.id}:product/${setting.account.id}/default`,
    ProductName: 'Backup check',
    CompanyName: 'Acme',
    GeneratorId: 'backup-check',
    Types: ['Software and Configuration Checks/Backups'],
    Severity: { Label: 'HIGH', Normalized: 70 },
    Title: 'The orders database has had no backup for seven days',
    Description: 'No snapshot of the database is younger than seven days. The last one finished on Sunday.',
    Resources: [
      {
        Type: 'AwsRdsDbInstance',
        Id: `arn:aws:rds:${setting.region}:${setting.account.id}:db:orders-${short()}`,
        Partition: 'aws',
        Region: setting.region,
      },
    ],
  });
