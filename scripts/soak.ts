import { parseArgs } from 'node:util';
import { WHOLE_RUN } from './soak/phases.ts';
import { checksOf, exitCodeOf, show } from './soak/report.ts';
import { soak } from './soak/run.ts';

/**
 * `npm run soak [-- --seconds 540] [--seed N]`: the whole product, twice and in processes of its own, through everything that goes
 * wrong, for minutes. Prints the seed, what must hold and whether it did; ends with 1 when it did not. With 2
 * when not everything was done, a kill point was never come to or the event loop was late: then the machine may have been too slow.
 */
const { values } = parseArgs({ options: { seconds: { type: 'string', default: String(WHOLE_RUN) }, seed: { type: 'string' } } });
const seconds = Number(values.seconds);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
if (!(seconds >= 10) || !Number.isInteger(seed)) throw new Error('--seconds is a number of at least 10, --seed a whole number');

console.log(`seed ${seed}, ${seconds} s\n`);
console.log('| phase | seconds | new findings | posts | presses answered |\n|---|---|---|---|---|');
const soaked = await soak({
  seconds,
  seed,
  onPhase: ({ name, seconds: took, findings, posts, presses }) =>
    console.log(`| ${name} | ${took.toFixed(0)} | ${findings} | ${posts} | ${presses} |`),
});
const checks = checksOf(soaked);
console.log(`\n${show(checks)}`);
process.exit(exitCodeOf(checks));
