import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from './world.ts';

/** Everything as it should be: something has arrived, and the clock ticks. */
export async function aHealthyWorld(): Promise<TestWorld> {
  const world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await world.tick();
  await world.settle();
  return world;
}

/** The answer to `/shub health` as its person reads it. */
export async function askHealth(world: TestWorld, who: string = PEOPLE.viewer): Promise<string> {
  await world.slack.as(who).command(ALERTS, '/shub health');
  await world.settle();
  return healthAnswer(world, who);
}

export const healthAnswer = (world: TestWorld, who: string = PEOPLE.viewer): string => textsIn(healthMessage(world, who).blocks).join('\n');

export function healthMessage(world: TestWorld, who: string = PEOPLE.viewer) {
  const found = world.slack.state.messages.get(ALERTS)?.findLast((each) => each.ephemeralFor === who && !each.deleted);
  if (!found) throw new Error('nothing was answered');
  return found;
}

/** The checks that the answer marks so. */
export const marked = (text: string, mark: '🔴' | '🟠'): string[] =>
  [...text.matchAll(new RegExp(`${mark} \\*([^*]+)\\* `, 'gu'))].map(([, name = '']) => name);

export const slackSays = (world: TestWorld, operation: string, error: string): void =>
  world.slack.faults.add({ operation, fault: { do: 'answer', answer: { status: 200, body: { ok: false, error } } } });

/** Changes a channel as its owners would. */
export const changeChannel = (world: TestWorld, id: string, state: object): void =>
  void Object.assign(world.slack.state.channels.get(id) ?? {}, state);
