import { type Card, isDirty } from '../domain/card.ts';
import { adoptedCard, adoptedKeyOf, cardAfterArrival, cardKeyOf } from '../domain/card-changes.ts';
import { isLongAgo } from '../domain/expires-at.ts';
import { type Finding, isFirstState, isOpen } from '../domain/finding.ts';
import { isItsOwnProblem } from '../domain/problem.ts';
import { routeFor, withAccountName } from '../domain/route.ts';
import { hasRoomFor, isMember } from '../domain/unrecorded.ts';
import { decideVerdict, type Verdict } from '../domain/verdict.ts';
import { compareVersions, type Version, versionOf } from '../domain/version.ts';
import { logFinding } from './log-finding.ts';
import { messageOf } from './message-of.ts';
import { putOnRecord, yetUnrecorded } from './put-on-record.ts';
import type { FindingRow, Services } from './services.ts';
import { keepTicket } from './tickets/keep-ticket.ts';

type Needs = Pick<Services, 'audit' | 'findings' | 'cards' | 'hub' | 'installation' | 'policy' | 'log' | 'now' | 'ticketing' | 'queues'>;

/** A state of a finding and when it was observed. */
export interface Arrival {
  finding: Finding;
  seen: Date;
  /** Sent by a person with a custom action in the AWS console. */
  byHand: boolean;
  /** What it was read from; absent when Security Hub itself was asked. */
  raw?: unknown;
  /** The sweep that came upon it: it gets a card if it has none. */
  sweep?: string;
  /** Found by reading all of Security Hub for a table that was lost: that it is unknown says nothing about it. */
  surveyed?: boolean;
}

export interface TakenIn {
  verdict: Verdict;
  /** Channels whose messages are not what they should be; whoever called has delivery look at them. */
  wake: string[];
}

/**
 * State of a finding in → version compared → verdict → finding row → card row → ticket row. Doing it twice does it once; a crash
 * between two steps is healed by doing it again.
 */
export async function takeInFinding(arrival: Arrival, services: Needs): Promise<TakenIn> {
  const { findings } = services;
  for (let known = !isFirstState(arrival.finding); ; known = true) {
    const previous = known ? await findings.get(arrival.finding.key) : undefined;
    const version = versionOf(arrival.finding.updatedAt, arrival.seen, arrival.finding.contentHash);
    const order = previous ? compareVersions(version, previous.version) : 'newer';
    if (previous && order === 'older' && !arrival.byHand)
      return say(arrival.finding, { do: 'nothing', because: 'older version' }, [], services);
    // A person's wish is news even when the finding is not; only the wish itself may come twice.
    const wished =
      (arrival.byHand && previous?.verdict.because !== 'sent by hand') || (arrival.sweep !== undefined && previous?.channels.length === 0);
    if (previous && order === 'same' && !wished) {
      return say(arrival.finding, previous.verdict, await show(previous, arrival, services), services);
    }
    const told = order === 'tie' ? await asToldNow(arrival, services) : arrival;
    const row = await judge(
      told,
      previous,
      order === 'tie' ? versionOf(told.finding.updatedAt, told.seen, told.finding.contentHash) : version,
      services,
    );
    if (await findings.put(row, previous?.version)) {
      if (row.verdict.do === 'log') logFinding(row.finding, await services.policy(), services.log);
      return say(row.finding, row.verdict, await show(row, told, services, { isNew: !previous }), services);
    }
  }
}

/** Two different states with equal versions: only Security Hub knows which holds. One that it lost stays as it arrived. */
async function asToldNow(arrival: Arrival, { hub, now }: Needs): Promise<Arrival> {
  const [finding] = await hub.find([arrival.finding], { yields: true });
  const { raw: _older, ...rest } = arrival;
  return finding ? { ...rest, finding, seen: now() } : arrival;
}

async function judge(
  { finding, byHand, sweep: asking, surveyed = false }: Arrival,
  previous: FindingRow | undefined,
  version: Version,
  services: Needs,
): Promise<FindingRow> {
  const { installation, now } = services;
  const policy = await services.policy();
  const named = withAccountName(finding, policy.accounts);
  const destination = routeFor(named, policy);
  const installedAt = await installation.at();
  const verdict = decideVerdict({
    finding: named,
    previous: previous?.finding,
    carded: (previous?.channels.length ?? 0) > 0,
    byHand,
    swept: asking !== undefined,
    channel: destination?.channel,
    installedAt,
    longAgo: !surveyed && isLongAgo(installedAt, now()),
    severities: policy.severities,
  });
  const channels = new Set(previous?.channels);
  if (verdict.do === 'alert' && destination) channels.add(destination.channel);
  const adopted = verdict.because === 'known before we came' && destination ? { adoptedBy: destination.channel } : {};
  const ticketed = previous?.ticketed || verdict.do === 'ticket';
  const route = destination?.route;
  const sweep = verdict.because === 'asked for by a sweep' ? asking : previous?.sweep;
  return {
    finding: named,
    version,
    verdict,
    channels: [...channels],
    since: previous?.since ?? now().toISOString(),
    ...(route !== undefined && { route }),
    ...(ticketed && { ticketed }),
    ...(sweep !== undefined && { sweep }),
    ...(previous?.suppressedUntil !== undefined && { suppressedUntil: previous.suppressedUntil }),
    ...adopted,
  };
}

