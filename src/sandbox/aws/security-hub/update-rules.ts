import * as z from 'zod';
import type { Json } from '../contract.ts';
import { NonEmpty, Ref } from './finding.ts';
import { PROVIDER_FIELDS } from './import-rules.ts';
import { agreed, SEVERITY_LABELS } from './severity.ts';
import { WORKFLOW_STATUSES } from './workflow.ts';

const percent = z.int().min(0).max(100);

/** What a customer may change: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchUpdateFindings.html */
export const CustomerChange = z.object({
  Note: z.object({ Text: NonEmpty.max(512), UpdatedBy: NonEmpty }).optional(),
  Severity: z
    .object({ Label: z.enum(SEVERITY_LABELS).optional(), Normalized: percent.optional(), Product: z.number().optional() })
    .optional(),
  VerificationState: z.enum(['UNKNOWN', 'TRUE_POSITIVE', 'FALSE_POSITIVE', 'BENIGN_POSITIVE']).optional(),
  Confidence: percent.optional(),
  Criticality: percent.optional(),
  Types: z.array(NonEmpty).max(50).optional(),
  UserDefinedFields: z
    .record(NonEmpty.max(128), NonEmpty.max(1024))
    .refine((fields) => Object.keys(fields).length <= 50, { error: 'should NOT have more than 50 properties' })
    .optional(),
  Workflow: z.object({ Status: z.enum(WORKFLOW_STATUSES).optional() }).optional(),
  RelatedFindings: z.array(Ref).max(10).optional(),
});
export type CustomerChange = z.infer<typeof CustomerChange>;

/** The fields that from now on are the customer's, whatever the product says. */
export const overruledBy = (change: CustomerChange): string[] =>
  Object.entries(change).flatMap(([field, value]) => (value !== undefined && PROVIDER_FIELDS.includes(field) ? [field] : []));

/** The finding after a customer's change. UpdatedAt is the product's and stays. */
export function afterUpdate(finding: Json, { Note, Severity, Workflow, ...rest }: CustomerChange, now: number): Json {
  const plain = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...finding,
    ...plain,
    ...(Note && { Note: { ...Note, UpdatedAt: new Date(now).toISOString() } }),
    ...(Severity && { Severity: agreed({ ...original(finding), ...Severity }) }),
    ...(Workflow?.Status && { Workflow: { Status: Workflow.Status } }),
  };
}

/** What the product called the severity survives a customer's change of it. */
function original({ Severity }: Json): Json {
  const { Original, Product } = z.object({ Original: z.unknown(), Product: z.unknown() }).partial().catch({}).parse(Severity);
  return { ...(Original !== undefined && { Original }), ...(Product !== undefined && { Product }) };
}
