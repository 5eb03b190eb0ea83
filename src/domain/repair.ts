import * as z from 'zod';

/** How far the comparison with Security Hub has come. Times are in ms since 1970 but for those that Security Hub is asked with. */
export const Repair = z.object({
  /** Every change in Security Hub up to here has been compared; ISO 8601. */
  watermark: z.string(),
  /** When it is to be gone on with. Whoever does moves it on first, so that nobody else does meanwhile. */
  nextAt: z.number(),
  /** A sweep that was begun: changes since then, how far it came, and the next watermark. */
  sweep: z.object({ since: z.string(), begunAt: z.string(), cursor: z.string().optional() }).optional(),
  /** A run is at it, or did not come to its end: a finding may have its row and not yet its card. */
  halfway: z.boolean().optional(),
});
export type Repair = z.infer<typeof Repair>;
