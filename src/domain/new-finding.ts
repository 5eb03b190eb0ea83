import { createHash } from 'node:crypto';
import * as z from 'zod';

/** Security Hub gives no other; UNKNOWN is only what we could not read. */
export const OwnSeverity = z.enum(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL']);
export type OwnSeverity = z.infer<typeof OwnSeverity>;

/** The longest that Security Hub takes (https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html). */
export const LONGEST = {
  title: 256,
  description: 1024,
  resourceType: 256,
  resourceId: 512,
  remediation: 512,
  remediationUrl: 1000,
} as const;

const text = (most: number, missing: string) =>
  z
    .string({ error: missing })
    .max(most, { error: ({ input }) => `Security Hub takes ${most} characters here; these are ${String(input).length}.` });

/** What a person says about a finding of their own. */
export const NewFinding = z.object({
  title: text(LONGEST.title, 'Please say in one line what is wrong.'),
  description: text(LONGEST.description, 'Please say what was found, and how.'),
  severity: z.enum(OwnSeverity.options, { error: 'Please choose one.' }),
  resourceType: text(LONGEST.resourceType, 'Please say what kind of thing it is about, such as AwsS3Bucket or Other.'),
  resourceId: text(LONGEST.resourceId, 'Please name the resource, if it has one by its ARN.'),
  /** The hub's own when absent, and Security Hub takes no other from here. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'An account is written as its 12 digits.')
    .optional(),
  /** Where the resource is; the hub's own when absent. */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]{2,})+-\d{1,2}$/, 'A region is written as in eu-west-1.')
    .optional(),
  remediation: text(LONGEST.remediation, '').optional(),
  remediationUrl: z
    .url({ protocol: /^https?$/, error: 'An address begins with https://' })
    .max(LONGEST.remediationUrl, `Please give an address of at most ${LONGEST.remediationUrl} characters.`)
    .optional(),
});
export type NewFinding = z.infer<typeof NewFinding>;
export type NewFindingField = keyof NewFinding;

/** The finding that was typed, or what is wrong with it, field by field. A field left blank counts as not given. */
export function readNewFinding(
  typed: Partial<Record<NewFindingField, string>>,
): { finding: NewFinding } | { wrong: Partial<Record<NewFindingField, string>> } {
  const given = Object.fromEntries(Object.entries(typed).flatMap(([field, value]) => (value.trim() === '' ? [] : [[field, value.trim()]])));
  const parsed = NewFinding.safeParse(given);
  if (parsed.success) return { finding: parsed.data };
  return { wrong: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message])) };
}

/** The account, and the region in it, whose Security Hub we are. */
export interface HubPlace {
  partition: string;
  account: string;
  region: string;
}

/** A finding as BatchImportFindings takes it (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html). */
export type OwnAsff = ReturnType<typeof asffOf>;

interface Submission {
  /** Names the form that was sent off: one form is one finding, however often it arrives. */
  submission: string;
  /** Who sent it off, by name and Slack id. */
  by: string;
  at: Date;
  hub: HubPlace;
}

/** The finding under the hub's default product. From the same submission at the same time it is the same finding, to the letter. */
export function asffOf(finding: NewFinding, { submission, by, at, hub }: Submission) {
  const { title, description, severity, resourceType, resourceId, account, region, remediation, remediationUrl } = finding;
  return {
    SchemaVersion: '2018-10-08',
    Id: ownFindingId(submission),
    ProductArn: defaultProductArn(hub),
    ProductName: 'shub',
    GeneratorId: 'shub/new',
    AwsAccountId: account ?? hub.account,
    Types: ['Software and Configuration Checks'],
    CreatedAt: at.toISOString(),
    UpdatedAt: at.toISOString(),
    Severity: { Label: severity },
    Title: title,
    Description: description,
    Resources: [{ Type: resourceType, Id: resourceId, Region: region ?? hub.region }],
    ...((remediation || remediationUrl) && {
      Remediation: { Recommendation: { ...(remediation && { Text: remediation }), ...(remediationUrl && { Url: remediationUrl }) } },
    }),
    ProductFields: { 'shub/CreatedBy': by },
  };
}

/** Short enough to be typed after `/shub show`. */
export const ownFindingId = (submission: string): string => `shub/${createHash('sha256').update(submission).digest('hex').slice(0, 32)}`;

/** The product that an account's own findings belong to; it is there from the moment Security Hub is enabled. */
export const defaultProductArn = ({ partition, region, account }: HubPlace): string =>
  `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`;
