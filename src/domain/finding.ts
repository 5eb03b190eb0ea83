import * as z from 'zod';

/** From most to least urgent. UNKNOWN is what a producer sent that we cannot read: shown as such, treated as HIGH. */
export const Severity = z.enum(['CRITICAL', 'HIGH', 'UNKNOWN', 'MEDIUM', 'LOW', 'INFORMATIONAL']);
export type Severity = z.infer<typeof Severity>;

export const WorkflowStatus = z.enum(['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED']);
export type WorkflowStatus = z.infer<typeof WorkflowStatus>;

export const RecordState = z.enum(['ACTIVE', 'ARCHIVED']);
export type RecordState = z.infer<typeof RecordState>;

export const ComplianceStatus = z.enum(['PASSED', 'FAILED', 'WARNING', 'NOT_AVAILABLE']);
export type ComplianceStatus = z.infer<typeof ComplianceStatus>;

/** The service a finding comes from; each has its own facts on the card. */
export const ProductKind = z.enum([
  'security-hub',
  'guardduty',
  'inspector',
  'macie',
  'access-analyzer',
  'config',
  'health',
  'patch-manager',
  'other',
]);
export type ProductKind = z.infer<typeof ProductKind>;

/** What identifies a finding: both are needed, and neither can be derived from the other. */
export const FindingRef = z.object({ id: z.string(), productArn: z.string() });
export type FindingRef = z.infer<typeof FindingRef>;

export const Resource = z.object({
  type: z.string(),
  /** Usually an ARN. */
  id: z.string(),
  /** The part of the id a person recognises, such as `i-0abc` or a bucket's name. */
  name: z.string(),
  region: z.string().optional(),
  tags: z.record(z.string(), z.string()),
});
export type Resource = z.infer<typeof Resource>;

/** One thing worth knowing before deciding, in plain text. */
export const Fact = z.object({ label: z.string(), value: z.string() });
export type Fact = z.infer<typeof Fact>;

/**
 * A finding as the product knows it, whatever dialect it came in: plain, untrusted text, cut to what a card and a list
 * can use (at most 16 KB as JSON). Times are ISO 8601 in UTC with milliseconds.
 */
export const Finding = z.object({
  /** 32 hex digits made from (ProductArn, Id): the finding's name inside the product. */
  key: z.string(),
  /** 32 hex digits that findings about the same control on the same resources share, whatever standard asks for it. */
  problem: z.string(),
  id: z.string(),
  productArn: z.string(),
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  partition: z.string(),
  product: z.object({ kind: ProductKind, name: z.string(), company: z.string().optional() }),
  account: z.object({ id: z.string(), name: z.string().optional() }),
  region: z.string(),
  generatorId: z.string(),
  title: z.string(),
  description: z.string(),
  severity: Severity,
  types: z.array(z.string()),
  workflow: WorkflowStatus,
  recordState: RecordState,
  compliance: z
    .object({
      status: ComplianceStatus.optional(),
      /** Such as `EC2.19`, or the name of a Config rule. */
      control: z.string().optional(),
      /** Names people use, such as `FSBP 1.0.0`, `CIS 3.0.0`. */
      standards: z.array(z.string()),
      requirements: z.array(z.string()),
      reasons: z.array(z.string()),
    })
    .optional(),
  /** The first ones; `resourceCount` says how many there are in all. */
  resources: z.array(Resource),
  resourceCount: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  remediation: z.object({ text: z.string().optional(), url: z.string().optional() }).optional(),
  sourceUrl: z.string().optional(),
  note: z.object({ text: z.string(), by: z.string(), at: z.string() }).optional(),
  /** The sentence that decides, such as `Queried pool.example · resource role TARGET`; absent when the title says it all. */
  headline: z.string().optional(),
  /** What else decides, most important first, by product. */
  facts: z.array(Fact),
  /** A made-up finding from the product's own "generate sample findings". */
  sample: z.boolean(),
  /** A hash over all that the producer sent, not only over what is kept here. */
  contentHash: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** Neither a person nor the service regards it as done. */
export const isOpen = (finding: Pick<Finding, 'workflow' | 'recordState' | 'compliance'>): boolean =>
  finding.recordState === 'ACTIVE' &&
  (finding.workflow === 'NEW' || finding.workflow === 'NOTIFIED') &&
  finding.compliance?.status !== 'PASSED';

const RANK: Record<Severity, number> = { CRITICAL: 0, HIGH: 1, UNKNOWN: 1, MEDIUM: 2, LOW: 3, INFORMATIONAL: 4 };

/** 0 is the most urgent. UNKNOWN ranks with HIGH. */
export const severityRank = (severity: Severity): number => RANK[severity];

const FIRST_STATE_MS = 60_000;

/** Whether its product has hardly had the time to change it, so that most likely nobody has heard of it. */
export const isFirstState = ({ createdAt, updatedAt }: Pick<Finding, 'createdAt' | 'updatedAt'>): boolean =>
  Math.abs(Date.parse(updatedAt) - Date.parse(createdAt)) <= FIRST_STATE_MS;
