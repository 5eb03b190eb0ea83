/** A standard as DescribeStandards tells of it, in one region. */
export interface Standard {
  StandardsArn: string;
  Name: string;
  Description: string;
  EnabledByDefault: boolean;
  StandardsManagedBy: { Company: string; Product: string };
  Provider: 'AWS';
}

/**
 * By what follows the account in a subscription's ARN. CIS 1.2.0 is older than regions in these ARNs:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html
 */
const STANDARDS = {
  'aws-foundational-security-best-practices/v/1.0.0': [
    'AWS Foundational Security Best Practices v1.0.0',
    'Checks that detect when accounts and resources deviate from the practices AWS itself recommends.',
  ],
  'cis-aws-foundations-benchmark/v/1.2.0': [
    'CIS AWS Foundations Benchmark v1.2.0',
    'Configuration practices for AWS agreed by the Center for Internet Security, first edition.',
  ],
  'cis-aws-foundations-benchmark/v/1.4.0': [
    'CIS AWS Foundations Benchmark v1.4.0',
    'Configuration practices for AWS agreed by the Center for Internet Security, edition of 2021.',
  ],
  'cis-aws-foundations-benchmark/v/3.0.0': [
    'CIS AWS Foundations Benchmark v3.0.0',
    'Configuration practices for AWS agreed by the Center for Internet Security, edition of 2024.',
  ],
  'cis-aws-foundations-benchmark/v/5.0.0': [
    'CIS AWS Foundations Benchmark v5.0.0',
    'Configuration practices for AWS agreed by the Center for Internet Security, edition of 2025.',
  ],
  'nist-800-53/v/5.0.0': [
    'NIST Special Publication 800-53 Revision 5',
    'Controls for information systems of the federal government that AWS can check automatically.',
  ],
  'nist-800-171/v/2.0.0': [
    'NIST Special Publication 800-171 Revision 2',
    'Controls that protect controlled unclassified information outside federal systems.',
  ],
  'pci-dss/v/3.2.1': ['PCI DSS v3.2.1', 'Requirements of the Payment Card Industry that AWS can check automatically.'],
  'pci-dss/v/4.0.1': ['PCI DSS v4.0.1', 'Requirements of the Payment Card Industry that AWS can check automatically, fourth edition.'],
  'service-managed-aws-control-tower/v/1.0.0': [
    'Service-Managed Standard: AWS Control Tower',
    'The detective controls of AWS Control Tower, which enables and disables them itself.',
  ],
  'aws-resource-tagging-standard/v/1.0.0': ['AWS Resource Tagging Standard v1.0.0', 'Checks that resources carry the tags you ask for.'],
} as const satisfies Record<string, readonly [name: string, description: string]>;

export type StandardId = keyof typeof STANDARDS;

/** EnableSecurityHub enables these unless told otherwise. */
const DEFAULTS: readonly StandardId[] = ['aws-foundational-security-best-practices/v/1.0.0', 'cis-aws-foundations-benchmark/v/1.2.0'];

export const standardIds = Object.keys(STANDARDS).filter((id) => isStandardId(id));

function isStandardId(id: string): id is StandardId {
  return Object.hasOwn(STANDARDS, id);
}

export const standardsArn = (id: StandardId, region: string) =>
  id === 'cis-aws-foundations-benchmark/v/1.2.0' ? `arn:aws:securityhub:::ruleset/${id}` : `arn:aws:securityhub:${region}::standards/${id}`;

/** Every standard of a region, in the order DescribeStandards lists them. */
export const standardsOf = (region: string): Standard[] =>
  standardIds.map((id) => ({
    StandardsArn: standardsArn(id, region),
    Name: STANDARDS[id][0],
    Description: STANDARDS[id][1],
    EnabledByDefault: DEFAULTS.includes(id),
    StandardsManagedBy: { Company: 'AWS', Product: isTowers(id) ? 'Control Tower' : 'Security Hub' },
    Provider: 'AWS',
  }));

/** The standard a region's ARN names. */
export const standardIdOf = (arn: string, region: string): StandardId | undefined =>
  standardIds.find((id) => standardsArn(id, region) === arn);

/** The same of an ARN that is known to be right; a plain error otherwise. */
export function theStandard(arn: string, { region }: { region: string }): StandardId {
  const id = standardIdOf(arn, region);
  if (!id) throw new Error(`Security Hub has no standard ${arn} in ${region}`);
  return id;
}

/** The standard that the ARN of an account's subscription names, enabled or not. */
export function standardIdOfSubscription(arn: string, { account, region }: { account: string; region: string }): StandardId | undefined {
  return standardIds.find((id) => subscriptionArn(id, { account, region }) === arn);
}

export const subscriptionArn = (id: StandardId, { account, region }: { account: string; region: string }) =>
  `arn:aws:securityhub:${region}:${account}:subscription/${id}`;

/** Control Tower's own standard is listed everywhere and enabled by Control Tower alone. */
export const isTowers = (id: StandardId) => id.startsWith('service-managed-');

export const isDefault = (id: StandardId) => DEFAULTS.includes(id);
