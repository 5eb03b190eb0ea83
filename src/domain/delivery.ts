import { type Card, placeOf, revivesAt } from './card.ts';
import { SETTLE_MS } from './due.ts';

/** A message that nobody asked for is edited at most this often; the head of a storm is what people look at meanwhile. */
const MACHINE_EDIT_MS = 45_000;
const HEAD_EDIT_MS = 10_000;
const editGap = ({ subject }: Card): number => (subject.kind === 'head' ? HEAD_EDIT_MS : MACHINE_EDIT_MS);

/** After a message had to be sent again, its first copy may still turn up: looked for twice, this long after. */
const TWIN_CHECKS_MS = [60_000, 120_000];

/** For how long it is tried to find out what became of a post. */
const PATIENCE_MS = 10 * 60_000;

/** No request is on its way for longer than this after it was given up on. */
const REDRAW_MS = 60_000;

/** How long whoever edits a card has it to themselves; longer than the edit may take. */
const CLAIM_MS = 15_000;

/** The longest that an edit takes before it is given up on (the Slack client's timeout), and a little. */
const EDIT_MS = 9_000;

/** A press that is not carried out, or is given up, gives back what `startPressing` took. `drawn`: perhaps the message shows it. */
export function pressingOver(card: Card, intent: string, now: number, { drawn }: { drawn: boolean }): Card {
  if (!card.editor?.startsWith(`${intent} `)) return card;
  const { editor: _editor, claimedUntil: _until, ...rest } = card;
  return drawn ? { ...rest, redrawAt: now + REDRAW_MS } : rest;
}

/** What a card needs next, or when to look again; `nothing` when its message is as it should be or cannot be. */
export type Step = { do: 'create' | 'look up' | 'edit' | 'relay' } | { do: 'wait'; until: number } | { do: 'nothing' };

export function nextStep(card: Card, now: number): Step {
  if (card.want === card.shown) return { do: 'nothing' };
  switch (card.state) {
    case 'NEW':
      return { do: 'create' };
    case 'POSTING': {
      const settled = Math.max((card.postingSince ?? 0) + SETTLE_MS, card.notBefore ?? 0);
      return now >= settled ? { do: 'look up' } : { do: 'wait', until: settled };
    }
    case 'POSTED': {
      const free = Math.max(card.notBefore ?? 0, card.claimedUntil ?? 0);
      return now >= free ? { do: 'edit' } : { do: 'wait', until: free };
    }
    case 'LISTED':
      return { do: 'relay' };
    case 'PARKED':
      return { do: 'nothing' };
  }
}

/** NEW → LISTED; the sheet, which is not drawn yet, will draw the card as it then stands. Undefined when it is not NEW any more. */
export function listed(card: Card | undefined, sheet: string): Card | undefined {
  return card?.state === 'NEW' && isListable(card) ? { ...card, state: 'LISTED', sheet, shown: card.want } : undefined;
}

/** One that is sent again must not end up on a sheet as well, nor one whose sheet was refused on the next. */
export const isListable = ({ token, alone }: Card): boolean => token === undefined && !alone;

/** LISTED → NEW, to be posted by itself. */
export function unlisted(card: Card | undefined, sheet: string): Card | undefined {
  if (card?.state !== 'LISTED' || card.sheet !== sheet) return undefined;
  const { sheet: _sheet, shown: _shown, ...rest } = card;
  return { ...rest, state: 'NEW', alone: true };
}

/** The sheet knows that it must draw this state of the card; a newer one it must be told of again. */
export function relayed(card: Card | undefined, want: string): Card | undefined {
  return card?.state === 'LISTED' && card.want === want ? { ...card, shown: want } : undefined;
}

/** NEW → POSTING, keeping the token of an earlier try of the same message; undefined when it is not NEW. */
export function startPosting(card: Card | undefined, token: string, now: number): Card | undefined {
  if (card?.state !== 'NEW') return undefined;
  const first = card.token === undefined ? { token, triedSince: now } : {};
  return { ...card, ...first, state: 'POSTING', postingSince: now };
}

/** POSTING → POSTED. `drawn`: hash of the face that was sent, absent if that is not known any more. */
export function posted(
  card: Card | undefined,
  token: string,
  ts: string,
  drawn: { hash: string; want: string } | undefined,
  now: number,
): Card | undefined {
  if (card?.state !== 'POSTING' || card.token !== token) return undefined;
  const { postingSince: _since, missedAt: _missed, ...rest } = card;
  return { ...(drawn ? asDrawn(rest, drawn, now) : rest), state: 'POSTED', ts };
}

/**
 * POSTING → POSTED by a look-up that found `ts`, with `twins` copies beside it. What was sent more than once may have been found by
 * an earlier copy while the last is still on its way: it is looked for as long as after that one.
 */
