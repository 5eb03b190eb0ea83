export interface ManagedInsight {
  arn: string;
  name: string;
}

/** By the number in the ARN, what counts everything first, then by kind of resource. The longest names are shortened: Slack's menus end at 75 characters. */
const NAMES: readonly [number: number, name: string][] = [
  [29, 'Severity by counts of findings'],
  [27, 'Top accounts by counts of findings'],
  [28, 'Top products by counts of findings'],
  [35, 'Top integrations by counts of findings'],
  [36, 'Resources with the most failed security checks'],
  [1, 'AWS resources with the most findings'],
  [40, 'Applications with the most findings'],
  [38, 'Resources with the most AWS Health findings'],
  [39, 'Resources with the most AWS Config findings'],
  [34, 'Top resources by counts of failed CIS checks'],
  [30, 'Top S3 buckets by counts of findings'],
  [10, 'S3 buckets with public write or read permissions'],
  [12, 'S3 buckets with sensitive data'],
  [11, "S3 buckets that don't meet security standards"],
  [31, 'Top EC2 instances by counts of findings'],
  [16, 'EC2 instances that miss patches for important vulnerabilities'],
  [18, 'EC2 instances with ports that the internet reaches'],
  [21, 'EC2 instances that are open to the internet'],
  [14, 'EC2 instances involved in known tactics, techniques, procedures'],
  [17, 'EC2 instances with general unusual behavior'],
  [19, "EC2 instances that don't meet security standards"],
  [22, 'EC2 instances associated with adversary reconnaissance'],
  [32, 'Top AMIs by counts of findings'],
  [3, 'AMIs that are generating the most findings'],
  [33, 'Top IAM users by counts of findings'],
  [37, 'IAM users with suspicious activity'],
  [9, 'AWS principals with suspicious access key activity'],
  [13, 'Credentials that may have leaked'],
  [26, 'Threat intel indicators with the most hits in the last week'],
  [6, "AWS resources that don't meet security standards"],
  [7, 'AWS resources associated with potential data exfiltration'],
  [8, 'AWS resources with unauthorized resource consumption'],
  [23, 'AWS resources that are associated with malware'],
  [24, 'AWS resources associated with cryptocurrency issues'],
  [25, 'AWS resources with unauthorized access attempts'],
];

/**
 * The insights that Security Hub makes in every account, by the number in their ARN and by name; nobody can change or delete them.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-managed-insights.html
 */
export const MANAGED_INSIGHTS: readonly ManagedInsight[] = NAMES.map(([number, name]) => ({
  arn: `arn:aws:securityhub:::insight/securityhub/default/${number}`,
  name,
}));

export const isManaged = (arn: string): boolean => /^arn:[\w-]+:securityhub:::insight\/securityhub\//.test(arn);
