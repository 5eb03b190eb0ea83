import * as z from 'zod';
import { ProductKind, Severity, WorkflowStatus } from './finding.ts';

/** Which findings of Security Hub are meant; all that is given must hold. */
export const FindingsQuery = z.object({
  severity: z.array(Severity).optional(),
  /** Without one it is what is open: NEW and NOTIFIED. */
  status: z.array(WorkflowStatus).optional(),
  product: ProductKind.optional(),
  account: z.string().optional(),
  /** Such as `eu-west-1`. */
  region: z.string().optional(),
  /** Such as `EC2.19`. */
  control: z.string().optional(),
  /** Word for word. */
  title: z.string().optional(),
});
export type FindingsQuery = z.infer<typeof FindingsQuery>;
