import * as z from 'zod';
import type { PageOptions } from './contract.ts';
import type { SectionSources } from './live.ts';
import type { FindingRow } from './protocol.ts';
import { keyed } from './slack-sections.ts';

type Needs = Pick<PageOptions, 'hub' | 'sqs' | 'bus' | 'sns' | 'clock' | 'log' | 'delivery' | 'audit'>;
type ConsoleSections = Pick<SectionSources, 'findings' | 'log' | 'sns' | 'bus' | 'queues' | 'delivery' | 'audit' | 'clock'>;

const ROWS = 200;

/** What the AWS console would show, and what the product says of itself. */
export function consoleSections({ hub, sqs, bus, sns, clock, log, delivery, audit }: Needs): ConsoleSections {
  return {
    findings: () => new Map([...hub.findings].map(([key, asff], order) => [key, findingRow(key, order, asff)])),
    log: () => {
      // The product's log may name a finding by its id; a person reads its title.
      const titles = new Map([...hub.findings.values()].map(({ Id, Title }) => [Id, text.parse(Title)]));
      return keyed(log().slice(-ROWS), (line) => ({ ...line, subject: titles.get(line.subject) || line.subject }));
    },
    sns: () =>
      keyed(sns.inbox.slice(-ROWS), ({ at, topicArn, messageId, subject, message }) => ({
        id: messageId,
        at,
        topic: topicArn.slice(topicArn.lastIndexOf(':') + 1),
        message,
        ...(subject && { subject }),
      })),
    bus: () => {
      const first = Math.max(0, bus.events.length - ROWS);
      return keyed(
        bus.events.slice(first).map((each, index) => ({ ...each, order: first + index })),
        ({ bus: name, event, matched, order }) => ({
          id: `${name} ${event.id}`,
          order,
          bus: name,
          time: event.time,
          source: event.source,
          detailType: event['detail-type'],
          matched,
        }),
      );
    },
    queues: () =>
      new Map(sqs.queues().map(({ name, visible, inFlight, delayed, oldest }) => [name, { name, visible, inFlight, delayed, oldest }])),
    delivery: async () => new Map((await delivery()).map((line) => [line.channel, line])),
    audit: async () => keyed((await audit()).slice(-ROWS), (line) => line),
    clock: () => {
      const next = clock.next();
      return new Map([['it', { now: clock.now(), ...(next !== undefined && { next }) }]]);
    },
  };
}

const text = z.string().catch('');

/** Only what a row of the console shows; whatever a finding lacks is shown as missing rather than refused. */
const Asff = z.object({
  Title: text,
  AwsAccountId: text,
  Region: text,
  ProductName: text,
  ProductArn: text,
  RecordState: z.string().catch('ACTIVE'),
  UpdatedAt: text,
  Severity: z.object({ Label: z.string().catch('UNKNOWN') }).catch({ Label: 'UNKNOWN' }),
  Workflow: z.object({ Status: z.string().catch('NEW') }).catch({ Status: 'NEW' }),
  Resources: z.array(z.object({ Id: text })).catch([]),
  Compliance: z.object({ SecurityControlId: z.string().optional() }).optional().catch(undefined),
  Note: z.object({ Text: text, UpdatedBy: text }).optional().catch(undefined),
});

function findingRow(key: string, order: number, asff: unknown): FindingRow {
  const finding = Asff.parse(asff);
  const control = finding.Compliance?.SecurityControlId;
  return {
    key,
    order,
    title: finding.Title,
    severity: finding.Severity.Label,
    workflow: finding.Workflow.Status,
    recordState: finding.RecordState,
    product: finding.ProductName || finding.ProductArn.slice(finding.ProductArn.lastIndexOf('/') + 1),
    account: finding.AwsAccountId,
    region: finding.Region,
    resource: finding.Resources[0]?.Id ?? '',
    updatedAt: finding.UpdatedAt,
    ...(control && { control }),
    ...(finding.Note && { note: { text: finding.Note.Text, by: finding.Note.UpdatedBy } }),
  };
}
