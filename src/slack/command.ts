import type { FindingsQuery } from '../domain/findings-query.ts';
import { nearest } from '../domain/nearest.ts';
import { UserFacingError } from '../domain/refusal.ts';
import type { EvidenceSubject, ReportQuery } from '../domain/request.ts';
import { SweepScope } from '../domain/sweep.ts';
import { TicketList } from '../domain/ticket.ts';
import { readNow } from './digest-args.ts';
import { readEvidence } from './evidence-args.ts';
import { readFindingsQuery } from './findings-query.ts';
import { type InsightArgs, readInsight } from './insight-args.ts';
import { quote } from './quote.ts';
import { readReportQuery } from './report-query.ts';

/** Everything that can be typed after `/shub`, with what each takes. */
export interface Commands {
  help: Record<never, never>;
  findings: { query: FindingsQuery };
  /** `id`: a finding's id as Security Hub writes it, or its key. */
  show: { id: string };
  tickets: { list: TicketList };
  next: Record<never, never>;
  mine: Record<never, never>;
  handover: Record<never, never>;
  new: Record<never, never>;
  /** The id of the channel to try. */
  test: { channel: string };
  health: Record<never, never>;
  oncall: Record<never, never>;
  digest: Record<never, never>;
  evidence: { of: EvidenceSubject };
  insight: InsightArgs;
  standards: Record<never, never>;
  /** As typed. */
  controls: { standard: string };
  score: { standard?: string };
  report: ReportQuery;
  trend: { days: number; standard?: string };
  sweep: { scope: SweepScope };
  exceptions: Record<never, never>;
  /** `scope`: `all`, or the id of a channel. */
  pause: { scope: string };
  resume: { scope: string };
}
export type CommandName = keyof Commands;
export type Command<N extends CommandName = CommandName> = { [K in N]: { name: K; args: Commands[K] } }[N];

interface Typed {
  /** What follows `/shub`. */
  text: string;
  /** The command as it is called here, such as `/shub` or `/shub-staging`. */
  command: string;
  /** Where it was typed. */
  channel: string;
}

const READERS: { [N in CommandName]: (words: readonly string[], typed: Typed) => Command<N> } = {
  help: () => ({ name: 'help', args: {} }),
  findings: (words, { command }) => ({ name: 'findings', args: { query: readFindingsQuery(words, `${command} findings`) } }),
  show: (words, { command }) => ({ name: 'show', args: { id: readId(words, `${command} show`) } }),
  tickets: (words, { command }) => ({ name: 'tickets', args: { list: readList(words, `${command} tickets`) } }),
  next: (words, { command }) => ({ name: 'next', args: readNothing(words, `${command} next`) }),
  mine: (words, { command }) => ({ name: 'mine', args: readNothing(words, `${command} mine`) }),
  handover: (words, { command }) => ({ name: 'handover', args: readNothing(words, `${command} handover`) }),
  new: (words, { command }) => ({ name: 'new', args: readNothing(words, `${command} new`) }),
  test: (words, { command, channel }) => ({ name: 'test', args: { channel: readChannel(words, `${command} test`, channel) } }),
  health: (words, { command }) => ({ name: 'health', args: readNothing(words, `${command} health`) }),
  oncall: (words, { command }) => ({ name: 'oncall', args: readNothing(words, `${command} oncall`) }),
  exceptions: (words, { command }) => ({ name: 'exceptions', args: readNothing(words, `${command} exceptions`) }),
  evidence: (words, { command }) => ({ name: 'evidence', args: { of: readEvidence(words, `${command} evidence`, readId) } }),
  digest: (words, { command }) => ({ name: 'digest', args: readNow(words, `${command} digest`) }),
  insight: (words, { command }) => ({ name: 'insight', args: readInsight(words, `${command} insight`) }),
  standards: (words, { command }) => ({ name: 'standards', args: readNothing(words, `${command} standards`) }),
  controls: (words, { command }) => ({ name: 'controls', args: { standard: readStandard(words, `${command} controls`) } }),
  score: (words, { command }) => ({ name: 'score', args: readReportQuery(words, `${command} score`, []) }),
  report: (words, { command }) => ({ name: 'report', args: readReportQuery(words, `${command} report`, ['account', 'days']) }),
  trend: (words, { command }) => ({ name: 'trend', args: readReportQuery(words, `${command} trend`, ['days']) }),
  sweep: (words, { command }) => ({ name: 'sweep', args: { scope: readSweep(words, `${command} sweep`) } }),
  pause: (words, { command, channel }) => ({ name: 'pause', args: { scope: readScope(words, `${command} pause`, channel) } }),
  resume: (words, { command, channel }) => ({ name: 'resume', args: { scope: readScope(words, `${command} resume`, channel) } }),
};
const isName = (word: string): word is CommandName => Object.hasOwn(READERS, word);

const MOST_TYPED = 2000;

