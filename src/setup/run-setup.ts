import type { Pace } from '../aws/pace.ts';
import { securityHubStandards } from '../aws/standards.ts';
import { type Clients, type Endpoints, setupClients } from './clients.ts';
import { type ExitCode, endWithoutConsent } from './consent.ts';
import { HELP, type Options, readOptions, type Surrounded } from './options.ts';
import { patient } from './patience.ts';
import { removalSteps } from './removal/removal-steps.ts';
import { lookAt, type Planned, runPlan, StepFailed, showPlan } from './run-plan.ts';
import { type Step, UsageError } from './step.ts';
import { describeHub } from './steps/hub.ts';
import { chosen, names, standardsHere, type Wish } from './steps/standards.ts';
import { setupSteps } from './steps.ts';
import { type Streams, type Terminal, terminalOn } from './terminal.ts';
import { wordsFor } from './words.ts';

interface Surroundings extends Surrounded {
  streams: Streams;
  sleep(ms: number): Promise<void>;
  now(): Date;
  endpoints?: Endpoints;
}

/** `npm run setup`: looks, shows a plan, asks, does it, and says how it ended and how to undo it. */
export async function runSetup(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const terminal = terminalOn(surroundings.streams);
  let options: Options | undefined;
  let clients: Clients | undefined;
  try {
    options = readOptions(args, surroundings);
    if (!options) {
      terminal.say(HELP.trimEnd());
      return 0;
    }
    clients = setupClients(options, surroundings.endpoints);
    return await (options.remove ? takeAway : setUp)(options, clients, terminal, surroundings);
  } catch (error) {
    return sayFailure(error, options, terminal);
  } finally {
    clients?.destroy();
  }
}

async function setUp(options: Options, clients: Clients, terminal: Terminal, { sleep, now }: Surroundings): Promise<ExitCode> {
  const { say, live } = terminal;
  const pace = patient({ sleep, say });
  const { account } = await describeHub({ client: clients.hub, pace });
  const wish = options.standards ?? (await askForStandards(options, clients, pace, terminal));
  const steps = setupSteps({ clients, pace, options, wish, sleep, now, live });
  const plan = await lookAt(steps);
  if (options.undoHelp) {
    sayUndo(steps, say);
    return 0;
  }

  say(
    `Plan for ${account === undefined ? '' : `account ${account}, `}region ${options.region}  (= already so, + will be done, - left out, ! needs you)`,
  );
  say('');
  showPlan(plan, say);
  say('');
  const todo = plan.filter(({ state }) => state.kind === 'to do');
  if (todo.length === 0) {
    say('Nothing to do.');
    return ending(plan);
  }
  const ended = await endWithoutConsent(options, terminal);
  if (ended !== undefined) return ended;

  const done = await runPlan(steps, terminal);
  say('');
  await sayWhatIsOn(clients, pace, say);
  sayUndo(steps, say);
  return ending(done);
}

/** `npm run setup -- --remove`: the same way back. What is not ours to take stays, with the reason. */
async function takeAway(options: Options, clients: Clients, terminal: Terminal, { sleep }: Surroundings): Promise<ExitCode> {
  const { say } = terminal;
  const steps = removalSteps({ clients, pace: patient({ sleep, say }), options });
  const plan = await lookAt(steps);
  say(`Plan to take shub (${options.stage}) away from region ${options.region}  (= gone already, + will be done, - stays, ! needs you)`);
  say('');
  showPlan(plan, say, { so: '', 'left out': 'stays: ' });
  say('');
  if (plan.every(({ state }) => state.kind !== 'to do')) {
    say('Nothing to do.');
    return ending(plan);
  }
  const ended = await endWithoutConsent(options, terminal);
  return ended ?? ending(await runPlan(steps, terminal));
}

const ending = (plan: readonly Planned[]): ExitCode => (plan.some(({ state }) => state.kind === 'trouble') ? 1 : 0);

/** Whoever sits there chooses; where nobody does, or nothing shall happen yet, it is what AWS itself would switch on. */
async function askForStandards({ yes, dryRun, undoHelp }: Options, clients: Clients, pace: Pace, terminal: Terminal): Promise<Wish> {
  if (!terminal.attended || yes || dryRun || undoHelp) return ['default'];
  const here = await standardsHere(securityHubStandards(clients.hub, pace));
  if (here) terminal.say(`Standards here: ${names(here)}.`);
  for (;;) {
    const typed = await terminal.ask('Which standards? Names with commas, "default" or "none" [default] ');
    const wish = (typed ?? '').split(',').flatMap((name) => name.trim() || []);
    if (wish.length === 0) return ['default'];
    try {
      if (here) chosen(wish, here);
      return wish;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      terminal.say(error.message);
    }
  }
}

async function sayWhatIsOn(clients: Clients, pace: Pace, say: Terminal['say']): Promise<void> {
  const on = ((await standardsHere(securityHubStandards(clients.hub, pace))) ?? []).filter(({ subscription }) => subscription);
  say(on.length === 0 ? 'No standard is on.' : 'Standards that are on:');
  for (const { name, title, subscription } of on) say(`  ${name.padEnd(24)} ${(subscription?.status ?? '').padEnd(11)} ${title}`);
}

function sayUndo(steps: readonly Step[], say: Terminal['say']): void {
  say('');
  say('To take it away again, from the last step to the first:');
  for (const { name, undo } of steps.toReversed()) {
    const commands = undo?.() ?? [];
    if (commands.length > 0) say(`  ${name}`);
    for (const command of commands) say(`    ${command}`);
  }
}

function sayFailure(error: unknown, options: Options | undefined, { say }: Terminal): ExitCode {
  const cause = error instanceof StepFailed ? error.cause : error;
  const at = error instanceof StepFailed ? `✗ ${error.step}: ` : '';
  if (cause instanceof UsageError) {
    say(`${at}${cause.message}`);
    return 2;
  }
  const words = options && wordsFor(cause, options);
  say(`${at}${words ?? `${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)}`}`);
  if (at) say('What came before it stays. Run this again: it goes on here.');
  return 1;
}
