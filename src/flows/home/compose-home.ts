import { placeOf } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import { countExceptions, MOST_EXCEPTIONS, SOON_DAYS } from '../../domain/exception-register.ts';
import type { Severity } from '../../domain/finding.ts';
import type { Home, OwnCard } from '../../domain/home.ts';
import { authorise } from '../../domain/person.ts';
import { rolesConfigured } from '../../domain/policy.ts';
import type { Snapshot } from '../../domain/report-snapshot.ts';
import { exceptionRows } from '../exceptions/register.ts';
import type { Services } from '../services.ts';
import { ticketRow } from '../tickets/ticket-row.ts';
import { vitalsOf } from './vitals.ts';

type Needs = Pick<Services, 'directory' | 'policy' | 'cards' | 'findings' | 'ticketing' | 'history' | 'now'> &
  Parameters<typeof vitalsOf>[0];

/** More are counted, and not read. */
const MOST_STANDING = 10_000;
/** Two phone screens of what is one's own; `/shub mine` and `/shub tickets` list the rest. */
const MOST_OWN = 8;
const MOST_TICKETS = 4;
const MOST_ENDING = 4;
/** A trend is told over about a week. */
const TREND_DAYS = 8;
/** Enough to find the oldest of one person's, who owns more only in theory. */
const MOST_OWN_READ = 100;

/** What this person may see of everything, as it is now. Reads the table alone, and of Slack who they are. */
export async function composeHome(who: string, services: Needs): Promise<Home> {
  const { directory, policy, cards, ticketing, history, now } = services;
  const person = await directory.person(who);
  const rules = await policy();
  const allowed = (capability: 'view' | 'respond') => authorise(person, capability, { rolesConfigured: rolesConfigured(rules) });
  const permission = allowed('view');
  if (!permission.allowed) return { kind: 'closed', because: permission.because, administrators: rules.roles.admin.slice(0, 5) };

  const [standing, excepted, mine, due, snapshots, vitals] = await Promise.all([
    cards.standing(MOST_STANDING),
    cards.exceptions(MOST_EXCEPTIONS),
    ticketing.list('mine', who, 1),
    ticketing.list('due', who, 1),
    history.snapshots(TREND_DAYS),
    vitalsOf(services),
  ]);
  const soon = new Date(now().getTime() + SOON_DAYS * 24 * 3600_000).toISOString();
  const ending = excepted.filter(({ until }) => until <= soon).slice(0, MOST_ENDING);
  const [own, rows, myTickets, dueTickets] = await Promise.all([
    ownCards(
      standing.flatMap(({ card, owner }) => (owner === who ? [card] : [])),
      who,
      services,
    ),
    exceptionRows(ending, services),
    Promise.all(mine.tickets.slice(0, MOST_TICKETS).map((ticket) => ticketRow(ticket, services))),
    Promise.all(
      due.tickets
        .filter(({ owner }) => owner !== who)
        .slice(0, MOST_TICKETS)
        .map((ticket) => ticketRow(ticket, services)),
    ),
  ]);
  return {
    kind: 'open',
    who,
    at: now().toISOString(),
    responds: allowed('respond').allowed,
    mine: own,
    tickets: { mine: myTickets, mineTotal: mine.total, due: dueTickets, dueTotal: due.total },
    now: countOf(standing),
    ...trendOf(snapshots),
    exceptions: { rows, count: countExceptions(excepted, now()) },
    vitals,
  };
}

/** A person's own, the oldest first; the index lags, so the row itself says whose it is. */
async function ownCards(keys: readonly string[], who: string, services: Needs): Promise<{ cards: OwnCard[]; total: number }> {
  const read = await Promise.all(keys.slice(0, MOST_OWN_READ).map((key) => services.cards.get(key)));
  const own = read
    .filter((card) => card !== undefined)
    .filter(({ owner, open }) => owner === who && open)
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const cards = await Promise.all(
    own.slice(0, MOST_OWN).map(async (card): Promise<OwnCard[]> => {
      if (card.subject.kind !== 'problem') return [];
      const rows = await services.findings.many(card.subject.members.map(({ key }) => key));
      const [finding] = leadFirst(rows.map((row) => row.finding));
      if (!finding) return [];
      const { key, actionVersion, severity, createdAt: since, breached = [] } = card;
      const ts = card.state === 'LISTED' && card.sheet !== undefined ? (await services.cards.get(card.sheet))?.ts : card.ts;
      const message = ts === undefined ? {} : { message: { channel: placeOf(card), ts } };
      return [{ card: key, actionVersion, severity, finding, since, overdue: breached.length > 0, ...message }];
    }),
  );
  return { cards: cards.flat(), total: own.length + Math.max(0, keys.length - MOST_OWN_READ) };
}

function countOf(standing: readonly { severity: Severity }[]): Partial<Record<Severity, number>> {
  const counts: Partial<Record<Severity, number>> = {};
  for (const { severity } of standing) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}

function trendOf(snapshots: readonly Snapshot[]): { counted?: Snapshot; before?: Snapshot } {
  const counted = snapshots.at(-1);
  const [before] = snapshots;
  return { ...(counted && { counted }), ...(before && before !== counted && { before }) };
}