/** Reads what was typed. What cannot be read is refused with the nearest right form, never guessed at. */
export function parseCommand(typed: Typed): Command {
  if (typed.text.length > MOST_TYPED) throw new UserFacingError('bad_arguments', 'That is too long to be a command.');
  // Phones put spaces around punctuation: `severity = high, critical` is meant as one word.
  const [first = 'help', ...words] = typed.text
    .replace(/\s*([=,])\s*/g, '$1')
    .split(/\s+/)
    .filter(Boolean);
  const name = first.toLowerCase();
  if (isName(name)) return READERS[name](words, typed);

  const near = nearest(name, Object.keys(READERS));
  const way = near ? `Did you mean \`${typed.command} ${near}\`?` : `\`${typed.command} help\` shows what there is.`;
  throw new UserFacingError('bad_arguments', `There is no ${quote(`${typed.command} ${first}`, 80)}. ${way}`);
}

function readId(words: readonly string[], usage: string): string {
  const [id, ...more] = words.map((word) => word.replace(/^[`"'<]+|[`"'>]+$/g, ''));
  if (id === undefined || id === '') {
    throw new UserFacingError('bad_arguments', `Which finding? Write its id: \`${usage} arn:aws:securityhub:…\`.`);
  }
  if (more.length > 0) throw new UserFacingError('bad_arguments', `One finding at a time: ${quote(`${usage} ${id}`, 600)}.`);
  // AWS: the Id of a finding has at most 512 characters.
  if (id.length > 512) throw new UserFacingError('bad_arguments', 'That is longer than the id of a finding can be (512 characters).');
  return id;
}

/** Its name may have spaces, such as `CIS 3.0.0`. */
function readStandard(words: readonly string[], usage: string): string {
  const typed = words.join(' ').replace(/^[`"']+|[`"']+$/g, '');
  if (typed !== '') return typed.slice(0, 200);
  throw new UserFacingError(
    'bad_arguments',
    `Of which standard? Such as \`${usage} fsbp\`; \`${usage.replace(/controls$/, 'standards')}\` shows all.`,
  );
}

/** Without a word it is what is open. */
function readList(words: readonly string[], usage: string): TicketList {
  const [word = 'open', ...more] = words;
  const list = TicketList.safeParse(word.toLowerCase());
  if (list.success && more.length === 0) return list.data;
  const near = nearest(word, TicketList.options);
  const way = near ? ` Did you mean \`${usage} ${near}\`?` : '';
  throw new UserFacingError(
    'bad_arguments',
    `There is no ${quote([usage, ...words].join(' '), 100)}.${way} The lists: ${TicketList.options.map((option) => `\`${usage} ${option}\``).join(', ')}.`,
  );
}

/** A command that takes no words; one that was given some may have been meant otherwise. */
function readNothing(words: readonly string[], usage: string): Record<never, never> {
  if (words.length === 0) return {};
  throw new UserFacingError('bad_arguments', `\`${usage}\` takes nothing more: leave ${quote(words.join(' '), 80)} away.`);
}

/** Without a word it is the channel in which it was typed. */
function readChannel(words: readonly string[], usage: string, here: string): string {
  const [word = here, ...more] = words;
  const id = idOfChannel(word);
  if (id !== undefined && more.length === 0) return id;
  const one =
    more.length > 0
      ? 'One channel at a time'
      : word === here
        ? 'Which channel? This is none'
        : `I cannot tell which channel ${quote(word, 80)} is`;
  throw new UserFacingError('bad_arguments', `${one}: \`${usage} #channel\`, or \`${usage}\` in the channel itself.`);
}

function readSweep(words: readonly string[], usage: string): SweepScope {
  const [word = '', ...more] = words;
  const scope = SweepScope.safeParse(word.toLowerCase());
  if (scope.success && more.length === 0) return scope.data;
  throw new UserFacingError(
    'bad_arguments',
    `What to sweep? \`${usage} high\` for everything open that is HIGH or CRITICAL, \`${usage} critical\` for CRITICAL alone.`,
  );
}

/** Without a word it is the channel itself; pausing everything must be asked for. */
function readScope(words: readonly string[], usage: string, here: string): string {
  const [word, ...more] = words;
  if (more.length > 0) throw new UserFacingError('bad_arguments', `One channel at a time: \`${usage} #channel\`, or \`${usage} all\`.`);
  if (word === undefined) {
    if (isChannel(here)) return here;
    throw new UserFacingError('bad_arguments', `Which channel? \`${usage} #channel\`, or \`${usage} all\` for every channel.`);
  }
  if (word.toLowerCase() === 'all') return 'all';
  const id = idOfChannel(word);
  if (id !== undefined) return id;
  throw new UserFacingError(
    'bad_arguments',
    `I cannot tell which channel ${quote(word, 80)} is. Pick it from the list that Slack offers after \`#\`, write its id (\`C…\`), or type \`${usage}\` in it.`,
  );
}

/** From what Slack makes of `#channel`, or the id itself. */
function idOfChannel(word: string): string | undefined {
  const id = /^<#([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(word)?.[1] ?? word;
  return isChannel(id) ? id : undefined;
}

const isChannel = (id: string): boolean => /^[CG][A-Z0-9]{2,20}$/.test(id);
