import type { Around } from '../../domain/around.ts';
import type { Told } from '../../domain/escalation.ts';
import type { Promised } from '../../domain/promises.ts';
import { dotted } from './block-kit.ts';
import { link } from './links.ts';
import { date, person, principal } from './text.ts';
import { ticketLine } from './ticket-lines.ts';
import { ESCALATION_WORDS, inTime } from './words.ts';

const MOST_NAMED = 5;

/** Where the card is, who else knows of it, and what happens next if nobody does anything. */
export function aroundLines({ at, channel, url, since, listed, ticket, told, next }: Around): string[] {
  const where = dotted(`In <#${channel}> since ${date(since)}`, listed && 'on a sheet of a storm', url !== undefined && link(url, 'Open'));
  const coming = next.flatMap((promised) => nextWords(promised, at) ?? []);
  const others = [...told.map(toldWords), ...(ticket ? [ticketLine(ticket)] : [])];
  return [
    where,
    ...(others.length === 0 ? ['Nobody else was told.'] : others),
    ...(coming.length === 0 ? ['Nothing happens by itself.'] : coming),
  ];
}

/** `📣 Mentioned @oncall · today at 09:12`. */
function toldWords({ what, whom, at, by, from, storm }: Told): string {
  const names = whom.slice(0, MOST_NAMED).map(principal).join(', ');
  const others = whom.length > MOST_NAMED ? ` and ${whom.length - MOST_NAMED} more` : '';
  const asked = from === 'slack' && by !== undefined && `asked for by ${person(by)}`;
  return dotted(`${TOLD_WORDS[what]}${names && ` ${names}${others}`}`, date(at), asked, storm && 'by another card of the same storm');
}

const TOLD_WORDS: Record<Told['what'], string> = {
  'alert page': '📟 Alert page by SNS',
  mention: '📣 Mentioned in the thread:',
  page: '📟 Paged again by SNS, for',
  fallback: '📣 Fallback channel told, for',
  direct: '📨 Told directly:',
};

/** Nothing for what nobody waits for. */
function nextWords(promised: Promised, now: string): string | undefined {
  const when = inTime(new Date(promised.at).toISOString(), now);
  switch (promised.do) {
    case 'escalate':
      return `⏳ ${ESCALATION_WORDS[promised.step]} ${when}, unless somebody acknowledges it`;
    case 'breach':
      return `⏰ It should be ${promised.of}d ${when} (SLA)`;
    case 'warn':
      return `⏳ People are warned ${when} that its suppression ends`;
    case 'end exception':
      return `⌛ Its suppression ends ${when}, and it is new again`;
    case 'drop question':
      return `🕓 The question whether to suppress it lapses ${when}`;
    case 'remind':
      return `⏳ Whoever acknowledged it is asked ${when} whether they are still at it`;
    case 'give back':
      return `⌛ Without an answer it is nobody's again ${when}`;
    case 'wake':
      return `💤 Its snooze ends ${when}, and it is new again`;
    case 'check fix':
      return `🔎 Looked at again ${when}: is it really fixed?`;
    case 'end undo':
      return undefined;
  }
}
