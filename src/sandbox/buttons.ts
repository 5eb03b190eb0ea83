import type { PageButton } from './page/contract.ts';
import { openPort, publicBucket } from './samples/posture.ts';
import { ACCOUNTS, type Asff, HOME } from './samples/sample.ts';
import { SAMPLES } from './seed.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface ButtonNeeds {
  world: World;
  /** Moves the clock through every instant at which something is due. */
  forward(ms: number): Promise<unknown>;
  reset(): Promise<void>;
}

/** What can be made to happen around the product, at the press of a button. */
export function buttons({ world, forward, reset }: ButtonNeeds): PageButton[] {
  const { hub, slack, clock } = world;
  const here = () => ({ account: ACCOUNTS.payments, region: HOME, at: clock.now() });
  const newest = (): Asff => {
    const last = [...hub.findings.values()].at(-1);
    if (!last) throw new Error('There is no finding yet. Make one first.');
    return last;
  };
  const later = (finding: Asff, ms: number): Asff => ({
    ...finding,
    UpdatedAt: new Date(Date.parse(String(finding.UpdatedAt)) + ms).toISOString(),
  });

  const find: PageButton[] = Object.entries(SAMPLES).map(([name, sample]) => ({
    id: `new-${name.toLowerCase().replaceAll(' ', '-')}`,
    label: `+ ${name}`,
    group: 'New finding',
    run: async () => {
      hub.imports(sample(here()));
      return undefined;
    },
  }));

  return [
    ...find,
    {
      id: 'burst',
      label: 'Burst of 500',
      group: 'Events',
      hint: 'Five hundred findings of staging at once: 480 buckets and 20 open ports',
      run: async () => {
        const of = (place: number) => (place % 25 === 0 ? openPort : publicBucket);
        hub.imports(
          ...Array.from({ length: 500 }, (_, place) => of(place)({ account: ACCOUNTS.staging, region: HOME, at: clock.now() + place })),
        );
        return '500 findings are on their way to #sec-alerts: one message a second, the most severe first.';
      },
    },
    {
      id: 'again',
      label: 'Same event again',
      group: 'Events',
      run: async () => {
        const event = world.bus.events.findLast(({ bus }) => bus === 'default')?.event;
        if (!event) throw new Error('There was no event yet. Make a finding first.');
        world.bus.publish(event);
        return 'The newest event was sent once more. Nothing new should appear.';
      },
    },
    {
      id: 'older',
      label: 'Older version',
      group: 'Events',
      run: async () => {
        const event = world.bus.events.findLast(({ bus }) => bus === 'default')?.event;
        if (!event) throw new Error('There was no event yet. Make a finding first.');
        const finding = later(newest(), -60 * MINUTE);
        world.bus.publish({
          ...event,
          id: crypto.randomUUID(),
          time: new Date(clock.now() - 60 * MINUTE).toISOString(),
          detail: { findings: [finding] },
        });
        return 'A state from an hour ago arrived late. The card should not go back.';
      },
    },
    {
      id: 'fixed',
      label: 'Newest is fixed',
      group: 'Events',
      hint: 'Its product reports that the newest finding passed or is gone',
      run: async () => {
        const finding = newest();
        hub.imports(later({ ...finding, RecordState: 'ARCHIVED' }, Math.max(1_000, clock.now() - Date.parse(String(finding.UpdatedAt)))));
        return undefined;
      },
    },
    {
      id: 'slack-429',
      label: 'Slack answers 429',
      group: 'Trouble',
      hint: 'Once, with Retry-After: 20',
      run: async () => {
        slack.faults.add({
          operation: 'chat.postMessage',
          times: 1,
          fault: { do: 'answer', answer: { status: 429, headers: { 'retry-after': '20' }, body: { ok: false, error: 'ratelimited' } } },
        });
        return 'The next message is answered with 429 and Retry-After: 20. Make a finding and watch Delivery.';
      },
    },
    {
      id: 'slack-down',
      label: 'Slack is down',
      group: 'Trouble',
      run: async () => {
        slack.faults.add({ operation: '*', fault: { do: 'answer', answer: { status: 503, body: 'unavailable' } } });
        return 'Every call to Slack fails now, until “All is well”.';
      },
    },
    {
      id: 'slack-loses',
      label: 'Slack loses an answer',
      group: 'Trouble',
      run: async () => {
        slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: { do: 'lose answer' } });
        return 'The next message is posted but nobody hears of it. Make a finding: there must be one card, not two.';
      },
    },
    {
      id: 'hub-throttles',
      label: 'Security Hub throttles',
      group: 'Trouble',
      run: async () => {
        hub.throttles.on = !hub.throttles.on;
        return hub.throttles.on ? 'The documented throttles of Security Hub are on.' : 'They are off again.';
      },
    },
    {
      id: 'well',
      label: 'All is well',
      group: 'Trouble',
      run: async () => {
        slack.faults.clear();
        hub.throttles.on = false;
        return 'Slack and Security Hub answer again.';
      },
    },
    { id: 'plus-10-minutes', label: '+ 10 min', group: 'Clock', run: async () => void (await forward(10 * MINUTE)) },
    { id: 'plus-1-day', label: '+ 1 day', group: 'Clock', run: async () => void (await forward(DAY)) },
    { id: 'reset', label: 'Reset', group: 'Clock', run: async () => void (await reset()) },
  ];
}