export function adopted(card: Card | undefined, token: string, ts: string, twins: number, now: number): Card | undefined {
  const found = posted(card, token, ts, undefined, now);
  if (!found) return undefined;
  const late = found.twinChecks.length > 0 ? TWIN_CHECKS_MS.map((ms) => now + ms) : [];
  return { ...found, twinChecks: twins > 0 ? [now, ...late] : late };
}

/** The same message was sent once more by another, and that copy is the one that is kept: this one is looked for at once. */
export function strayed(card: Card | undefined, token: string, ts: string, now: number): Card | undefined {
  if (card?.state !== 'POSTED' || card.token !== token || card.ts === ts) return undefined;
  return { ...card, twinChecks: [...card.twinChecks, now] };
}

/** The look-up could not be made: again later, but not for ever. Posted twice is better than never; it then says that it may be. */
export function notFoundOut(card: Card | undefined, token: string, now: number, retryAt: number): Card | undefined {
  if (card?.state !== 'POSTING' || card.token !== token) return undefined;
  if (now < (card.postingSince ?? 0) + PATIENCE_MS) return { ...card, notBefore: retryAt };
  const again = notPosted(card, token, now, { again: true });
  return again && { ...again, doubtful: true };
}

/** No copy was found: what says that it may be one is drawn again without saying so. */
export function undoubted(card: Card): Card {
  const { doubtful, ...rest } = card;
  return doubtful ? { ...rest, want: `${card.want} undoubted` } : card;
}

/** What people must see somewhere; a head, a summary and a test are about the channel itself. */
const MOVABLE: ReadonlySet<Card['subject']['kind']> = new Set(['problem', 'sheet', 'insight']);

/**
 * Without a message yet, to be posted elsewhere, or in its own channel after all; undefined when it has one. One that may be there
 * unseen waits until a late copy would have turned up, and then says that it may be a second one.
 */
export function movedTo(card: Card | undefined, from: string, to: string, now: number): Card | undefined {
  if (card?.state !== 'NEW' || placeOf(card) !== from || !MOVABLE.has(card.subject.kind)) return undefined;
  const { place: _place, token, missedAt = 0, ...rest } = card;
  if (token !== undefined && now < missedAt + Math.max(...TWIN_CHECKS_MS)) return undefined;
  return { ...rest, twinChecks: [], ...(to !== card.channel && { place: to }), ...(token !== undefined && { doubtful: true }) };
}

/** POSTING → NEW, because it is known not to be there. `again`: it may have been on its way all the same. */
export function notPosted(card: Card | undefined, token: string, now: number, { again }: { again: boolean }): Card | undefined {
  if (card?.state !== 'POSTING' || card.token !== token) return undefined;
  const { postingSince: _since, token: used, ...rest } = card;
  // What was never on its way leaves no trace, and may go elsewhere.
  const known = again || card.twinChecks.length > 0 ? { token: used } : {};
  const checks = again ? { missedAt: now, twinChecks: TWIN_CHECKS_MS.map((ms) => now + ms) } : {};
  return { ...rest, ...known, ...checks, state: 'NEW' };
}

/** The form of a message may be right after an upgrade, and its finding is then still there; any other reason may pass sooner. */
const FORM_MS = 24 * 3600_000;
const PASSING_MS = 10 * 60_000;

/** What was on a sheet comes by itself instead, and whoever tests is told. */
const NOT_TRIED_AGAIN: ReadonlySet<Card['subject']['kind']> = new Set(['sheet', 'test']);

/** Refused by Slack: left alone until there is something else to show, or for a while. */
export function parked(card: Card | undefined, token: string, refusal: { of: string; error: string }, now: number): Card | undefined {
  if (card?.state !== 'POSTING' || card.token !== token) return undefined;
  const retryAt = now + (refusal.of === 'message' ? FORM_MS : PASSING_MS);
  return { ...card, state: 'PARKED', parkedBecause: refusal.error, ...(!NOT_TRIED_AGAIN.has(card.subject.kind) && { retryAt }) };
}

/** PARKED → NEW. */
export function unparked(card: Card): Card {
  const { parkedBecause: _because, retryAt: _at, postingSince: _since, token, ...rest } = card;
  return { ...rest, state: 'NEW', ...(card.twinChecks.length > 0 && { token }) };
}

/** The time has come to try once more what Slack refused. */
export function revived(card: Card | undefined, now: number): Card | undefined {
  return card && (revivesAt(card) ?? Number.POSITIVE_INFINITY) <= now ? unparked(card) : undefined;
}