/**
 * Makes the cards and the ticket of a finding what its row says they should be; `isNew`: this call wrote its first row.
 * Resolves to the channels in which there is something to do now.
 */
async function show(row: FindingRow, arrival: Arrival, services: Needs, { isNew } = { isNew: false }): Promise<string[]> {
  const told = await Promise.all([
    ...(row.adoptedBy ? [showAdopted(row.adoptedBy, row, services)] : []),
    ...row.channels.map((channel) => showIn(channel, row, arrival, services)),
  ]);
  const dirty = told.flatMap((card) => (card && isDirty(card) ? [card] : []));
  // A ticket is opened about findings that have a row.
  const ticketed = row.ticketed || !isNew || !isItsOwnProblem(row.finding);
  return [...new Set([...dirty, ...(ticketed ? await keepTicket(row, services) : [])].map(({ channel }) => channel))];
}

async function showIn(channel: string, row: FindingRow, { finding, raw }: Arrival, services: Needs): Promise<Card | undefined> {
  const { cards, findings, hub, now, policy } = services;
  const { notified, sla } = await policy();
  const notify = notified === 'on-delivery';
  const key = cardKeyOf(row.finding.problem, channel);
  const likelyNew = row.verdict.because === 'first seen';
  const known = likelyNew ? undefined : await cards.get(key);
  // Its card has gone since it was closed, or it was closed before there was one: a message would tell people of nothing to do.
  const needless = row.verdict.do !== 'alert' && !isOpen(row.finding);
  if (!known && needless) return undefined;
  const sheetAt = known?.state === 'LISTED' ? await messageOf(known, services) : undefined;
  let asked = othersOn(known, row);
  let siblings = await findingsOf(asked, findings);
  // Asked with what Security Hub itself has told us, which costs no call.
  let joining = isMember(known, row.finding.key) ? undefined : yetUnrecorded(row.finding, raw ?? (await hub.raw(finding)) ?? null);
  for (;;) {
    let unknown: Card | undefined;
    let full = false;
    const change = (stored: Card | undefined): Card | undefined => {
      if (!stored && needless) return undefined;
      if (othersOn(stored, row).some((key) => !asked.includes(key))) {
        unknown = stored;
        return undefined;
      }
      full = joining !== undefined && !hasRoomFor(stored, joining);
      if (full) return undefined;
      const after = cardAfterArrival(stored, {
        key,
        channel,
        problem: row.finding.problem,
        findings: [row.finding, ...siblings],
        because: row.verdict.because,
        ...(row.route !== undefined && { route: row.route }),
        again: row.verdict.do === 'alert',
        notify,
        sla,
        ...(joining && { joining }),
        ...(sheetAt && { sheetAt }),
        raisedBy: row.version.hash + row.version.seen,
        now: now(),
      });
      return stored && after.want === stored.want && after.generation === stored.generation ? undefined : after;
    };
    const { card } = await cards.change(key, change, { likelyNew });
    if (full && joining) {
      await putOnRecord({ unrecorded: [joining] }, services);
      joining = undefined;
      continue;
    }
    if (!unknown) return card;
    asked = othersOn(unknown, row);
    siblings = await findingsOf(asked, findings);
  }
}

const othersOn = (card: Card | undefined, { finding }: FindingRow): string[] =>
  card?.subject.kind === 'problem' ? card.subject.members.map(({ key }) => key).filter((key) => key !== finding.key) : [];

/** One that was closed for so long that its row has gone is no part of the problem any more. */
const findingsOf = async (keys: readonly string[], findings: Needs['findings']): Promise<Finding[]> =>
  (await findings.many(keys)).map(({ finding }) => finding);

/** What was there before us is only counted; the count itself is made when the summary is drawn. */
async function showAdopted(channel: string, row: FindingRow, { cards, now }: Needs): Promise<Card | undefined> {
  const { card } = await cards.change(adoptedKeyOf(channel), (stored) =>
    adoptedCard(stored, channel, `${row.finding.key}.${row.version.hash}`, now()),
  );
  return card;
}

function say(finding: Finding, verdict: Verdict, wake: string[], { log }: Needs): TakenIn {
  log.info('verdict', {
    finding: finding.id,
    productArn: finding.productArn,
    severity: finding.severity,
    do: verdict.do,
    because: verdict.because,
  });
  log.count(`Verdict.${verdict.do}`);
  return { verdict, wake };
}
