import type { Insight } from './hub.ts';

type Filters = Readonly<Record<string, readonly object[]>>;

const equals = (...values: string[]) => values.map((Value) => ({ Value, Comparison: 'EQUALS' }));
const startsWith = (...values: string[]) => values.map((Value) => ({ Value, Comparison: 'PREFIX' }));
const within = (days: number) => [{ DateRange: { Value: days, Unit: 'DAYS' } }];

const on = (type: string, more: Filters = {}): Filters => ({ ResourceType: equals(type), ...more });
const ofType = (...beginnings: string[]): Filters => ({ Type: startsWith(...beginnings) });

const EC2 = 'AwsEc2Instance';
const S3 = 'AwsS3Bucket';
const KEY = 'AwsIamAccessKey';
const IMAGE = 'ResourceAwsEc2InstanceImageId';
const CHECKS = 'Software and Configuration Checks';
const BEST_PRACTICES = equals(`${CHECKS}/Industry and Regulatory Standards/AWS Security Best Practices`);
const REACHABLE = ofType(`${CHECKS}/AWS Security Best Practices/Network Reachability`);
const CIS_RULES = 'arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0/rule';
const FAILED_LATELY: Filters = { UpdatedAt: within(1), ComplianceStatus: equals('FAILED') };

/**
 * Number in the ARN, name, what is grouped by, and which findings: those that are open, unless the last says `all`.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-managed-insights.html
 */
const DESCRIBED: readonly [number: number, name: string, groupBy: string, filters: Filters, all?: 'all'][] = [
  [1, 'AWS resources with the most findings', 'ResourceId', {}],
  [10, 'S3 buckets with public write or read permissions', 'ResourceId', on(S3, ofType('Effects/Data Exposure'))],
  [3, 'AMIs that are generating the most findings', IMAGE, on(EC2)],
  [14, 'EC2 instances involved in known Tactics, Techniques, and Procedures (TTPs)', 'ResourceId', on(EC2, ofType('TTPs'))],
  [9, 'AWS principals with suspicious access key activity', 'ResourceAwsIamAccessKeyPrincipalName', on(KEY)],
  [6, "AWS resources instances that don't meet security standards / best practices", 'ResourceId', { Type: BEST_PRACTICES }],
  [7, 'AWS resources associated with potential data exfiltration', 'ResourceId', ofType('Effects/Data Exfiltration/')],
  [8, 'AWS resources associated with unauthorized resource consumption', 'ResourceId', ofType('Effects/Resource Consumption')],
  [11, "S3 buckets that don't meet security standards / best practice", 'ResourceId', on(S3, { Type: BEST_PRACTICES })],
  [12, 'S3 buckets with sensitive data', 'ResourceId', on(S3, ofType('Sensitive Data Identifications/'))],
  [13, 'Credentials that may have leaked', 'ResourceId', ofType('Sensitive Data Identifications/Passwords/')],
  [
    16,
    'EC2 instances that have missing security patches for important vulnerabilities',
    'ResourceId',
    on(EC2, ofType(`${CHECKS}/Vulnerabilities/CVE`)),
  ],
  [17, 'EC2 instances with general unusual behavior', 'ResourceId', on(EC2, ofType('Unusual Behaviors'))],
  [18, 'EC2 instances that have ports accessible from the Internet', 'ResourceId', on(EC2, REACHABLE)],
  [
    19,
    "EC2 instances that don't meet security standards / best practices",
    'ResourceId',
    on(EC2, ofType(`${CHECKS}/Industry and Regulatory Standards/`, `${CHECKS}/AWS Security Best Practices`)),
  ],
  [21, 'EC2 instances that are open to the Internet', 'ResourceId', on(EC2, REACHABLE)],
  [22, 'EC2 instances associated with adversary reconnaissance', 'ResourceId', on(EC2, ofType('TTPs/Discovery/Recon'))],
  [
    23,
    'AWS resources that are associated with malware',
    'ResourceId',
    ofType(
      'Effects/Data Exfiltration/Trojan',
      'TTPs/Initial Access/Trojan',
      'TTPs/Command and Control/Backdoor',
      'TTPs/Command and Control/Trojan',
      `${CHECKS}/Backdoor`,
      'Unusual Behaviors/VM/Backdoor',
    ),
  ],
  [
    24,
    'AWS resources associated with cryptocurrency issues',
    'ResourceId',
    ofType('Effects/Resource Consumption/Cryptocurrency', 'TTPs/Command and Control/CryptoCurrency'),
  ],
  [
    25,
    'AWS resources with unauthorized access attempts',
    'ResourceId',
    ofType(
      'TTPs/Command and Control/UnauthorizedAccess',
      'TTPs/Initial Access/UnauthorizedAccess',
      'Effects/Data Exfiltration/UnauthorizedAccess',
      'Unusual Behaviors/User/UnauthorizedAccess',
      'Effects/Resource Consumption/UnauthorizedAccess',
    ),
  ],
  [26, 'Threat Intel indicators with the most hits in the last week', 'ThreatIntelIndicatorValue', { CreatedAt: within(7) }, 'all'],
  [27, 'Top accounts by counts of findings', 'AwsAccountId', {}],
  [28, 'Top products by counts of findings', 'ProductName', {}],
  [29, 'Severity by counts of findings', 'SeverityLabel', {}],
  [30, 'Top S3 buckets by counts of findings', 'ResourceId', on(S3)],
  [31, 'Top EC2 instances by counts of findings', 'ResourceId', on(EC2)],
  [32, 'Top AMIs by counts of findings', IMAGE, on(EC2)],
  [33, 'Top IAM users by counts of findings', 'ResourceAwsIamAccessKeyUserName', on(KEY)],
  [34, 'Top resources by counts of failed CIS checks', 'ResourceId', { GeneratorId: startsWith(CIS_RULES), ...FAILED_LATELY }],
  [35, 'Top integrations by counts of findings', 'ProductArn', {}],
  [36, 'Resources with the most failed security checks', 'ResourceId', FAILED_LATELY],
  [37, 'IAM users with suspicious activity', 'ResourceAwsIamUserUserName', on('AwsIamUser')],
  [38, 'Resources with the most AWS Health findings', 'ResourceId', { ProductName: equals('Health') }],
  [39, 'Resources with the most AWS Config findings', 'ResourceId', { ProductName: equals('Config') }],
  [40, 'Applications with the most findings', 'ResourceApplicationArn', {}],
];

const OPEN: Filters = { RecordState: equals('ACTIVE'), WorkflowStatus: equals('NEW', 'NOTIFIED') };

/** Those that every account has, by ARN; nobody can change or delete them. */
export const MANAGED_INSIGHTS: ReadonlyMap<string, Insight> = new Map(
  DESCRIBED.map(([number, Name, GroupByAttribute, filters, all]) => {
    const InsightArn = `arn:aws:securityhub:::insight/securityhub/default/${number}`;
    return [InsightArn, { InsightArn, Name, GroupByAttribute, Filters: all ? filters : { ...filters, ...OPEN } }];
  }),
);
