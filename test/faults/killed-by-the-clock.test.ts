import { expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { escalations, inFallback, mentions } from '../support/escalating.ts';
import { eventsOf } from '../support/outlets.ts';
import { fills, said, snoozeForm } from '../support/triage.ts';
import { unheard } from '../support/unheard.ts';
import { ALERTS, PEOPLE, POLICY } from '../support/world.ts';
import { type NamedKillPoint, WHILE_COMPARING } from './kill-points.ts';
import { mortalWorlds } from './mortal-world.ts';

const begin = mortalWorlds();

test.each<NamedKillPoint>([
  ...WHILE_COMPARING,
  ['after Security Hub has said what changed', { when: 'after', call: 'hub.updatedSince' }],
  ['before the first finding is taken in', { when: 'before', call: 'findings.put' }],
  ['after the first finding is taken in, before its card', { when: 'after', call: 'findings.put' }],
  ['after the first of two is taken in', { when: 'before', call: 'findings.put', nth: 2 }],
  ['after the last is taken in, before its card', { when: 'after', call: 'findings.put', nth: 2 }],
  ['after the comparison with Security Hub was ended', { when: 'after', call: 'repairs.save', nth: 2 }],
])('findings whose events never came both have their card though the process is killed %s', async (_, point) => {
  const world = await begin();
  await unheard(world, () => world.hub.imports(aGuardDutyAsff({ Id: 'one', Title: 'One' }), aGuardDutyAsff({ Id: 'two', Title: 'Two' })));
  await world.arm(point);
  await world.minutes(1);
  await world.recovers(8);

  expect(
    world
      .cards()
      .map(({ text }) => /One|Two/.exec(text)?.[0])
      .sort(),
  ).toEqual(['One', 'Two']);
});

test.each<NamedKillPoint>([
  ['before it is asked for', { when: 'before', call: 'queues.request', about: '"kind":"confirm"' }],
  ['after it was asked for', { when: 'after', call: 'queues.request', about: '"kind":"confirm"' }],
  ['after Security Hub has said that it is not done', { when: 'after', call: 'hub.find' }],
  ['before it is said', { when: 'before', call: 'chat.thread' }],
  ['after it was said, before that is written down', { when: 'after', call: 'chat.thread' }],
])(
  'a change that Security Hub took and does not make is said once though the process that reads it back is killed %s',
  async (_, point) => {
    const world = await begin();
    await world.arrives(aGuardDutyAsff());
    world.hub.updateDelay.ms = 30 * 60_000;
    await world.press(PEOPLE.responder, 'acknowledge');
    await world.arm(point);
    await world.minutes(6);
    await world.recovers(8);

    expect(said(world).filter((line) => line.includes('five minutes later Security Hub still says NEW'))).toHaveLength(1);
  },
);

test.each<NamedKillPoint>([
  ['before it is written down', { when: 'before', call: 'findings.put' }],
  ['after it is written down, before the card', { when: 'after', call: 'findings.put' }],
])(
  'a change that Security Hub makes within five minutes goes without a word though the process that hears of it is killed %s',
  async (_, point) => {
    const world = await begin();
    await world.arrives(aGuardDutyAsff());
    world.hub.updateDelay.ms = 2 * 60_000;
    await world.press(PEOPLE.responder, 'acknowledge');
    await world.arm(point);
    await world.minutes(3);
    await world.recovers(8);

    expect(world.statuses()).toEqual(['NOTIFIED']);
    expect(world.drawn()).toContain(`*Acknowledged* by <@${PEOPLE.responder}>`);
    expect(world.replies()).toHaveLength(1);
  },
);

test.each<NamedKillPoint>([
  ['after it was asked for', { when: 'after', call: 'queues.request', about: '"kind":"promises"' }],
  ['before Security Hub is asked', { when: 'before', call: 'hub.setWorkflow' }],
  ['after Security Hub has done it', { when: 'after', call: 'hub.setWorkflow' }],
  ['after the card was written down', { when: 'after', call: 'cards.change', about: '"awake":{' }],
  ['before it is said under the card', { when: 'before', call: 'chat.remark' }],
  ['after it was said under the card, before that is written down', { when: 'after', call: 'chat.remark' }],
])('a snooze whose end a process is killed over, %s, ends once and is said once', async (_, point) => {
  const world = await begin();
  await world.arrives(aGuardDutyAsff());
  await fills(world, PEOPLE.responder, 'snooze', snoozeForm('1 hour'));
  await world.clock.advance(59 * 60_000);
  await world.arm(point);
  await world.minutes(3);
  await world.recovers(8);

  expect(world.statuses()).toEqual(['NEW']);
  expect(world.drawn()).toContain('*Back from its snooze*');
  expect(said(world).filter((line) => line.includes('Back from its snooze'))).toHaveLength(1);
  expect((await world.onRecord()).filter(({ action }) => action !== 'snooze').map(({ phase }) => phase)).toEqual(['started', 'done']);
});

const WAITS = `
onCall: [{ who: [${PEOPLE.admin}] }]
escalation:
  HIGH: { mention: 5m, page: 5m, fallback: 5m }
`;

test.each<NamedKillPoint>([
  ['before the on-call is mentioned', { when: 'before', call: 'chat.call' }],
  ['after the on-call was mentioned, before that is written down', { when: 'after', call: 'chat.call' }],
  ['before the page is sent', { when: 'before', call: 'pager.page' }],
  ['after the page was sent, before that is written down', { when: 'after', call: 'pager.page' }],
  ['before the fallback channel is told', { when: 'before', call: 'chat.call', nth: 2 }],
  ['after the fallback channel was told, before that is written down', { when: 'after', call: 'chat.call', nth: 2 }],
])('an escalation whose process is killed %s says everything once, and a page twice only under the same id', async (_, point) => {
  const world = await begin({ policy: `${POLICY}${WAITS}` });
  await world.arrives(aGuardDutyAsff());
  await world.arm(point);
  await world.minutes(17);
  await world.recovers(18);

  expect(mentions(world)).toHaveLength(1);
  expect(inFallback(world)).toHaveLength(1);
  expect(new Set(escalations(world).map(({ id }) => id)).size).toBe(1);
  expect(new Set(eventsOf(world).flatMap(({ type, detail }) => (type === 'Finding Escalated' ? [detail.id] : []))).size).toBe(3);
});

test.each<NamedKillPoint>([
  ['before it is asked for', { when: 'before', call: 'queues.request', about: '"kind":"digest"' }],
  ['after it was asked for', { when: 'after', call: 'queues.request', about: '"kind":"digest"' }],
  ['before it is posted', { when: 'before', call: 'chat.digest' }],
  ['after it was posted', { when: 'after', call: 'chat.digest' }],
])("the day's digest comes once though the process is killed %s", async (_, point) => {
  const world = await begin({ policy: `${POLICY}\ndigest: { channel: ${ALERTS}, at: '09:02', zone: UTC }\n` });
  await world.arm(point);
  await world.minutes(5);
  await world.recovers(12);

  expect(world.cards().filter(({ text }) => text.startsWith('Security digest'))).toHaveLength(1);
});
