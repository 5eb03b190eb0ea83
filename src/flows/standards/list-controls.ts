import { severityRank } from '../../domain/finding.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Asker, ControlsPage } from '../../domain/request.ts';
import { controlStatus, NOTHING, scoreOf, type Tally } from '../../domain/score.ts';
import type { Standard } from '../../domain/standard.ts';
import { type CountedControl, listed } from '../../domain/standard-control.ts';
import { tallyControls } from '../reports/measure/tally-controls.ts';
import type { Services } from '../services.ts';
import { standardTyped } from './find-standard.ts';

type Needs = Pick<Services, 'standards' | 'controls' | 'insights' | 'chat'>;

/** Two phone screens. */
const PAGE = 10;

/** Answers `/shub controls`: the controls of one standard, with what their findings say and which are switched off. */
export async function listControls(
  asker: Asker,
  { standard: typed, list, page, administers, said }: ControlsPage & { administers: boolean; said?: string },
  services: Needs,
): Promise<void> {
  const { standards, chat } = services;
  const standard = await standardTyped(typed, services);
  if (!standard.subscription) {
    throw new UserFacingError(
      'bad_arguments',
      `${standard.name} is not on, so none of its controls is checked. An administrator switches it on in \`/shub standards\`.`,
    );
  }
  const [defined, tallies] = await Promise.all([standards.controls(standard.arn), tallied(standard, services)]);
  const counted = defined.map((control): CountedControl => {
    const tally = tallies.get(control.id) ?? NOTHING;
    return { ...control, status: controlStatus(tally, { enabled: !control.off }), failed: tally.failed };
  });
  const found = listed(list, counted).sort(byUrgency);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const shown = Math.min(page, pages);
  await chat.answer(asker, {
    kind: 'controls',
    standard,
    list,
    rows: found.slice((shown - 1) * PAGE, shown * PAGE),
    score: scoreOf(counted.map(({ status }) => status)),
    page: shown,
    pages,
    administers,
    ...(said !== undefined && { said }),
  });
}

/** How many findings of each control say what, from the same insights as the score, so that the two agree. */
async function tallied(standard: Standard, { controls, insights }: Pick<Services, 'controls' | 'insights'>): Promise<Map<string, Tally>> {
  const kept = await controls.catalogue();
  // What is a day old may be older than the standard, if that was switched on elsewhere.
  const known = standard.subscription?.status === 'PENDING' || kept.standards.some(({ arn }) => arn === standard.arn);
  if (!known) await controls.forget();
  const catalogue = known ? kept : await controls.catalogue();
  const { tallies } = await tallyControls({ catalogue, scope: {}, standing: true, beside: [] }, { insights });
  return tallies;
}

const PLACE = { Failed: 0, Unknown: 1, Passed: 2, 'No data': 3, Disabled: 4 };

const byUrgency = (a: CountedControl, b: CountedControl): number =>
  PLACE[a.status] - PLACE[b.status] || severityRank(a.severity) - severityRank(b.severity) || b.failed - a.failed || byId(a, b);

const byId = (a: CountedControl, b: CountedControl): number => a.id.localeCompare(b.id, 'en', { numeric: true });
