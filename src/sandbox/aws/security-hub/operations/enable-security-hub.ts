import * as z from 'zod';
import { conflict } from '../errors.ts';
import type { Hub } from '../hub.ts';
import { read } from '../input.ts';
import { enabledAtFirst } from '../integrations.ts';
import type { Operation } from '../operation.ts';
import { isDefault, standardIds } from '../standards/catalogue.ts';
import { Tags } from '../tags.ts';

export const ControlFindingGenerator = z.enum(['SECURITY_CONTROL', 'STANDARD_CONTROL']);

const Input = z.object({
  Tags: Tags.optional(),
  EnableDefaultStandards: z.boolean().default(true),
  ControlFindingGenerator: ControlFindingGenerator.default('SECURITY_CONTROL'),
});

/** What a hub knew is kept this long after it was switched off. */
const KEPT_MS = 90 * 86_400_000;

/** The default standards are on their way when it answers. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableSecurityHub.html */
export const enableSecurityHub: Operation = ({ input }, hub) => {
  if (hub.subscription) throw conflict('Account is already subscribed to Security Hub');
  const { ControlFindingGenerator, EnableDefaultStandards, Tags: tags = {} } = read(Input, input);
  switchOn(hub, ControlFindingGenerator);
  for (const [key, value] of Object.entries(tags)) hub.tags.set(key, value);
  if (EnableDefaultStandards) for (const id of standardIds.filter(isDefault)) hub.standards.enable(id);
  return {};
};

export function switchOn(hub: Hub, controlFindingGenerator: string): void {
  if (hub.offSince !== undefined && hub.clock.now() - hub.offSince >= KEPT_MS) hub.forget();
  hub.offSince = undefined;
  for (const id of enabledAtFirst) hub.integrations.add(id);
  hub.subscription = { subscribedAt: hub.clock.now(), autoEnableControls: true, controlFindingGenerator };
  hub.changed();
}
