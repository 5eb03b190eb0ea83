import { countExceptions, MOST_EXCEPTIONS } from '../../domain/exception-register.ts';
import type { Report } from '../../domain/report.ts';
import { quickWins } from '../../domain/report-scores.ts';
import { slaBreaches } from '../../domain/report-sla.ts';
import { type Snapshot, snapshotOf } from '../../domain/report-snapshot.ts';
import { handlingTimes } from '../../domain/report-times.ts';
import type { Services } from '../services.ts';
import { type Asked, measureAsked } from './focus.ts';
import type { Progress } from './measure/measure.ts';

/** How many controls "fix these and gain that" names. */
const WINS = 3;

/** The newest presses that the mean times are made from; beyond them the report says so. */
const MOST_PRESSES = 300;

/** Of what is open now, at most so many are looked at for being late. */
const MOST_OPEN = 500;

const DAY_MS = 24 * 3600 * 1000;

export interface AskedReport extends Asked {
  days: number;
}

/** Everything a report says, put together now; keeps the day's snapshot if there is none yet. */
export async function composeReport(
  asked: AskedReport,
  services: Pick<Services, 'cards' | 'controls' | 'insights' | 'history' | 'policy' | 'now'>,
  progress?: Progress,
): Promise<Report> {
  const { cards, history, policy, now } = services;
  const { catalogue: _read, standard, ...measured } = await measureAsked(asked, services, progress);
  const { accounts, sla: limits } = await policy();
  const name = asked.account === undefined ? undefined : accounts[asked.account];
  const wins = quickWins(measured, WINS);
  const presses = await history.handled(new Date(now().getTime() - asked.days * DAY_MS), MOST_PRESSES);
  const limited = Object.keys(limits.acknowledge).length + Object.keys(limits.resolve).length > 0;
  const sla = slaBreaches(presses, limited ? await cards.unchecked(now(), MOST_OPEN) : [], limits, { most: MOST_OPEN });
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
    handled: { ...handlingTimes(presses), cut: presses.length === MOST_PRESSES },
    ...(asked.account === undefined && { exceptions: countExceptions(await cards.exceptions(MOST_EXCEPTIONS), now()) }),
    ...(sla && { sla }),
  };
}

/** The days of the period, ending with how it is now. */
async function trend(days: number, today: Snapshot | undefined, { history }: Pick<Services, 'history'>): Promise<Snapshot[]> {
  if (today) await history.keep(today);
  const kept = await history.snapshots(days);
  return today ? [...kept.filter(({ day }) => day !== today.day), today] : kept;
}
