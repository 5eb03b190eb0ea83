import { awsClients, type Endpoints } from '../aws/clients.ts';
import { createTables, hasTable } from '../aws/store/definition.ts';
import type { Config } from '../config.ts';
import { channelsOf, readChannels } from '../flows/rebuild/read-channels.ts';
import { rebuildTable } from '../flows/rebuild/rebuild-table.ts';
import { type Survey, survey } from '../flows/rebuild/survey.ts';
import type { Log, Services } from '../flows/services.ts';
import { type ExitCode, endWithoutConsent } from '../setup/consent.ts';
import { type Planned, showPlan } from '../setup/run-plan.ts';
import { UsageError } from '../setup/step.ts';
import { type Streams, type Terminal, terminalOn } from '../setup/terminal.ts';
import { wire } from '../wiring.ts';
import { auditReader } from './audit-reader.ts';
import { HELP, type Options, readOptions } from './options.ts';

interface Surroundings {
  streams: Streams;
  config: () => Config;
  sleep(ms: number): Promise<void>;
  now(): Date;
  endpoints?: Endpoints;
  /** What stands between this and its services, such as a fault. */
  through?: (services: Services) => Services;
}

/** `npm run rebuild`: looks, shows a plan, asks, does it, and says how it ended. */
export async function runRebuild(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const terminal = terminalOn(surroundings.streams);
  try {
    const options = readOptions(args, surroundings.now());
    if (!options) {
      terminal.say(HELP.trimEnd());
      return 0;
    }
    return await rebuild(options, terminal, surroundings);
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    terminal.say(error instanceof UsageError ? message : `✗ ${message}`);
    if (!(error instanceof UsageError))
      terminal.say('Run it again: it goes on where it stopped. Until it has ended, nothing goes out to Slack.');
    return error instanceof UsageError ? 2 : 1;
  }
}

async function rebuild(options: Options, terminal: Terminal, surroundings: Surroundings): Promise<ExitCode> {
  const { say, live } = terminal;
  const { now, sleep, endpoints, through = (services) => services } = surroundings;
  const config = surroundings.config();
  const { dynamodb } = awsClients(config.region, endpoints && { endpoints });
  const services = through(await wire(config, { log: logTo(say), now, sleep, ...(endpoints && { endpoints }) }));
  const policy = await services.policy();
  const channels = [...new Set([...channelsOf(policy), ...options.channels])];

  const here = await hasTable(dynamodb, config.tables.table);
  const read = await readChannels(channels, services, (channel, messages) => live([`Reading ${channel}: ${messages} messages of shub`]));
  const found = await survey(read, policy, services, (findings) => live([`Reading Security Hub: ${findings} findings`]));
  const installedAt = options.installedAt ?? found.oldest ?? now();
  const audit = auditReader(services.audit);
  const plan = planOf({ found, here, installedAt, options, table: config.tables.table, audit: await audit.refusal() });

  say('Plan  (= already so, + will be done, - left out, ! needs you)');
  say('');
  showPlan(plan, say);
  say('');
  const ended = await endWithoutConsent(options, terminal);
  if (ended !== undefined) return ended;

  await createTables(dynamodb, config.tables);
  const { readopted, takenIn, known } = await rebuildTable(found, installedAt, audit.chainOf, services, (findings) =>
    live([`Writing down: ${findings} of ${found.findings} findings`]),
  );
  say(`✓ ${readopted} findings found their cards again, ${takenIn} had none and were judged anew, ${known} were known already.`);
  return plan.some(({ state }) => state.kind === 'trouble') ? 1 : 0;
}

interface Looked {
  found: Survey;
  here: boolean;
  installedAt: Date;
  options: Options;
  table: string;
  /** Why the audit trail cannot be read, if it cannot. */
  audit: string | undefined;
}

function planOf({ found, here, installedAt, options, table, audit }: Looked): Planned[] {
  const one = (name: string, kind: Planned['state']['kind'], words: string): Planned => ({
    step: { name, look: async () => ({ kind, words }), do: async () => undefined },
    state: { kind, words },
  });
  const source = options.installedAt
    ? ''
    : found.oldest
      ? ', when the oldest message of shub was posted'
      : ': no message of shub was found';
  const summaries = found.sheets.length + found.summaries.length;
  return [
    here ? one('table', 'so', `${table} is there.`) : one('table', 'to do', `${table} is not there: it is made, with its indexes.`),
    one('Slack', 'to do', 'Nothing is posted or edited until the end, unless somebody has paused it already; then it stays paused.'),
    ...found.channels.map(({ channel, messages, unreadable }) =>
      unreadable === undefined
        ? one(channel, 'to do', `${messages.length} messages of shub.`)
        : one(
            channel,
            'trouble',
            `Slack does not let it be read to its beginning (${unreadable}); what is there may be posted again. Invite shub, or take it out of the policy.`,
          ),
    ),
    one('installation', 'to do', `Counts as of ${installedAt.toISOString()}${source}. What is older and has no message is only counted.`),
    one('findings', 'to do', `${found.findings} in Security Hub; the cards of ${found.standing} are in Slack and keep their messages.`),
    ...(summaries === 0 ? [] : [one('sheets and summaries', 'to do', `${summaries} keep their messages.`)]),
    ...(found.forgotten === 0
      ? []
      : [
          one(
            'old messages',
            'left out',
            `${found.forgotten} are about what Security Hub no longer has, or about nothing; they stay as they are.`,
          ),
        ]),
    audit === undefined
      ? one('acknowledgements', 'to do', "Read from the audit trail and from Security Hub's notes.")
      : one(
          'acknowledgements',
          'to do',
          `Read from Security Hub's notes alone; the audit trail cannot be read with these credentials (${audit}).`,
        ),
    one(
      'what is promised',
      'to do',
      'Snoozes and suppressions keep their ends, what was resolved is looked at again, and escalations go on where the messages of their steps tell how far they were; a page that fell due meanwhile goes out, perhaps again.',
    ),
    audit === undefined
      ? one(
          'tickets',
          'to do',
          'Those that people opened, took or finished, from the audit trail. Those that only the policy opened begin anew.',
        )
      : one('tickets', 'left out', 'Whose they are is in the audit trail alone. Those that the policy opens are opened anew.'),
    one(
      'lost for good',
      'left out',
      'Undo of the newest presses, questions that wait for an approver and presses not carried out yet (ask again), who was told of a card, the days behind /shub trend, and what was quarantined.',
    ),
  ];
}

/** Only what went wrong is worth a line beside the plan. */
const logTo = (say: (line: string) => void): Log => ({
  info: () => undefined,
  count: () => undefined,
  warn: (event, facts) => say(`! ${event} ${JSON.stringify(facts ?? {})}`),
  error: (event, facts) => say(`! ${event} ${JSON.stringify(facts ?? {})}`),
});
