import type { KnownBlock } from '@slack/types';
import type { Answer } from '../../domain/answer.ts';
import type { HealthState, Reading } from '../../domain/health.ts';
import { actions, button, context, lines, type Message, section } from './block-kit.ts';
import { HEALTH_AGAIN_ID } from './ids.ts';
import { formatted, plain, prose } from './text.ts';
import { plural } from './words.ts';

const MARK: Record<HealthState, string> = { red: '🔴', amber: '🟠', green: '🟢' };

/** More than anybody reads on a phone; what is left over is counted. */
const MOST_FAULTS = 12;

type Line = Reading & { name: string };

/** Every hop of the way: what is broken first, with what to do under it, and what works in one line. */
export function healthMessage({ checks, tookMs }: Extract<Answer, { kind: 'health' }>): Message {
  const all = checks.flatMap(({ name, readings }) => readings.map((reading): Line => ({ name, ...reading })));
  const [reds, ambers] = [all.filter(({ state }) => state === 'red'), all.filter(({ state }) => state === 'amber')];
  const faults = [...reds, ...ambers];
  const fine = checks.filter(({ readings }) => readings.length > 0 && readings.every(({ state }) => state === 'green'));
  const more = faults.length - MOST_FAULTS;
  return {
    text: plain(summary(reds.length, ambers.length), 120),
    blocks: [
      section(`${MARK[reds.length > 0 ? 'red' : ambers.length > 0 ? 'amber' : 'green']} *${summary(reds.length, ambers.length)}*`),
      ...faults.slice(0, MOST_FAULTS).map(faultBlock),
      ...(more > 0 ? [context(`… and ${more} more`)] : []),
      ...(fine.length > 0 ? [section(`${MARK.green} ${fine.map(({ name }) => prose(name, 40)).join(', ')}`)] : []),
      ...all
        .filter(({ state, telling }) => state === 'green' && telling)
        .map(({ name, says }) => context(`${prose(name, 40)}: ${prose(says, 500)}`)),
      actions(button(HEALTH_AGAIN_ID, 'Check again', 'health', { says: 'Check everything again' })),
      context(`checked in ${(tookMs / 1000).toFixed(1)} s`),
    ],
    attachments: [],
  };
}

function summary(reds: number, ambers: number): string {
  if (reds === 0 && ambers === 0) return 'Everything works';
  const broken = reds > 0 && `${plural(reds, 'thing is', 'things are')} broken`;
  const odd = ambers > 0 && `${plural(ambers, 'thing', 'things')} to look at`;
  return [broken, odd].filter((part) => part !== false).join(', ');
}

const faultBlock = ({ name, state, says, todo }: Line): KnownBlock =>
  section(lines(`${MARK[state]} *${prose(name, 40)}* ${prose(says, 300)}`, todo !== undefined && `→ ${formatted(todo, 400)}`));
