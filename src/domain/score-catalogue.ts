import * as z from 'zod';
import { Severity } from './finding.ts';

/** A control as Security Hub defines it, whatever findings there are. */
export const ControlDefinition = z.object({
  /** Such as `EC2.19`. */
  id: z.string(),
  title: z.string(),
  severity: Severity,
  /** How to put it right, in AWS's words. */
  remediationUrl: z.string().optional(),
  /** The ARNs of the enabled standards that have it, and of those in which it is switched on. */
  standards: z.array(z.string()),
  enabledIn: z.array(z.string()),
  /** The GeneratorIds that its findings have in those standards where findings are not consolidated. */
  generators: z.array(z.string()).optional(),
});
export type ControlDefinition = z.infer<typeof ControlDefinition>;

/** The standards that are enabled here, and their controls. */
export const Catalogue = z.object({
  /** Whether one finding speaks for all standards; otherwise each standard has findings of its own. */
  consolidated: z.boolean(),
  standards: z.array(z.object({ arn: z.string(), name: z.string() })),
  controls: z.array(ControlDefinition),
});
export type Catalogue = z.infer<typeof Catalogue>;
