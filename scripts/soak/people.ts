import type { SlackAnswer } from '../../src/sandbox/slack/contract.ts';
import type { World } from '../../src/sandbox/world.ts';
import type { Random } from '../bench/storm/random.ts';
import { CHANNELS, NOBODY, RESPONDERS } from './place.ts';

const ACKNOWLEDGE = 'finding:acknowledge';

/** A person who got no answer presses again, this often and after so many milliseconds of the world. */
const TRIES = 20;
const AGAIN_MS = 3_000;

interface Place {
  channel: string;
  ts: string;
}

/** What people do to the cards they see. `reach` says where Slack's requests go now; undefined while nobody listens. */
export function peopleOf({ slack, clock }: Pick<World, 'slack' | 'clock'>, random: Random, reach: () => string | undefined) {
  const touched = new Set<string>();
  const counts = { presses: 0, answered: 0, denied: 0, forged: 0 };
  /** Answers to forged requests that were not refusals. */
  const tookForged: number[] = [];

  const wait = (ms: number) => new Promise<void>((resolve) => clock.at(clock.now() + ms, resolve));

  function untouched(): Place | undefined {
    const places = CHANNELS.flatMap((channel) =>
      (slack.state.messages.get(channel) ?? []).filter(
        ({ ts, deleted, thread_ts, blocks, attachments }) =>
          !deleted && thread_ts === undefined && !touched.has(ts) && JSON.stringify([blocks, attachments]).includes(`"${ACKNOWLEDGE}"`),
      ),
    );
    return places[Math.floor(random() * places.length)];
  }

  /** The button is gone once the card is acknowledged or is drawn anew elsewhere: then there is nothing to press. */
  async function once(who: string, place: Place): Promise<SlackAnswer | undefined> {
    const url = reach();
    if (url === undefined) return { status: 0, took: 0, body: undefined, toast: 'nobody listens' };
    slack.connect(url);
    try {
      return await slack.as(who).act(place, { actionId: ACKNOWLEDGE });
    } catch {
      return undefined;
    }
  }

  /** Until somebody answers. */
  async function press(who: string, { channel, ts }: Place): Promise<void> {
    counts.presses++;
    for (let tries = 0; tries < TRIES; tries++) {
      const answer = await once(who, { channel, ts });
      if (!answer) return;
      if (answer.status === 200 && answer.toast === undefined) {
        counts.answered++;
        return;
      }
      await wait(AGAIN_MS);
    }
  }

  return {
    counts,
    tookForged,
    /** Acknowledges a card that nobody has touched: alone, or both at once. */
    async acknowledge(): Promise<void> {
      const place = untouched();
      if (!place) return;
      touched.add(place.ts);
      const [one, other] = RESPONDERS;
      await Promise.all(random() < 0.5 ? [press(one, place), press(other, place)] : [press(random() < 0.5 ? one : other, place)]);
    },
    /** Tries to, without a role. */
    async tryWithoutRole(): Promise<void> {
      const place = untouched();
      if (!place) return;
      counts.denied++;
      await once(NOBODY, place);
    },
    /** Sends what Slack sent last under a signature that is not Slack's. */
    async forge(): Promise<void> {
      const last = slack.lastRequest();
      if (!last || reach() === undefined) return;
      counts.forged++;
      const { status } = await slack.deliver(last.body, { ...last.headers, 'x-slack-signature': `v0=${'0'.repeat(64)}` });
      if (status !== 401 && status !== 0) tookForged.push(status);
    },
  };
}
