import * as z from 'zod';
import { nanoseconds } from './version.ts';

/** What every event says about itself. The account and region are those of the hub that sent it; a finding names its own. */
interface Envelope {
  id: string;
  time: Date;
  account: string;
  region: string;
}

/** What EventBridge brings from Security Hub; findings are as they were sent, to be read one by one. */
export type SecurityHubEvent =
  /** `imported`: new or changed, by anyone, ourselves included. `custom-action`: a person in the AWS console sent it. */
  | ({ kind: 'imported' | 'custom-action'; actionName?: string; findings: unknown[] } & Envelope)
  | ({
      kind: 'insight-results';
      actionName: string;
      insightArn: string;
      insightName: string;
      /** What the values are, such as `AwsAccountId`; empty when the event does not say. */
      resultType: string;
      results: InsightResult[];
    } & Envelope)
  /** Findings of the new Security Hub, in OCSF: not supported yet. */
  | ({ kind: 'ocsf'; count: number } & Envelope)
  /** Not an event we know; the reason is a sentence. */
  | { kind: 'unreadable'; because: string };

interface InsightResult {
  value: string;
  count: number;
}

const time = z
  .string()
  .transform(nanoseconds)
  .refine((found) => found !== undefined)
  .transform((found) => new Date(Number(found / 1_000_000n)));

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html */
const Event = z.object({
  id: z.string().min(1),
  time,
  account: z.string().min(1),
  region: z.string().min(1),
  'detail-type': z.string(),
  detail: z.object({
    findings: z.array(z.unknown()).optional().catch(undefined),
    actionName: z.string().optional().catch(undefined),
    insightArn: z.string().optional().catch(undefined),
    insightName: z.string().optional().catch(undefined),
    resultType: z.string().optional().catch(undefined),
    insightResults: z.array(z.record(z.string(), z.number())).optional().catch(undefined),
  }),
});
type Event = z.output<typeof Event>;

const READERS: ReadonlyMap<string, (event: Event) => SecurityHubEvent> = new Map([
  ['Security Hub Findings - Imported', withFindings('imported')],
  ['Security Hub Findings - Custom Action', withFindings('custom-action')],
  ['Security Hub Insight Results', insightResults],
  ['Findings Imported V2', ocsf],
]);

/** Reads an event whatever it is; never throws. One finding or several: consoles of different years send either. */
export function readEvent(raw: unknown): SecurityHubEvent {
  const parsed = Event.safeParse(raw);
  if (!parsed.success) return unreadable(whatIsWrong(parsed.error));
  const event = parsed.data;
  const read = READERS.get(event['detail-type']);
  return read ? read(event) : unreadable(`There is no reader for events of type "${event['detail-type'].slice(0, 100)}".`);
}

const unreadable = (because: string): SecurityHubEvent => ({ kind: 'unreadable', because });

function whatIsWrong(error: z.ZodError): string {
  const fields = [...new Set(error.issues.map(({ path }) => path.join('.')))];
  return fields.includes('') ? 'The event is not an object.' : `The event has no usable ${fields.join(', ')}.`;
}

const envelope = ({ id, time, account, region }: Event): Envelope => ({ id, time, account, region });

function withFindings(kind: 'imported' | 'custom-action') {
  return (event: Event): SecurityHubEvent => {
    const { findings, actionName } = event.detail;
    if (!findings || findings.length === 0) return unreadable('The event carries no findings.');
    return { kind, ...envelope(event), ...(actionName !== undefined && { actionName }), findings };
  };
}

function ocsf(event: Event): SecurityHubEvent {
  return { kind: 'ocsf', ...envelope(event), count: event.detail.findings?.length ?? 0 };
}

function insightResults(event: Event): SecurityHubEvent {
  const { actionName = '', insightArn, insightName = '', resultType = '', insightResults } = event.detail;
  if (!insightArn) return unreadable('The event has no usable detail.insightArn.');
  if (!insightResults) return unreadable('The event has no usable detail.insightResults.');
  const results = insightResults.flatMap((group) => Object.entries(group).map(([value, count]) => ({ value, count })));
  return { kind: 'insight-results', ...envelope(event), actionName, insightArn, insightName, resultType, results };
}
