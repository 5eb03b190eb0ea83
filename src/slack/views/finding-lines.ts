import type { LastPress } from '../../domain/card.ts';
import { findingConsoleUrl } from '../../domain/console-url.ts';
import { whyOf } from '../../domain/exception.ts';
import type { ProblemFace } from '../../domain/face.ts';
import type { Finding } from '../../domain/finding.ts';
import { PAST_WORD } from '../../domain/intent.ts';
import { Verdict } from '../../domain/verdict.ts';
import { dotted, lines } from './block-kit.ts';
import { foreignLink, link } from './links.ts';
import { code, date, day, person, principal, prose } from './text.ts';
import { type Closed, PRESS_DONE, PRESS_MARK, PRODUCT_NAME, plural, SEVERITY_MARK, VERDICT_WORDS } from './words.ts';

const CONTROL_ID = /^[A-Za-z0-9]{1,20}\.\d{1,4}$/;

/** The title as people call it: with the control's number in front when it has one. Untrusted still. */
export function namedTitle({ title, compliance }: Finding): string {
  const control = compliance?.control;
  return control && CONTROL_ID.test(control) && !title.includes(control) ? `${control} ${title}` : title;
}

/** `🔴 CRITICAL · EC2.19 Security groups should not …` in bold; closed ones begin with what closed them. */
export function titleLine(finding: Finding, closed: Closed | undefined, limit: number): string {
  const state = closed
    ? `${closed.mark} ${closed.word} · was ${finding.severity}`
    : `${SEVERITY_MARK[finding.severity]} ${finding.severity}`;
  return `*${dotted(state, finding.sample && 'SAMPLE', prose(namedTitle(finding), limit) || 'untitled finding')}*`;
}

/** The resource, account and region: what someone needs to know whose problem it is. */
export function whereLine({ resources: [first], resourceCount, account, region }: Finding): string {
  const others = resourceCount > 1 ? ` and ${resourceCount - 1} more` : '';
  const isAccount = first?.name === account.id && others === '';
  return dotted(first && !isAccount && `${code(first.name || first.id, 90)}${others}`, accountWords(account), prose(region, 40));
}

export const accountWords = ({ id, name }: Finding['account']): string =>
  name ? `${prose(name, 60)} (${prose(id, 20)})` : prose(id, 20) || 'unknown account';

/** What else decides, the most important first; leaves out what the card says anyway. */
export function factsLine(finding: Finding, most: number): string {
  const { headline = '', compliance } = finding;
  const said = `${namedTitle(finding)} ${headline}`;
  const elsewhere = new Set(['', compliance?.control, compliance?.standards.join(', '), compliance?.status === 'FAILED' && 'Failed']);
  const mentioned = headline.toLowerCase();
  const news = finding.facts.filter(
    ({ label, value }) => !elsewhere.has(value) && !said.includes(value) && !mentioned.includes(label.toLowerCase()),
  );
  return dotted(...news.slice(0, most).map((fact) => factWords(fact, 110)));
}

/** Identifiers keep every character, in a code span; sentences are prose. */
export const factWords = ({ label, value }: Finding['facts'][number], limit: number): string =>
  `${prose(label, 30)}: ${/^\S*[:/_*~]\S*$/.test(value) ? code(value, limit) : prose(value, limit)}`;

/** Which product, control and standards say so, and since when. */
export function originLine(finding: Finding, standards: readonly string[], memberCount: number): string {
  const { product, compliance, firstSeenAt } = finding;
  const control = compliance?.control;
  const shown = standards.slice(0, 4).map((standard) => prose(standard, 40));
  if (standards.length > shown.length) shown.push(`${standards.length - shown.length} more`);
  return dotted(
    productWords(product),
    control && !namedTitle(finding).includes(control) && code(control, 80),
    shown.join(', '),
    memberCount > 1 && `${plural(memberCount, 'finding')}, one problem`,
    `first seen ${date(firstSeenAt)}`,
  );
}

const productWords = ({ kind, name }: Finding['product']): string =>
  kind === 'other' ? prose(name, 60) || 'unknown product' : PRODUCT_NAME[kind];

/** Where to read on: the finding in the AWS console, and what its producer advises. At most 3,000 characters. */
export function linksLine(finding: Finding): string {
  const { remediation, sourceUrl } = finding;
  return dotted(
    link(findingConsoleUrl(finding), 'Open in Security Hub'),
    remediation?.url && foreignLink(remediation.url, 'What to do'),
    sourceUrl && foreignLink(sourceUrl, 'Source'),
  );
}

/** `👀 Acknowledged by @ana · today at 09:12 · “reason”`. */
function pressLine({ action, by, from, at, reason }: LastPress): string {
  const who = from === 'slack' ? `by ${person(by)}` : from === 'shub' ? 'by shub' : byOutside(by);
  return dotted(`${PRESS_MARK[action]} *${PRESS_DONE[action]}* ${who}`, date(at), reason && `“${prose(reason, 200)}”`);
}

/** What was done about it last, and whose it is. */
export function stateLine({ lastPress, owner }: Pick<ProblemFace, 'lastPress' | 'owner'>): string {
  const owned = owner && owner !== lastPress?.by && `owner ${principal(owner)}`;
  return dotted(lastPress && pressLine(lastPress), owned);
}

/** What was promised about the problem: until when it is suppressed, that it was, and what is late. */
export function promiseLines({
  askedBy,
  exception,
  lapsed,
  snoozed,
  awake,
  fixed,
  breaches = [],
}: Pick<ProblemFace, 'askedBy' | 'exception' | 'lapsed' | 'snoozed' | 'awake' | 'fixed' | 'breaches'>): string {
  return lines(
    askedBy !== undefined && `🕓 ${person(askedBy)} asks to suppress this; a second person decides in the thread`,
    snoozed && `⏳ *Snoozed* ${untilWords(snoozed)}`,
    awake && `⏰ *Back from its snooze*: ${prose(awake.because, 120)}; ${person(awake.by)} had put it off`,
    fixed && `✅ *Confirmed fixed*: ${fixed === 'archived' ? 'its product has archived it' : 'its check passes'}`,
    exception &&
      dotted(
        `⏳ *Suppressed* until ${day(exception.until)}`,
        exception.approvedBy !== undefined && `approved by ${person(exception.approvedBy)}`,
      ),
    lapsed &&
      `⌛ *Its suppression has ended*: it was suppressed because ${prose(whyOf(lapsed), 200)}, by ${person(lapsed.by)} on ${day(lapsed.since)}`,
    ...breaches.map(({ of, by }) => `⏰ *SLA breached*: it should have been ${PAST_WORD[of]} by ${date(by)}`),
  );
}

/** How long something is put off. */
export const untilWords = ({ until, open }: { until: string; open?: boolean | undefined }): string =>
  open ? 'until its severity rises' : `until ${date(until)}`;

/** A rule of Security Hub's changes a finding as a person does; unless a note names someone, which it was is not told. */
const byOutside = (by: string): string =>
  by === '' || by === 'Security Hub' ? 'in the AWS console or by a rule there' : `in the AWS console by ${code(by, 80)}`;

/** Why the card is in this channel: the verdict's reason in words, and the policy's route that named the channel. */
export function becauseLine({ because, route }: { because: string; route: string | undefined }): string {
  const { success, data } = Verdict.shape.because.safeParse(because);
  const reason = `Here because ${success ? VERDICT_WORDS[data] : prose(because, 250)}`;
  return dotted(reason, route !== undefined && `route ${prose(route, 60)}`);
}
