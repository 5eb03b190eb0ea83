import * as z from 'zod';
import { conflict } from '../errors.ts';
import type { Hub } from '../hub.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';

export const ControlFindingGenerator = z.enum(['SECURITY_CONTROL', 'STANDARD_CONTROL']);

const Input = z.object({
  Tags: z
    .record(z.string(), z.string())
    .refine((tags) => Object.keys(tags).length <= 50, { error: 'should NOT have more than 50 properties' })
    .optional(),
  EnableDefaultStandards: z.boolean().default(true),
  ControlFindingGenerator: ControlFindingGenerator.default('SECURITY_CONTROL'),
});

/** What a hub knew is kept this long after it was switched off. */
const KEPT_MS = 90 * 86_400_000;

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableSecurityHub.html */
export const enableSecurityHub: Operation = ({ input }, hub) => {
  if (hub.subscription) throw conflict('Account is already subscribed to Security Hub');
  const { ControlFindingGenerator } = read(Input, input);
  switchOn(hub, ControlFindingGenerator);
  return {};
};

export function switchOn(hub: Hub, controlFindingGenerator: string): void {
  if (hub.offSince !== undefined && hub.clock.now() - hub.offSince >= KEPT_MS) hub.forget();
  hub.offSince = undefined;
  hub.subscription = { subscribedAt: hub.clock.now(), autoEnableControls: true, controlFindingGenerator };
  hub.changed();
}
