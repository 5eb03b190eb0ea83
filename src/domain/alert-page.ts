import * as z from 'zod';
import { type Card, placeOf } from './card.ts';
import { findingConsoleUrl } from './console-url.ts';
import { type Finding, ProductKind, Severity } from './finding.ts';
import { Doer } from './outgoing.ts';

const MOST_RESOURCES = 5;
const DESCRIPTION_LENGTH = 1000;

/** The JSON of an alert page, as subscribers of the alert topic get it. Fields are only ever added; `version` says when that does not hold. */
export const AlertPage = z.object({
  version: z.literal(1),
  /** The same whenever this page is sent again, because an answer was lost for example: whoever gets it twice can tell. */
  id: z.string(),
  findingId: z.string(),
  productArn: z.string(),
  title: z.string(),
  /** At most 1,000 characters. */
  description: z.string(),
  severity: Severity,
  product: ProductKind,
  control: z.string().optional(),
  account: z.object({ id: z.string(), name: z.string().optional() }),
  region: z.string(),
  /** The first five. */
  resources: z.array(z.object({ type: z.string(), id: z.string() })),
  resourceCount: z.number().int(),
  /** How many findings are this one problem. */
  findingCount: z.number().int(),
  /** When the alert came about, ISO 8601. */
  time: z.string(),
  /** Why it is an alert, such as `first seen`. */
  because: z.string(),
  /** Absent when Slack could not be reached for five minutes, or ten where it is not critical. */
  slack: z.object({ channel: z.string(), url: z.string() }).optional(),
  /** The finding in the AWS console. */
  console: z.string(),
  /** Set when this is a second call: nobody has acknowledged it for so many minutes, or somebody asks for help. */
  escalation: z
    .object({ ...Doer.shape, reason: z.string().optional(), waitedMinutes: z.number().int().optional(), storm: z.boolean() })
    .optional(),
  remediation: z.string().optional(),
});
export type AlertPage = z.infer<typeof AlertPage>;

/** The page about a card, whose lead finding tells the story; `url`: its message in Slack. */
export function alertPage(
  id: string,
  card: Card,
  lead: Finding,
  { url, members, escalation }: { url?: string; members: number } & Pick<AlertPage, 'escalation'>,
): AlertPage {
  const control = lead.compliance?.control;
  const remediation = lead.remediation?.url;
  return {
    version: 1,
    id,
    findingId: lead.id,
    productArn: lead.productArn,
    title: lead.title,
    description: [...lead.description].slice(0, DESCRIPTION_LENGTH).join(''),
    severity: card.severity,
    product: lead.product.kind,
    ...(control !== undefined && { control }),
    account: lead.account,
    region: lead.region,
    resources: lead.resources.slice(0, MOST_RESOURCES).map(({ type, id: resource }) => ({ type, id: resource })),
    resourceCount: lead.resourceCount,
    findingCount: members,
    time: card.createdAt,
    because: card.because,
    ...(url !== undefined && { slack: { channel: placeOf(card), url } }),
    console: findingConsoleUrl(lead),
    ...(escalation && { escalation }),
    ...(remediation !== undefined && { remediation }),
  };
}

/** SNS takes ASCII without line breaks, under 100 characters (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). */
const SUBJECT_LENGTH = 99;

/** The subject of the mail that SNS makes of a page. */
export const pageSubject = ({ severity, title, account, escalation }: AlertPage): string =>
  subjectLine(`${escalation ? 'ESCALATED ' : ''}${severity}: ${title}`, ` (${account.name ?? account.id})`);

/** ASCII of one line that SNS takes as a subject; what is too long is cut before `end`. */
export function subjectLine(text: string, end = ''): string {
  const [cut, tail] = [ascii(text), ascii(end).slice(0, SUBJECT_LENGTH / 2)];
  const room = SUBJECT_LENGTH - tail.length;
  return (cut.length > room ? `${cut.slice(0, room - 3)}...` : cut) + tail;
}

/** Letters lose their accents; anything else that is not ASCII becomes a question mark. */
const ascii = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[\p{Control}\p{Separator}]+/gu, ' ')
    .replace(/[^ -~]/gu, '?');
