import type { Card } from '../../domain/card.ts';
import { cardKeyOf } from '../../domain/card-changes.ts';
import type { Finding } from '../../domain/finding.ts';
import { readopted } from '../../domain/recovery/readopted-card.ts';
import type { Recorded } from '../../domain/recovery/recovered-press.ts';
import { recoveredTicket } from '../../domain/recovery/recovered-ticket.ts';
import type { Standing } from '../../domain/recovery/standing-message.ts';
import { routeFor, withAccountName } from '../../domain/route.ts';
import { versionOf } from '../../domain/version.ts';
import { keepUntil } from '../action/rows.ts';
import type { FindingRow } from '../services.ts';
import { takeInFinding } from '../take-in-finding.ts';
import { keepTicket } from '../tickets/keep-ticket.ts';

type Needs = Parameters<typeof takeInFinding>[1];

/** What is known of a table that was lost, besides its findings. */
export interface Remains {
  standingsOf(finding: Finding): ReadonlyMap<string, Standing>;
  chainOf(finding: string): Promise<readonly Recorded[]>;
  /** See `readopted`. */
  calls: readonly string[];
  installedAt: Date;
}

/**
 * Writes down a finding that the table has lost. When its problem has messages, their cards are written down as they stand and
 * nobody is told anything; when it has none, it is judged as any finding that arrives. Done twice, it changes nothing.
 */
export async function readoptFinding(finding: Finding, remains: Remains, services: Needs): Promise<'known' | 'readopted' | 'taken in'> {
  const { findings, ticketing, policy, now } = services;
  const standings = remains.standingsOf(finding);
  if (standings.size === 0 && (await findings.get(finding.key))) return 'known';
  const chain = await remains.chainOf(finding.key);
  const { dueDays } = (await policy()).tickets;
  const ticket = recoveredTicket({ finding, chain, installedAt: remains.installedAt, dueDays, now: now() });
  if (ticket) await ticketing.restore(ticket);
  if (standings.size === 0) {
    await takeInFinding({ finding, seen: now(), byHand: false, surveyed: true }, services);
    return 'taken in';
  }
  const row = await writtenDown(finding, standings, services);
  let changed = false;
  for (const [channel, standing] of standings) {
    const readopted = await readoptCard(row, channel, { standing, chain, calls: remains.calls }, services);
    changed ||= readopted.changed;
    const { exception } = readopted.card ?? {};
    if (exception) await keepUntil(finding.key, exception.until, services);
  }
  if (ticket) await keepTicket(row, services);
  return changed ? 'readopted' : 'known';
}

/** Its row, naming every channel in which its problem has a message. */
async function writtenDown(
  finding: Finding,
  standings: ReadonlyMap<string, Standing>,
  { findings, policy, now }: Needs,
): Promise<FindingRow> {
  const rules = await policy();
  const named = withAccountName(finding, rules.accounts);
  for (;;) {
    const stored = await findings.get(finding.key);
    const channels = [...new Set([...(stored?.channels ?? []), ...standings.keys()])];
    if (stored && channels.length === stored.channels.length) return stored;
    const route = routeFor(named, rules)?.route;
    const fresh: FindingRow = {
      finding: named,
      version: versionOf(named.updatedAt, now(), named.contentHash),
      verdict: { do: 'edit', because: 'found in Slack' },
      channels,
      since: [...standings.values()].map(({ createdAt }) => createdAt).sort()[0] ?? now().toISOString(),
      ...(route !== undefined && { route }),
    };
    const row = stored ? { ...stored, channels } : fresh;
    if (await findings.put(row, stored?.version)) return row;
  }
}

async function readoptCard(
  row: FindingRow,
  channel: string,
  told: { standing: Standing; chain: readonly Recorded[]; calls: readonly string[] },
  { cards, findings, policy, now }: Needs,
): Promise<{ card: Card | undefined; changed: boolean }> {
  const { finding, version, route } = row;
  const key = cardKeyOf(finding.problem, channel);
  const known = await cards.get(key);
  const siblings = known?.subject.kind === 'problem' ? known.subject.members.filter((member) => member.key !== finding.key) : [];
  const others = (await findings.many(siblings.map(({ key }) => key))).map((other) => other.finding);
  const found = {
    key,
    channel,
    problem: finding.problem,
    findings: [finding, ...others] as const,
    ...told,
    route,
    raisedBy: version.hash + version.seen,
    policy: await policy(),
    now: now(),
  };
  return cards.change(key, (stored) => readopted(stored, found));
}
