import type { HomeView, KnownBlock } from '@slack/types';
import { SOON_DAYS } from '../../domain/exception-register.ts';
import { Severity } from '../../domain/finding.ts';
import type { Home, OwnCard } from '../../domain/home.ts';
import { messageUrl } from '../../domain/message-url.ts';
import { backlogLine } from './backlog.ts';
import { actions, button, context, dotted, lines, section } from './block-kit.ts';
import { namedTitle, whereLine } from './finding-lines.ts';
import { homeButtons } from './home-buttons.ts';
import { exceptionLine, heading, ticketBlocks } from './home-rows.ts';
import { DETAILS_ID, HOME_IDS, SHOW_ID } from './ids.ts';
import { link } from './links.ts';
import { date, formatted, person, prose } from './text.ts';
import { SEVERITY_MARK } from './words.ts';

type Open = Extract<Home, { kind: 'open' }>;

/** One person's Home. At most some fifty blocks of Slack's hundred, each row cut to two lines or three of a phone. */
export const homeView = (home: Home): HomeView => ({
  type: 'home',
  blocks: home.kind === 'open' ? openHome(home) : closedHome(home),
});

/** To whoever may see nothing: why, what they would see, and how they come by it. */
function closedHome({ because, administrators }: Extract<Home, { kind: 'closed' }>): KnownBlock[] {
  const people = administrators.filter((id) => /^[UW]/.test(id)).map(person);
  return [
    heading('Security Hub, from Slack'),
    section(`🔒 ${formatted(because, 400)}`),
    section(
      lines(
        'With a role you find here what is yours, what is open, and what falls due:',
        '• *viewer*: lists and reads findings and tickets',
        '• *responder*: also acknowledges, resolves and suppresses, and works on tickets',
        '• *approver* and *admin*: also decide what others may hide, and run shub',
      ),
    ),
    context(
      people.length > 0
        ? `Roles are given in policy.yml by an administrator: ask ${people.join(', ')}.`
        : 'Roles are given in policy.yml by an administrator of shub.',
    ),
  ];
}

function openHome(home: Open): KnownBlock[] {
  return [
    ...homeButtons(home),
    ...ownBlocks(home),
    ...openBlocks(home),
    ...ticketBlocks(home),
    ...endingBlocks(home),
    { type: 'divider' },
    section(vitalsLine(home)),
    ...backlogLine(home.vitals.backlog),
    context(`As of ${date(home.at)}. While you look at it, changes show within seconds.`),
  ];
}

function ownBlocks({ mine: { cards, total } }: Open): KnownBlock[] {
  const more = total - cards.length;
  return [
    heading(total === 0 ? 'Yours' : `Yours: ${total}`),
    ...cards.flatMap(ownBlock),
    ...(total === 0 ? [context('Nothing is waiting for you. *Acknowledge* under a card puts your name on it.')] : []),
    ...(more > 0 ? [context(`${more} more, younger ones.`)] : []),
    ...(total > 0 ? [actions(button(HOME_IDS.mine, 'All of mine', '1', { says: 'All of mine, cards and tickets' }))] : []),
  ];
}

function ownBlock({ card, actionVersion, severity, finding, since, message, overdue }: OwnCard): KnownBlock[] {
  const title = namedTitle(finding);
  return [
    section(
      lines(
        `${SEVERITY_MARK[severity]} *${severity}* ${prose(title, 90)}`,
        whereLine(finding),
        dotted(
          `since ${date(since)}`,
          overdue && '⏰ *SLA breached*',
          message && link(messageUrl(message.channel, message.ts), 'its card'),
        ),
      ),
    ),
    actions(
      button(SHOW_ID, 'Show', finding.key, { says: `Show ${title}` }),
      button(DETAILS_ID, 'Details', `${card}|${actionVersion}`, { says: `Details of ${title}` }),
    ),
  ];
}

function openBlocks({ now, counted, before }: Open): KnownBlock[] {
  const carded = Severity.options.flatMap((severity) =>
    now[severity] ? [`${SEVERITY_MARK[severity]} ${severity} *${now[severity]}*`] : [],
  );
  const all = counted && Severity.options.flatMap((severity) => countWords(severity, counted.open[severity] ?? 0, before?.open[severity]));
  return [
    heading('Open'),
    section(carded.length > 0 ? `Cards that wait for somebody: ${dotted(...carded)}` : '🟢 No card waits for anybody.'),
    ...(all && counted
      ? [
          section(all.length > 0 ? lines('*All of Security Hub*', ...all) : '*All of Security Hub*: nothing is open.'),
          context(dotted(`counted ${date(counted.at)}`, before && `compared with ${date(before.at)}`)),
        ]
      : [context('All of Security Hub is counted once a day; the first count is still to come.')]),
  ];
}

/** `🟠 HIGH 12 ▲ 3 more`: in words too, since a sign alone says little. */
function countWords(severity: Severity, count: number, was: number | undefined): string[] {
  if (count === 0 && !was) return [];
  const change = was === undefined ? 0 : count - was;
  const moved = change === 0 ? was !== undefined && 'as before' : change > 0 ? `▲ ${change} more` : `▼ ${-change} fewer`;
  return [dotted(`${SEVERITY_MARK[severity]} ${severity} *${count}*`, moved)];
}

function endingBlocks({ exceptions: { rows, count } }: Open): KnownBlock[] {
  if (count.inForce === 0) return [];
  const rest = count.ending - rows.length;
  return [
    heading(`Suppressions ending within ${SOON_DAYS} days: ${count.ending}`),
    ...rows.map(exceptionLine),
    context(dotted(`${count.inForce}${count.cut ? ' or more' : ''} in force`, rest > 0 && `${rest} more end soon`)),
    actions(button(HOME_IDS.exceptions, 'All suppressions', '1')),
  ];
}

function vitalsLine({ vitals: { wrong, newestEvent } }: Open): string {
  if (wrong.length > 0) return `🔴 *shub needs care*: ${formatted(wrong.join('; '), 400)}. *Health* says what to do.`;
  return dotted('🟢 *shub is well*', newestEvent === undefined ? 'no event has come yet' : `newest event ${date(newestEvent)}`);
}
