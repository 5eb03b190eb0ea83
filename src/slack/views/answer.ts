import type { Answer } from '../../domain/answer.ts';
import { backlogLine } from './backlog.ts';
import { type Message, section } from './block-kit.ts';
import { controlsList } from './controls-list.ts';
import { exceptionsList } from './exceptions-list.ts';
import { findingsList } from './findings-list.ts';
import { healthMessage } from './health.ts';
import { help } from './help.ts';
import { deleteInsightMessage, insightMessage, insightsMessage } from './insights.ts';
import { mineList } from './mine-list.ts';
import { nextCard } from './next-card.ts';
import { notCreated } from './not-created.ts';
import { noticeMessage } from './notice.ts';
import { onCallMessage } from './on-call.ts';
import { oneFinding } from './one-finding.ts';
import { scoreMessage, trendMessage } from './score.ts';
import { standardsList } from './standards-list.ts';
import { sweepPreview } from './sweep-preview.ts';
import { formatted, prose } from './text.ts';
import { oneTicket, ticketList } from './ticket-list.ts';

/** The message that shows an answer to the person who asked. */
export function answerMessage(answer: Answer): Message {
  const message = drawn(answer);
  return { ...message, blocks: [...message.blocks, ...backlogLine(answer.backlog)] };
}

function drawn(answer: Answer): Message {
  switch (answer.kind) {
    case 'words':
      return wordsMessage(answer.text);
    case 'help':
      return help();
    case 'insights':
      return insightsMessage(answer);
    case 'insight':
      return insightMessage(answer);
    case 'delete insight':
      return deleteInsightMessage(answer);
    case 'sweep':
      return sweepPreview(answer);
    case 'score':
      return scoreMessage(answer);
    case 'trend':
      return trendMessage(answer);
    case 'notice':
      return noticeMessage(answer.notice);
    case 'on call':
      return onCallMessage(answer);
    case 'health':
      return healthMessage(answer);
    case 'not created':
      return notCreated(answer);
    case 'findings':
      return findingsList(answer);
    case 'finding':
      return oneFinding(answer);
    case 'next':
      return nextCard(answer);
    case 'mine':
      return mineList(answer);
    case 'standards':
      return standardsList(answer);
    case 'controls':
      return controlsList(answer);
    case 'exceptions':
      return exceptionsList(answer);
    case 'tickets':
      return ticketList(answer);
    case 'ticket':
      return oneTicket(answer);
  }
}

/** Words of ours, which may quote what someone typed: their formatting stays, but nothing in them can mention or link. */
function wordsMessage(words: string): Message {
  const text = formatted(words, 2900) || 'Done.';
  return { text: prose(words, 120) || 'Done.', blocks: [section(text)], attachments: [] };
}
