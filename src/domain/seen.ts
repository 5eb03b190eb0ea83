import * as z from 'zod';
import { Severity, WorkflowStatus } from './finding.ts';

/** How a finding stood when the form about it was opened: what whoever sent it off had in mind. */
export const Seen = z.object({ at: z.string(), severity: Severity, workflow: WorkflowStatus });
export type Seen = z.infer<typeof Seen>;

/** What a form opened now remembers of the finding that it is about. */
export const seenAt = (now: Date, { severity, workflow }: Omit<Seen, 'at'>): Seen => ({ at: now.toISOString(), severity, workflow });

/** Pressed where no message shows by itself what came of it: directly, or in an answer to one person, which takes another in its place. */
export const Aside = z.object({ responseUrl: z.string().optional() });
export type Aside = z.infer<typeof Aside>;
