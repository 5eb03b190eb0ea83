import type { CardRow } from '../../domain/card-row.ts';
import type { Digest } from '../../domain/digest.ts';
import type { Severity } from '../../domain/finding.ts';
import { dayOf } from '../../domain/report-snapshot.ts';
import { MOST_GROUPS } from '../../domain/score-shards.ts';
import { cardsAbout, isLive } from '../bulk/gather.ts';
import { feedFaults } from '../health/feed-faults.ts';
import { rowAbout } from '../row-about.ts';
import type { Services } from '../services.ts';
import { composeReport } from './compose-report.ts';
import type { Progress } from './measure/measure.ts';
import { arrivedQuestion } from './measure/questions.ts';

type Needs = Parameters<typeof composeReport>[1] & Parameters<typeof feedFaults>[0] & Pick<Services, 'hub'>;

/** Less severe ones are in `/shub findings`. */
const NAMED: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM'];

const DAY_MS = 24 * 3600 * 1000;

/** Everything a digest of so many days says, put together now. */
export async function composeDigest(days: number, services: Needs, progress?: Progress): Promise<Digest> {
  const { history, insights, now } = services;
  const report = await composeReport({ days }, services, progress);
  const to = now();
  const since = new Date(to.getTime() - days * DAY_MS);
  const [arrived = []] = await insights.ask([arrivedQuestion(since, to)], { standing: false });
  const oldest: CardRow[] = [];
  // One after the other: GetFindings is throttled at 3 a second for the whole account.
  for (const severity of NAMED) oldest.push(...(await oldestOf(severity, services)));
  // The day's own snapshot is kept by the report; what it is compared with is the day before the period.
  const before = (await history.snapshots(days + 1)).find(({ day }) => day !== dayOf(to));
  return {
    report,
    ...(before && { before }),
    arrived: { groups: arrived, complete: arrived.length < MOST_GROUPS },
    oldest,
    faults: await feedFaults(services),
  };
}

/** Nothing when none of this severity is open. */
async function oldestOf(severity: Severity, services: Pick<Services, 'hub' | 'cards' | 'findings'>): Promise<CardRow[]> {
  const page = await services.hub.openOf([severity]);
  const finding = page === 'stale' ? undefined : page.findings.find(isLive);
  if (!finding) return [];
  const about = { what: 'open since', at: finding.createdAt } as const;
  const [card] = await cardsAbout(finding, services);
  return [card ? await rowAbout({ card, ...about }, services) : { title: finding.title, severity, ...about }];
}
