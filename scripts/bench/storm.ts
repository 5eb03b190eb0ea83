import { parseArgs } from 'node:util';
import { type NaiveOutcome, runNaive } from './storm/naive.ts';
import { type Outcome, type Run, runOurs } from './storm/ours.ts';
import { isMet, rowOf, targetsOf } from './storm/targets.ts';

/**
 * `npm run bench:storm [-- --full] [--findings 10000] [--only a|b]`: the whole product through 10,000 findings in 60 s, against
 * Slack's and DynamoDB's documented behaviour, beside a forwarder that posts one message for each finding and blindly tries again.
 * The clock goes on only while nothing is in flight, so the time of this machine is no part of any figure; `--full` takes real time.
 */
const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    findings: { type: 'string', default: '10000' },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const findings = Number(values.findings);
const base = { findings, over: Math.round((60_000 * findings) / 10_000), full: values.full, seed: Number(values.seed) };
const minutes = (ms: number): string => `${(ms / 60_000).toFixed(1)} min`;

function show(name: string, run: Run, ours: Outcome, naive: NaiveOutcome): boolean {
  const targets = targetsOf(run, ours);
  const { calm, storm } = ours;
  console.log(`\n### ${name}\n\n| | figure | target | ratio | |\n|---|---|---|---|---|\n${targets.map(rowOf).join('\n')}`);
  console.log(
    [
      `\nshub: ${ours.messages} messages, ${ours.posts} posts, ${ours.limited} of them refused for coming too often; a finding waits`,
      `${minutes(storm.all.median)} (median), ${minutes(storm.all.longest)} at most. Writes of channel rows: ${calm.writes.channel.toFixed(1)} a calm finding,`,
      `${storm.writes.channel.toFixed(1)} a storm finding; of all other rows ${calm.writes.other.toFixed(1)} and ${storm.writes.other.toFixed(1)}.`,
      `\nOne message for each finding, blind retry: all visible after ${minutes(naive.all.longest)}, ${naive.all.lost} lost, ${naive.all.doubled} doubled;`,
      `a critical waits ${minutes(naive.criticals.median)} (median), ${minutes(naive.criticals.longest)} at most; ${naive.posts} posts, ${naive.limited} of them refused.`,
    ].join(' '),
  );
  return targets.every(isMet);
}

let met = true;
console.log(`${findings.toLocaleString('en')} findings in ${base.over / 1000} s, seed ${base.seed}`);
for (const [name, letter, onOne] of [
  ['(a) 70 % on one channel', 'a', 0.7],
  ['(b) all on one channel', 'b', 1],
] as const) {
  if (values.only !== undefined && values.only !== letter) continue;
  for (const faults of [false, true]) {
    const run = { ...base, onOne, faults };
    const ours = await runOurs(run);
    const title = faults ? `${name}, 4 % of posts unanswered, 0.5 % of workers killed` : name;
    met = show(title, run, ours, await runNaive(run)) && met;
  }
}
process.exit(met ? 0 : 1);
