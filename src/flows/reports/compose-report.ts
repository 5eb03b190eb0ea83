import { countExceptions, MOST_EXCEPTIONS } from '../../domain/exception-register.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Report } from '../../domain/report.ts';
import { quickWins } from '../../domain/report-scores.ts';
import { latest, slaBreaches } from '../../domain/report-sla.ts';
import { type Snapshot, snapshotOf } from '../../domain/report-snapshot.ts';
import { doneTo, type Handled, handlingTimes } from '../../domain/report-times.ts';
import { exceptionRows } from '../exceptions/register.ts';
import { rowAbout } from '../row-about.ts';
import type { Services } from '../services.ts';
import { type Asked, measureAsked } from './focus.ts';
import type { Progress } from './measure/measure.ts';

/** How many controls "fix these and gain that" names. */
const WINS = 3;

/** The newest presses that the mean times are made from; beyond them the report says so. */
const MOST_PRESSES = 300;

/** Of what is open now, at most so many are looked at for being late. */
const MOST_OPEN = 500;

/** Of what is late, and of suppressions, as many are named; all are counted. */
const NAMED = 20;

const DAY_MS = 24 * 3600 * 1000;

export interface AskedReport extends Asked {
  days: number;
}

type Needs = Pick<Services, 'cards' | 'controls' | 'findings' | 'insights' | 'history' | 'policy' | 'now'>;

/** Everything a report says, put together now; keeps the day's snapshot if there is none yet. */
export async function composeReport(asked: AskedReport, services: Needs, progress?: Progress): Promise<Report> {
  const { history, policy, now } = services;
  const { catalogue: _read, standard, ...measured } = await measureAsked(asked, services, progress);
  const { accounts, sla: limits } = await policy();
  const name = asked.account === undefined ? undefined : accounts[asked.account];
  const wins = quickWins(measured, WINS);
  const { presses: all, cut } = await history.handled(new Date(now().getTime() - asked.days * DAY_MS), MOST_PRESSES);
  const presses = all.filter(({ account }) => asked.account === undefined || account === asked.account);
  const sla = await breaches(presses, limits, asked, services);
  const whole = asked.account === undefined && standard === undefined;
  return {
    ...measured,
    at: now().toISOString(),
    days: asked.days,
    ...(standard && { standard }),
    ...(asked.account !== undefined && { account: { id: asked.account, ...(name !== undefined && { name }) } }),
    ...(wins && { wins }),
    accountNames: accounts,
    trend: asked.account === undefined ? await trend(asked.days, whole ? snapshotOf(measured, now()) : undefined, services) : [],
    handled: { ...handlingTimes(presses), done: doneTo(presses), cut },
    ...(asked.account === undefined && { exceptions: await exceptions(services) }),
    ...(sla && { sla }),
  };
}

/** Undefined while the policy sets no limit; then the open problems are not even read. */
async function breaches(
  presses: readonly Handled[],
  limits: Policy['sla'],
  { account }: Asked,
  services: Pick<Services, 'cards' | 'findings' | 'now'>,
): Promise<Report['sla']> {
  const { cards, now } = services;
  if (Object.keys(limits.acknowledge).length + Object.keys(limits.resolve).length === 0) return undefined;
  const open = await cards.unchecked(now(), MOST_OPEN);
  const here = open.filter(({ source }) => account === undefined || source?.account === account);
  const late = latest(here).slice(0, NAMED);
  const counts = slaBreaches(presses, here, limits);
  return {
    ...counts,
    cut: open.length >= MOST_OPEN,
    late: await Promise.all(late.map(({ card, since }) => rowAbout({ card, what: 'late since', at: since }, services))),
  };
}

async function exceptions(services: Pick<Services, 'cards' | 'findings' | 'now'>): Promise<NonNullable<Report['exceptions']>> {
  const found = await services.cards.exceptions(MOST_EXCEPTIONS);
  return { ...countExceptions(found, services.now()), rows: await exceptionRows(found.slice(0, NAMED), services) };
}

/** The days of the period, ending with how it is now. */
async function trend(days: number, today: Snapshot | undefined, { history }: Pick<Services, 'history'>): Promise<Snapshot[]> {
  if (today) await history.keep(today);
  const kept = await history.snapshots(days);
  return today ? [...kept.filter(({ day }) => day !== today.day), today] : kept;
}
