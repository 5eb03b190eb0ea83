import type { Overflow, PlainTextOption } from '@slack/types';
import type { ProblemFace } from '../../domain/face.ts';
import { MORE_ID } from './ids.ts';

/** What a menu's entry may depend on. */
type About = Pick<ProblemFace, 'open' | 'offers' | 'ticket' | 'test'>;

interface Entry {
  key: string;
  /** At most 24 characters; an ellipsis says that a question comes first. */
  label: string;
  offered(about: About): boolean;
}

/** The rarer things to do about a card, in order; Slack draws five at most. Who answers each is in listeners/more.ts. */
export const MORE = [
  { key: 'assign', label: 'Assign…', offered: ({ open, test }) => open && !test?.over },
  { key: 'note', label: 'Add note…', offered: ({ offers }) => offers.length > 0 },
  { key: 'ticket', label: 'Ticket', offered: ({ open, ticket, test }) => !test?.over && (open || ticket !== undefined) },
  { key: 'escalate', label: 'Escalate…', offered: ({ open, test }) => open && !test?.over },
  { key: 'like', label: 'All like this…', offered: ({ test }) => !test?.over },
] as const satisfies readonly Entry[];
export type MoreKey = (typeof MORE)[number]['key'];

/** The menu beside a card's buttons; undefined when there is nothing in it. The rest of each value is what a button would carry. */
export function moreMenu(card: string, actionVersion: number, about: About): Overflow | undefined {
  const options = MORE.filter((entry) => entry.offered(about)).map(
    ({ key, label }): PlainTextOption => ({
      text: { type: 'plain_text', text: label, emoji: true },
      value: `${key}|${card}|${actionVersion}`,
    }),
  );
  return options.length === 0 ? undefined : { type: 'overflow', action_id: MORE_ID, options };
}

/** Which entry was chosen, and the value that a button for it would have carried. Undefined for anything else. */
export function readMore(value: string): { key: MoreKey; value: string } | undefined {
  const [, chosen, rest = ''] = /^([a-z]+)\|(.*)$/s.exec(value) ?? [];
  const entry = MORE.find(({ key }) => key === chosen);
  return entry && { key: entry.key, value: rest };
}
