import type { Card } from '../../domain/card.ts';
import { endOf, spanOf } from '../../domain/exception.ts';
import type { Finding } from '../../domain/finding.ts';
import { type Intent, noteFor } from '../../domain/intent.ts';
import { changedMeanwhile, worseThanSeen } from '../../domain/meanwhile.ts';
import { statusesAfter } from '../../domain/press-changes.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { withAccountName } from '../../domain/route.ts';
import { mayShowPress, showPress } from '../delivery/show-press.ts';
import type { Services } from '../services.ts';
import { changeSecurityHub } from './change-security-hub.ts';
import { outcomeOf, takeIn, writeDown } from './rows.ts';

type Needs = Parameters<typeof changeSecurityHub>[4] & Parameters<typeof takeIn>[3] & Parameters<typeof mayShowPress>[2];

/** What Security Hub has said about the findings of a card, and of which it was asked. */
interface Read {
  members: readonly { key: string }[];
  findings: Finding[];
}

/** Asks about the findings of a card as it was seen, which changes nothing and so need not wait for the turn on it. */
export async function readFindings(card: Card | undefined, { hub }: Pick<Services, 'hub'>): Promise<Read | undefined> {
  if (card?.subject.kind !== 'problem') return undefined;
  const { members } = card.subject;
  return { members, findings: await hub.find(members) };
}

interface Turn {
  /** As it is since the press has its turn on it, and the name under which its message may be ours to edit. */
  card: Card;
  editor: string;
  read: Read | undefined;
}

/**
 * Finding as read → audit started → Security Hub changed → audit done, and beside it the card edited → rows. Resolves to what
 * is to be told of those that were not changed, or of what has changed since their person looked, if anything.
 */
export async function carryOutPress(
  intent: Intent,
  name: string,
  { card, editor, read }: Turn,
  services: Needs,
): Promise<string | undefined> {
  const { hub, now, policy } = services;
  if (card.subject.kind !== 'problem')
    throw new UserFacingError('finding_gone', 'This message is a summary; there is no finding to change.');
  const { members } = card.subject;
  // One may have joined the card between the two.
  const told = read && sameMembers(read.members, members) ? read.findings : await hub.find(members);
  const { accounts, suppress, acknowledge } = await policy();
  const findings = told.map((finding) => withAccountName(finding, accounts));
  await takeIn(intent, card, findings, services);
  const worse = worseThanSeen(intent, findings);
  if (worse !== undefined) throw new UserFacingError('already_done', worse);

  const statusOf = statusesAfter(intent, card);
  const until = intent.until ?? endOf(spanOf(suppress, now()).proposed);
  const note = noteFor(intent, name);
  const reminder = acknowledge.reminder;
  const clear = mayShowPress(card, editor, services).catch(() => false);
  const { changed, refused, meanwhile } = await changeSecurityHub(intent, told, statusOf, note, services, async (done) => {
    const outcome = outcomeOf(intent, { findings, changed: done, statusOf, at: now(), note, until, reminder });
    const after = outcome?.card(card);
    if (!outcome || !after || !(await clear)) return { outcome, drawn: undefined };
    return { outcome, drawn: await showPress(card, { face: outcome.face(after), want: after.want }, services) };
  });
  if (meanwhile?.outcome) await writeDown(meanwhile.outcome, { card, editor, drawn: meanwhile.drawn }, services);
  return refused.length > 0
    ? `${changed.length} of ${findings.length} findings behind this card were changed. Not changed: ${refused.join('; ')}.`
    : changedMeanwhile(intent, card, findings);
}

const sameMembers = (some: readonly { key: string }[], others: readonly { key: string }[]): boolean =>
  some.length === others.length && some.every(({ key }) => others.some((other) => other.key === key));
