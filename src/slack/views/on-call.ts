import { Severity } from '../../domain/finding.ts';
import type { NextEscalation, OnCall, OnCallRule } from '../../domain/on-call.ts';
import { dotted, lines, type Message, section } from './block-kit.ts';
import { link } from './links.ts';
import { code, person, principal, prose } from './text.ts';
import { ESCALATION_WORDS, inTime, SEVERITY_MARK, spanWords } from './words.ts';

const MOST_RULES = 12;
const MOST_PEOPLE = 15;

/** Who is on call, what calls them, and which cards will next. */
export function onCallMessage({ at, rules, waits, fallbackChannel, next, more }: OnCall & { at: string }): Message {
  const severities = Severity.options.flatMap((severity) => (waits[severity] ? [waitLine(severity, waits[severity])] : []));
  const none = 'Nobody: `onCall` in policy.yml says who.';
  return {
    text: 'Who is on call',
    blocks: [
      section(lines('*On call*', ...(rules.length === 0 ? [none] : rules.slice(0, MOST_RULES).map(ruleLine)))),
      section(
        lines(
          '*While nobody acknowledges a card*',
          ...(severities.length === 0 ? ['Nothing happens by itself: `escalation` in policy.yml says what.'] : severities),
          severities.length > 0 && fallbackChannel !== undefined && `The fallback channel is <#${fallbackChannel}>.`,
        ),
      ),
      section(
        lines(
          '*Next*',
          ...(next.length === 0 ? ['No card is waiting.'] : next.map((each) => nextLine(each, at))),
          more > 0 && `… and ${more} more`,
        ),
      ),
    ],
    attachments: [],
  };
}

function ruleLine({ rule: { who, when, route }, people }: OnCallRule): string {
  const groups = who.filter((id) => id.startsWith('S'));
  const named = people.slice(0, MOST_PEOPLE).map(person).join(', ') || 'nobody';
  const others = people.length > MOST_PEOPLE && ` and ${people.length - MOST_PEOPLE} more`;
  return dotted(`📟 ${[...groups.slice(0, 5).map(principal), `${named}${others || ''}`].join(': ')}`, conditions({ route, ...when }));
}

/** Such as `account 111122223333, severity HIGH or CRITICAL`; nothing for a rule that always holds. */
const conditions = (when: OnCallRule['rule']['when'] & { route: OnCallRule['rule']['route'] }): string =>
  Object.entries(when)
    .flatMap(([name, wanted]) => (wanted === undefined ? [] : [`${prose(name, 30)} ${valuesOf(wanted)}`]))
    .join(', ');

const valuesOf = (wanted: readonly string[] | Record<string, string>): string =>
  (Array.isArray(wanted) ? wanted : Object.entries(wanted).map((pair) => pair.join('=')))
    .slice(0, 4)
    .map((value) => code(String(value), 40))
    .join(' or ');

function waitLine(severity: Severity, waits: NonNullable<OnCall['waits'][Severity]>): string {
  const steps = (['mention', 'page', 'fallback'] as const).flatMap((step) => {
    const wait = waits[step];
    return wait === undefined ? [] : [{ step, wait }];
  });
  const said = steps.map(({ step, wait }, i) => `${i === 0 ? 'after' : 'then after'} ${spanWords(wait)} ${ESCALATION_WORDS[step]}`);
  return `${SEVERITY_MARK[severity]} ${severity}: ${said.join('; ')}`;
}

function nextLine({ title, severity, step, at, url }: NextEscalation, now: string): string {
  const when = inTime(at, now);
  return dotted(
    `${SEVERITY_MARK[severity]} ${severity} ${prose(title, 100)}`,
    `${when} ${ESCALATION_WORDS[step]}`,
    url !== undefined && link(url, 'Open'),
  );
}
