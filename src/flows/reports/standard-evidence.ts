import { parseAsff } from '../../domain/asff/parse-asff.ts';
import { verifyChain } from '../../domain/audit-chain.ts';
import { ROOTS } from '../../domain/audit-root.ts';
import type { Finding } from '../../domain/finding.ts';
import { scoreOn } from '../../domain/report-snapshot.ts';
import type { Asker } from '../../domain/request.ts';
import { percent, type Score } from '../../domain/score.ts';
import type { Services } from '../services.ts';
import { measureAsked } from './focus.ts';
import type { Progress } from './measure/measure.ts';

type Needs = Parameters<typeof measureAsked>[1] & Pick<Services, 'audit' | 'chat' | 'findings' | 'history' | 'now' | 'publications'>;

const DAY_MS = 24 * 3600 * 1000;

/**
 * `/shub evidence <standard>`: its score today and on each day of the period, how each of its controls stands, and who did
 * what about their findings and why, with whether that record is as it was written; as a file, to whoever asked alone.
 */
export async function giveStandardEvidence(
  asker: Asker,
  { name, days }: { name: string; days: number },
  services: Needs,
  progress?: Progress,
): Promise<void> {
  const { history, publications, chat, now } = services;
  const { standard, overall, controls, failed } = await measureAsked({ standard: name }, services, progress);
  if (!standard) throw new Error(`There is no score of ${name}, though it is enabled`);
  const since = new Date(now().getTime() - days * DAY_MS).toISOString();
  const ids = new Set(controls.map(({ id }) => id));
  const evidence = {
    at: now().toISOString(),
    standard: { name: standard.name, arn: standard.arn },
    since,
    score: scored(overall),
    scoreOfDays: (await history.snapshots(days)).flatMap((snapshot) => {
      const score = scoreOn(snapshot, standard.arn);
      return score ? [{ day: snapshot.day, ...scored(score) }] : [];
    }),
    controls,
    failedChecksByResource: {
      ...failed.resource,
      note: failed.resource.complete ? undefined : 'Security Hub tells the hundred largest; there are more.',
    },
    doneInSlack: await doneAbout(ids, since, now().toISOString(), services),
  };
  const content = Buffer.from(JSON.stringify(evidence, null, 2));
  const file = `evidence-${standard.name.toLowerCase().replace(/[^a-z0-9.]+/g, '-')}-${evidence.at.slice(0, 10)}.json`;
  await publications.hand(asker.who, { name: file, title: `Evidence: ${standard.name}, last ${days} days`, content });
  await chat.answer(asker, { kind: 'words', text: 'The file is in your direct messages with shub.' });
}

const scored = (score: Score) => ({ percent: percent(score) ?? null, ...score });

/** What was done since then about findings of these controls, each with its whole chain. */
async function doneAbout(
  controls: ReadonlySet<string>,
  since: string,
  now: string,
  { audit, findings }: Pick<Services, 'audit' | 'findings'>,
) {
  const chains = [...(await audit.all())].filter(([name, chain]) => name !== ROOTS && chain.some(({ at }) => at >= since));
  const rows = new Map((await findings.many(chains.map(([name]) => name))).map(({ finding }) => [finding.key, finding]));
  const done = [];
  for (const [name, chain] of chains) {
    const finding = rows.get(name) ?? (await asKept(name, audit));
    const control = finding?.compliance?.control;
    if (!finding || control === undefined || !controls.has(control)) continue;
    const { id, title } = finding;
    done.push({ finding: { id, control, title }, recordIntact: verifyChain(chain, { now }), entries: chain });
  }
  return done;
}

/** One that was closed so long ago that its row has gone is told from its newest copy. */
async function asKept(finding: string, audit: Pick<Services['audit'], 'copies'>): Promise<Finding | undefined> {
  const newest = (await audit.copies(finding)).toSorted((a, b) => a.at.localeCompare(b.at)).at(-1);
  const parsed = newest && parseAsff(JSON.parse(newest.text));
  return parsed && 'finding' in parsed ? parsed.finding : undefined;
}
