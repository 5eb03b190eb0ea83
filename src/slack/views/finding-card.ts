import type { KnownBlock } from '@slack/types';
import type { ProblemFace } from '../../domain/face.ts';
import { actions, context, dotted, lines, type Message, section } from './block-kit.ts';
import {
  becauseLine,
  factsLine,
  linksLine,
  namedTitle,
  originLine,
  promiseLines,
  stateLine,
  titleLine,
  whereLine,
} from './finding-lines.ts';
import { link, meantForWords } from './links.ts';
import { pressButtons } from './press-buttons.ts';
import { testLine } from './test-line.ts';
import { date, prose } from './text.ts';
import { ticketLine } from './ticket-lines.ts';
import { closedAs, SEVERITY_COLOUR } from './words.ts';

/**
 * The channel message about a problem: title, where, what decides, buttons, then the small print; on a phone the buttons are
 * on the first screen. Safe whatever the finding says, and under 6,000 characters in all (Slack refuses a message of more than
 * about 13,200). `previousLink` is the permalink of the message before, for a problem that came back.
 */
export function findingCard(face: ProblemFace, { previousLink }: { previousLink?: string } = {}): Message {
  const finding = { ...face.finding, severity: face.severity };
  const closed = closedAs(face);
  const text = pushText(face);
  const body = [
    section(
      lines(
        whereLine(finding),
        finding.headline && prose(finding.headline, 300),
        factsLine(finding, 3),
        stateLine(face),
        promiseLines(face),
        face.ticket && ticketLine(face.ticket),
      ),
    ),
    actions(...pressButtons({ ...face, title: namedTitle(finding) })),
    ...(face.test ? [] : [context(linksLine(finding))]),
    context(lines(originLine(finding, face.standards, face.memberCount), hereLine(face, previousLink), warningLine(face))),
  ] satisfies KnownBlock[];
  return {
    text,
    blocks: [...(face.test ? [section(testLine(face.test))] : []), section(titleLine(finding, closed, 200))],
    attachments: [{ color: closed?.colour ?? SEVERITY_COLOUR[face.severity], fallback: text, blocks: body }],
  };
}

/** Three lines without any blocks, for when Slack refuses the card itself: better plain than lost. */
export function minimalCard(face: ProblemFace): Message {
  const finding = { ...face.finding, severity: face.severity };
  const show = `Slack refused the full card; \`/shub show ${face.finding.key}\` shows it.`;
  return { text: [titleLine(finding, closedAs(face), 150), whereLine(finding), show].join('\n'), blocks: [], attachments: [] };
}

/** What the phone shows when it buzzes: how bad, what, where. No mention, link or date: those are not drawn there. */
function pushText({ severity, finding, ...face }: ProblemFace): string {
  const state = closedAs({ ...face, finding })?.word ?? severity;
  const {
    resources: [resource],
    account,
    region,
  } = finding;
  const where = prose([...new Set([resource?.name, account.name ?? account.id, region])].filter(Boolean).join(', '), 56);
  const start = face.test ? `TEST ${state}` : finding.sample ? `${state} SAMPLE` : state;
  const what = prose(namedTitle(finding), 120 - start.length - where.length - ': '.length - ' · '.length);
  return `${start}: ${dotted(what, where)}`;
}

/** What is not as it should be about the message itself. */
const warningLine = ({ meantFor, doubtful }: Pick<ProblemFace, 'meantFor' | 'doubtful'>): string =>
  dotted(
    meantFor !== undefined && meantForWords(meantFor),
    doubtful && '⚠️ possible duplicate: Slack did not say whether this was posted before',
  );

function hereLine({ because, route, generation, previousTs, test }: ProblemFace, previousLink: string | undefined): string {
  if (test) return 'Here because someone tries out this channel; Security Hub has no such finding';
  return dotted(
    becauseLine({ because, route }),
    (generation > 1 || previousTs !== undefined) && earlierMessage(generation, previousTs, previousLink),
  );
}

function earlierMessage(generation: number, previousTs: string | undefined, previousLink: string | undefined): string {
  // One that only takes the place of another is not about something new.
  const times = generation > 1 ? `message ${generation} about this` : 'in place of another';
  if (previousLink) return `${times}, ${link(previousLink, 'the one before')}`;
  const seconds = Number(previousTs);
  return seconds > 0 && seconds < 8.64e12 ? `${times}, the one before was ${date(new Date(seconds * 1000).toISOString())}` : times;
}
