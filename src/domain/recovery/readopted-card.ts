import { type Card, placeOf } from '../card.ts';
import { leadFirst, wanting, workflowOf } from '../card-changes.ts';
import { type Finding, isOpen } from '../finding.ts';
import type { Policy } from '../policy.ts';
import { deadlinesOf } from '../promises.ts';
import { recoveredEscalation } from './recovered-escalation.ts';
import { type Recorded, recoveredPress } from './recovered-press.ts';
import type { Standing } from './standing-message.ts';

interface Readopted {
  key: string;
  channel: string;
  problem: string;
  /** Those members that are known by now, the one being looked at included. */
  findings: readonly [Finding, ...Finding[]];
  standing: Standing;
  chain: readonly Recorded[];
  /** What the metadata of our messages in its channels say about calls for help, of whatever card. */
  calls: readonly string[];
  route: string | undefined;
  /** Names the state in which its findings were found. */
  raisedBy: string;
  policy: Pick<Policy, 'sla' | 'acknowledge' | 'snooze' | 'suppress'>;
  now: Date;
}

/**
 * The row of a card whose message is in Slack already. It wants to be drawn once, because nobody knows what the message shows;
 * nothing about it is told to the outside again. Undefined when the row is right already, or delivery has got further with it.
 */
export function readopted(card: Card | undefined, found: Readopted): Card | undefined {
  const { key, channel, problem, standing, chain, calls, route, raisedBy, policy, now } = found;
  const [lead = found.findings[0], ...others] = leadFirst(found.findings);
  const members = [lead, ...others].map(({ key, id, productArn }) => ({ key, id, productArn }));
  if (card && !isUnknownToSlack(card) && !isSame(card, standing)) return undefined;
  const known = card?.subject.kind === 'problem' ? card.subject.members : [];
  if (card && isSame(card, standing) && members.every(({ key }) => known.some((member) => member.key === key))) return undefined;
  const workflow = workflowOf([lead, ...others]);
  const told = {
    subject: { kind: 'problem' as const, problem, members },
    severity: lead.severity,
    source: { account: lead.account.id, product: lead.product.kind },
    workflow,
    open: [lead, ...others].some(isOpen),
  };
  if (card && isSame(card, standing)) return wanting({ ...card, ...told }, [lead, ...others]);
  const base: Card = {
    key,
    channel,
    ...told,
    want: '',
    ...standing,
    outgoing: [],
    paged: standing.generation,
    because: 'found in Slack',
    ...(route !== undefined && { route }),
    raisedBy,
    ...recoveredPress({ workflow, lead, chain, policy, now }),
  };
  const escalation = recoveredEscalation(base, calls);
  const after = wanting(withPromises({ ...base, ...(escalation && { escalation }) }, policy, now), [lead, ...others]);
  // Its sheet is drawn again whole.
  return after.state === 'LISTED' ? { ...after, shown: after.want } : after;
}

/** Written down since by an event, and not on its way to Slack. */
const isUnknownToSlack = ({ state, token }: Card): boolean => state === 'NEW' && token === undefined;

const isSame = (card: Card, { state, ts, sheet, place }: Standing): boolean =>
  card.state === state && card.ts === ts && (state !== 'LISTED' || card.sheet === sheet) && placeOf(card) === (place ?? card.channel);

/** What had passed when the table was lost was told then. */
function withPromises(card: Card, { sla }: Pick<Policy, 'sla'>, now: Date): Card {
  const deadlines = deadlinesOf(card, sla);
  const breached = (['acknowledge', 'resolve'] as const).filter((of) => Date.parse(deadlines[of] ?? '') <= now.getTime());
  return { ...card, deadlines, ...(breached.length > 0 && { breached }) };
}
