import type { SectionBlock } from '@slack/types';
import { type Capability, Role, rolesFor } from '../../domain/person.ts';
import { context, type Message, section } from './block-kit.ts';

/** Everything that can be typed, as people are told of it. */
export const COMMANDS: readonly { usage: string; does: string; needs: Capability }[] = [
  { usage: '/shub findings', does: 'Active findings, the most severe first', needs: 'view' },
  { usage: '/shub findings severity=critical,high status=new', does: 'Only those that nobody has looked at', needs: 'view' },
  { usage: '/shub findings product=guardduty account=111122223333', does: 'Those of one product in one account', needs: 'view' },
  { usage: '/shub findings control=EC2.19 region=eu-west-1', does: 'Those of one control in one region', needs: 'view' },
  { usage: '/shub show arn:aws:securityhub:…', does: 'One finding, by its id, with its buttons', needs: 'view' },
  {
    usage: '/shub exceptions',
    does: 'What is suppressed, why, by whom and until when, what ends soon first; as CSV or JSON on request',
    needs: 'view',
  },
  { usage: '/shub next', does: 'What matters most to you, one card at a time, with what to do about it', needs: 'view' },
  { usage: '/shub mine', does: 'What is yours, cards and tickets, the oldest first', needs: 'view' },
  {
    usage: '/shub handover',
    does: 'A card for the next shift, for all of this channel: what is late, nobody’s, ending or silent',
    needs: 'view',
  },
  { usage: '/shub tickets', does: 'What waits for someone. `/shub tickets mine`, `due` or `done` for those', needs: 'view' },
  { usage: '/shub evidence arn:aws:securityhub:…', does: 'Who did what about a finding and why, as a file for you alone', needs: 'view' },
  {
    usage: '/shub evidence fsbp days=90',
    does: 'A standard as a file for you alone: its score day by day, its controls, who did what',
    needs: 'view',
  },
  { usage: '/shub evidence verify', does: 'Whether the record of what people did is as it was written', needs: 'view' },
  { usage: '/shub digest now', does: 'What changed lately, for all of this channel; by itself when policy.yml says so', needs: 'view' },
  { usage: '/shub insight', does: 'Counts that Security Hub keeps, yours and AWS’s. `/shub insight show <name>` for one', needs: 'view' },
  {
    usage: '/shub insight create',
    does: 'A form for one, tried out before it is made. `/shub insight edit <name>` changes one',
    needs: 'respond',
  },
  { usage: '/shub insight delete <name>', does: 'Takes one away, for everybody, once you have confirmed it', needs: 'administer' },
  {
    usage: '/shub score',
    does: 'How every standard stands, and what raises the score with the least work. `/shub score fsbp` for one',
    needs: 'view',
  },
  { usage: '/shub report', does: 'The whole picture, for all of this channel', needs: 'view' },
  { usage: '/shub report cis account=111122223333 days=7', does: 'Of one standard, in one account, over a week', needs: 'view' },
  { usage: '/shub trend days=30', does: 'The score day by day, with the controls that moved it', needs: 'view' },
  {
    usage: '/shub new',
    does: 'A finding of your own, by a form: it goes to Security Hub and comes back like any other',
    needs: 'respond',
  },
  { usage: '/shub oncall', does: 'Who is on call now, what calls them when, and which cards will next', needs: 'view' },
  { usage: '/shub health', does: 'Whether everything works, hop by hop, and what to do where it does not', needs: 'view' },
  {
    usage: '/shub test #sec-alerts',
    does: 'A test card there, or here without a channel; its buttons change nothing',
    needs: 'administer',
  },
  { usage: '/shub standards', does: 'Which standards are on, and how they stand; administrators switch them on and off', needs: 'view' },
  {
    usage: '/shub controls fsbp',
    does: 'What fails, passes and is switched off; administrators switch controls off, with a reason',
    needs: 'view',
  },
  {
    usage: '/shub pause',
    does: 'Posts nothing in this channel until resumed; nothing is lost. `/shub pause all` for all',
    needs: 'administer',
  },
  { usage: '/shub resume', does: 'Posts again, beginning with what waited. `/shub resume all` for all', needs: 'administer' },
  {
    usage: '/shub sweep high',
    does: 'Alerts everything open that is HIGH or CRITICAL and was not alerted yet; says first how much that is. `critical` for those alone',
    needs: 'administer',
  },
  { usage: '/shub help', does: 'This', needs: 'view' },
];

const BUTTONS: readonly string[] = [
  '*Acknowledge*: someone looks at it; your name goes on it (NOTIFIED in Security Hub)',
  '*Resolve…*: it is fixed; asks what was done (RESOLVED)',
  '*Suppress…*: it may be ignored; asks why (SUPPRESSED)',
  '*Snooze…*: not now; comes back by itself, and as soon as it gets worse (NOTIFIED meanwhile)',
  '*Re-open*: none of that any more (NEW)',
  '*Undo*: takes back what was pressed last, for ten minutes',
  '*Assign…*, *Add note…*: whose it is; words for Security Hub and the thread (its status stays)',
  '*Ticket*: work for someone, with a due date; then *Take*, *Done*, *Give back*, *Re-open* (Security Hub stays as it is)',
  '*Escalate…*: calls whoever is on call, or whom you choose: in the thread, by page, and directly',
  '*Details*: everything Security Hub knows, and who did what',
];

const CAPABILITY_WORDS: Record<Capability, string> = {
  view: 'list and read findings and tickets',
  respond: 'press Acknowledge, Resolve, Snooze, Suppress, Re-open and Undo, assign, add notes, work on tickets, and make findings',
  approve: 'approve what others suppressed',
  administer: 'switch standards and controls on and off, sweep, pause and resume, and send test cards',
};

/** Every command with an example, what the buttons do, and what each role may do. */
export function help(): Message {
  const commands = COMMANDS.map(
    ({ usage, does, needs }) => `\`${usage}\`\n${does}${needs === 'view' ? '' : ` (${rolesFor(needs).join(', ')} only)`}`,
  );
  return {
    text: 'What shub can do',
    blocks: [
      ...inSections(['*Commands*', ...commands]),
      section(['*Buttons under a finding*', ...BUTTONS].join('\n')),
      section(['*Who may do what*', ...Role.options.map(roleWords)].join('\n')),
      context('Roles are given in policy.yml by an administrator. Only you see this.'),
    ],
    attachments: [],
  };
}

/** Texts of Slack end at 3,000 characters. */
const MOST = 2_800;

function inSections(texts: readonly string[]): SectionBlock[] {
  const sections: string[] = [];
  for (const text of texts) {
    const last = sections.at(-1);
    if (last === undefined || last.length + text.length + 1 > MOST) sections.push(text);
    else sections[sections.length - 1] = `${last}\n${text}`;
  }
  return sections.map(section);
}

/** What a role adds to the one before it. */
function roleWords(role: Role): string {
  const adds = CAPABILITIES.filter((capability) => rolesFor(capability)[0] === role).map((capability) => CAPABILITY_WORDS[capability]);
  const before = Role.options[Role.options.indexOf(role) - 1];
  return `*${role}*: ${[before && `what ${article(before)} ${before} may`, ...adds].filter(Boolean).join(', and ')}`;
}

const CAPABILITIES: readonly Capability[] = ['view', 'respond', 'approve', 'administer'];

const article = (word: string): string => (/^[aeiou]/.test(word) ? 'an' : 'a');
