import * as z from 'zod';
import type { ConsoleSection, PageOptions } from './contract.ts';
import type { SectionSources } from './live.ts';
import { type FindingRow, LINES_SHOWN, type LineRow } from './protocol.ts';
import { keyed } from './slack-sections.ts';

type Needs = Pick<PageOptions, 'hub' | 'clock' | 'sections'>;
type ConsoleSections = Pick<SectionSources, 'findings' | 'tabs' | 'lines' | 'clock'>;

/** What the AWS console would show, and what the product says of itself. */
export function consoleSections({ hub, clock, sections }: Needs): ConsoleSections {
  return {
    findings: () => new Map([...hub.findings].map(([key, asff], order) => [key, findingRow(key, order, asff)])),
    tabs: () => keyed(sections, ({ id, label, empty }) => ({ id, label, empty, order: sections.findIndex((each) => each.id === id) })),
    lines: async () => new Map((await Promise.all(sections.map(linesOf))).flat()),
    clock: () => {
      const next = clock.next();
      return new Map([['it', { now: clock.now(), ...(next !== undefined && { next }) }]]);
    },
  };
}

/** What stands at the top of a section: the newest lines, or the first ones where they have no time. */
async function linesOf({ id: tab, lines }: ConsoleSection): Promise<[string, LineRow][]> {
  const all = (await lines()).map((line, place) => ({ ...line, tab, order: line.at ?? -place }));
  // Of two at the same instant the later one is the newer.
  const newest = all.toSorted((a, b) => a.order - b.order).slice(-LINES_SHOWN);
  return newest.map((line) => [`${tab} ${line.id}`, line]);
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
