import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import type { Card } from '../../domain/card.ts';
import { amber, green, type Reading, red } from '../../domain/health.ts';
import type { DeadLetterFacts } from '../services.ts';
import type { Check } from './check.ts';

/** More than a burst leaves behind for a minute. */
const MANY = 500;
const FAR_TOO_MANY = 10_000;

export const queues: Check = {
  name: 'Queues',
  async check({ health }) {
    const all = await health.queues();
    const faults = all.flatMap(({ name, waiting }): Reading[] => {
      if (waiting === undefined) return [red(`there is no queue ${name}`, 'Deploy again: `npm run deploy` makes it.')];
      const todo = 'Look at the errors and the concurrency of the function that reads it.';
      if (waiting > FAR_TOO_MANY) return [red(`${waiting} messages wait in ${name}`, todo)];
      return waiting > MANY ? [amber(`${waiting} messages wait in ${name}`, todo)] : [];
    });
    const waiting = all.reduce((sum, queue) => sum + (queue.waiting ?? 0), 0);
    return faults.length > 0 ? faults : green(waiting === 0 ? 'empty' : `${waiting} messages wait`);
  },
};

export const deadLetters: Check = {
  name: 'Dead letters',
  async check({ health }) {
    const all = await health.queues();
    const unguarded = all.filter(({ waiting, deadLetters }) => waiting !== undefined && deadLetters === undefined);
    const faults = [
      ...unguarded.map(({ name }) => amber(`${name} has no dead-letter queue`, 'Deploy again: `npm run deploy` gives it one.')),
      ...all.flatMap(({ deadLetters: kept }) => (kept ? undelivered(kept) : [])),
    ];
    return faults.length > 0 ? faults : green('none');
  },
};

/** What is wrong about a queue for what nobody could work on. */
export function undelivered({ name, messages }: DeadLetterFacts): Reading[] {
  if (messages === undefined) return [red(`there is no queue ${name}, so what fails is lost`, 'Deploy again: `npm run deploy` makes it.')];
  if (messages === 0) return [];
  const says = `${messages} ${messages === 1 ? 'message' : 'messages'} in ${name}`;
  const todo = 'What failed again and again is kept here. When the cause is mended, bring it back: SQS console → Start DLQ redrive.';
  return [red(says, todo)];
}

const LOOK_AT = 25;
const SLOW_MS = 10 * 60_000;
const STUCK_MS = 30 * 60_000;

/** What waits in the table: messages that are to appear in Slack, and presses that are to be carried out. */
export const delivery: Check = {
  name: 'Delivery',
  async check({ cards, channels, installation, intents, now }) {
    const [states, pausedEverywhere] = await Promise.all([channels.all(), installation.paused()]);
    if (pausedEverywhere) return [amber('is paused everywhere', '`/shub resume all` ends that.')];
    const waiting = await Promise.all(
      states.map(async ({ channel, paused, healthReason }): Promise<Reading[]> => {
        if (paused) return [amber(`is paused in ${channel}`, '`/shub resume` there ends that.')];
        const refused = refusals(await cards.refused(channel, LOOK_AT), channel);
        const since = oldest(await cards.dirty(channel, LOOK_AT));
        const age = since === undefined ? 0 : now().getTime() - Date.parse(since);
        if (since === undefined || age <= SLOW_MS) return refused;
        const says = `a card has been waiting for ${formatDistanceStrict(since, now())} in ${channel}${healthReason ? `: ${healthReason}` : ''}`;
        const todo = 'Try the channel with `/shub test`; then look at the log of the deliver function.';
        return [...refused, age > STUCK_MS ? red(says, todo) : amber(says, todo)];
      }),
    );
    const late = await intents.unfinished(new Date(now().getTime() - STUCK_MS), 1);
    const faults = [
      ...waiting.flat(),
      ...(late.length > 0 ? [red('presses wait for more than half an hour', 'Look at the log of the actions and admin functions.')] : []),
    ];
    return faults.length > 0 ? faults : green('nothing is late');
  },
};

/** What Slack takes neither as it should be nor as three lines of text. */
function refusals(refused: readonly Card[], channel: string): Reading[] {
  if (refused.length === 0) return [];
  const count = refused.length < LOOK_AT ? String(refused.length) : `${LOOK_AT} or more`;
  const why = [...new Set(refused.map(({ parkedBecause }) => parkedBecause))].join(', ');
  const says = `${count} ${refused.length === 1 ? 'card' : 'cards'} that Slack does not take in ${channel}: ${why}`;
  return [red(says, 'shub tries them again by itself; `/shub findings` shows their findings. Look for a newer version of shub.')];
}

/** Since when the card that has waited longest for its first message waits. */
const oldest = (dirty: readonly Card[]): string | undefined =>
  dirty
    .filter(({ state }) => state === 'NEW' || state === 'POSTING')
    .map(({ createdAt }) => createdAt)
    .sort()[0];
