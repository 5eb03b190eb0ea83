import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { TestWorld } from './world.ts';

/** What happens meanwhile, shub hears nothing of. */
export async function unheard(world: TestWorld, happens: () => Promise<void> | void): Promise<void> {
  const events = new EventBridgeClient({ region: 'eu-west-1', endpoint: world.bus.url });
  try {
    await events.send(new DisableRuleCommand({ Name: 'shub-findings' }));
    await happens();
    await world.settle();
    await events.send(new EnableRuleCommand({ Name: 'shub-findings' }));
  } finally {
    events.destroy();
  }
}