/** Takes the right to edit; undefined when there is nothing to edit, someone else is at it, or it is too early for a machine. */
export function startEditing(card: Card | undefined, editor: string, now: number, { byPerson }: { byPerson: boolean }): Card | undefined {
  if (card?.state !== 'POSTED' || card.want === card.shown) return undefined;
  if ((card.claimedUntil ?? 0) > now) return undefined;
  if (!byPerson && (card.notBefore ?? 0) > now) return undefined;
  // Whoever had it has died or sleeps, perhaps in the middle of an edit.
  const abandoned = card.editor !== undefined;
  return { ...card, editor, claimedUntil: now + CLAIM_MS, ...(abandoned && { redrawAt: now + REDRAW_MS }) };
}

/** What a person did cannot be shown just now, because somebody else is at it: whoever that is goes on with it. */
export function hurried(card: Card | undefined): Card | undefined {
  if (!card || card.want === card.shown || (card.state !== 'POSTED' && card.state !== 'POSTING')) return undefined;
  const { notBefore, ...rest } = card;
  // Before it is posted that is no pace of machines, but when to look for it again.
  return { ...rest, hurry: true, ...(card.state === 'POSTING' && { notBefore }) };
}

/**
 * The right to edit for a press that is about to be carried out, before there is anything to draw: what it does is then shown
 * while it is still being written down. Undefined when that is not to be: somebody else has it or has died with it, the
 * card has no message of its own, or something else must be done before anybody is shown it.
 */
export function startPressing(card: Card, editor: string, now: number): Card | undefined {
  const { state, subject, ts, unrecorded = [] } = card;
  if (state !== 'POSTED' || subject.kind !== 'problem' || ts === undefined || unrecorded.length > 0) return undefined;
  return card.editor === undefined ? { ...card, editor, claimedUntil: now + CLAIM_MS } : undefined;
}

/** Whether whoever took the right to edit still has the time that an edit may take. */
export const mayStillShow = ({ claimedUntil = 0 }: Card, now: number): boolean => now + EDIT_MS < claimedUntil;

type Edited = { drawn: { hash: string; want: string } } | { retryAt: number; unanswered?: boolean; hurry?: boolean };

/** Gives the right to edit back; with `drawn`, the message now shows that. `retryAt`: no sooner than then, but `hurry`. Undefined when it was lost without harm. */
export function doneEditing(card: Card | undefined, editor: string, now: number, result: Edited): Card | undefined {
  if (card?.editor !== editor) return card && overtaken(card, now, result);
  const { editor: _editor, claimedUntil: _until, ...rest } = card;
  if ('drawn' in result) return asDrawn(rest, result.drawn, now);
  const { retryAt, unanswered, hurry } = result;
  return { ...rest, notBefore: retryAt, ...(unanswered && { redrawAt: now + REDRAW_MS }), ...(hurry && { hurry }) };
}

/** Nothing is known any more of what it is about: its message stays as it is until that comes back. */
export function leftAsItIs(card: Card | undefined, editor: string): Card | undefined {
  if (card?.editor !== editor) return undefined;
  const { editor: _editor, claimedUntil: _until, ...rest } = card;
  return { ...rest, shown: card.want };
}

/** The same of one without a message: it is posted once what it is about has come back. */
export const leftUnposted = (card: Card | undefined, want: string): Card | undefined =>
  card?.state === 'NEW' && card.want === want ? { ...card, shown: want } : undefined;

/** Whoever slept over their right to edit may have drawn over what somebody else has drawn since. */
function overtaken(card: Card, now: number, result: Edited): Card | undefined {
  if (card.state !== 'POSTED' || !('drawn' in result || result.unanswered)) return undefined;
  const arrived = 'drawn' in result ? now : now + REDRAW_MS;
  return { ...card, redrawAt: Math.max(arrived, card.claimedUntil ?? 0, card.redrawAt ?? 0) };
}

/** Once an unanswered edit cannot arrive any more, nobody knows what the message shows; it is drawn again. */
export function redrawn(card: Card | undefined, now: number): Card | undefined {
  if (card?.redrawAt === undefined || card.redrawAt > now) return undefined;
  const { redrawAt: _at, shown: _shown, ...rest } = card;
  return rest;
}

/**
 * What was drawn came from rows at least as new as `want` was made from, so it fulfils that want, whatever its hash. What a person
 * did in the meantime is drawn at once.
 */
function asDrawn(card: Card, { hash, want }: { hash: string; want: string }, now: number): Card {
  const { hurry, ...rest } = card;
  if (hurry && card.want !== want && card.want !== hash) return { ...card, shown: hash, notBefore: now };
  return { ...rest, shown: hash, want: card.want === want ? hash : card.want, notBefore: now + editGap(card) };
}
