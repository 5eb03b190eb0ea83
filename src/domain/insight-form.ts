import * as z from 'zod';
import { FILTER_ATTRIBUTES } from './filter-attributes.ts';
import { PRODUCT_NAMES } from './findings-filters.ts';
import { type Group, type InsightDraft, InsightFilters } from './insight.ts';
import { nearest } from './nearest.ts';

/** What most insights ask about, in the order of the form. */
export const CommonAttribute = z.enum([
  'SeverityLabel',
  'WorkflowStatus',
  'ProductName',
  'AwsAccountId',
  'ComplianceSecurityControlId',
  'ComplianceStatus',
  'Region',
  'ResourceType',
  'RecordState',
]);
export type CommonAttribute = z.infer<typeof CommonAttribute>;

/** The values that some of them have; into the others values are typed. */
export const OPTIONS: Partial<Record<CommonAttribute, readonly string[]>> = {
  SeverityLabel: ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'],
  WorkflowStatus: ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'],
  ProductName: ['Security Hub', ...Object.values(PRODUCT_NAMES)],
  ComplianceStatus: ['PASSED', 'FAILED', 'WARNING', 'NOT_AVAILABLE'],
  RecordState: ['ACTIVE', 'ARCHIVED'],
};

/** An insight as a person fills it in. */
export interface InsightForm {
  name: string;
  groupBy: string;
  /** The values of the common attributes; one that ends in `*` stands for all that begin so. */
  chosen: Partial<Record<CommonAttribute, readonly string[]>>;
  /** Everything else, as Security Hub writes filters. */
  json: string;
}

export type InsightField = 'name' | 'groupBy' | 'json' | CommonAttribute;

/** What an insight form shows: itself, perhaps with what is wrong and at which field; what it would count; that it is done. */
export type InsightFormState = { metadata: InsightFormMetadata } & (
  | { is: 'form'; form: InsightForm; wrong?: { words: string; field?: InsightField } }
  /** Without groups it cannot be tried out: there is no room for one insight more. */
  | { is: 'preview'; draft: InsightDraft; groups?: readonly Group[] }
  | { is: 'done'; words: string }
);

/** What the form remembers, and Slack brings back. */
export const InsightFormMetadata = z.object({
  channel: z.string(),
  responseUrl: z.string().optional(),
  /** Of the insight that is changed; a new one is made without. */
  arn: z.string().optional(),
});
export type InsightFormMetadata = z.infer<typeof InsightFormMetadata>;

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Insight.html */
const MOST_ATTRIBUTES = 10;
const MOST_VALUES = 20;

/** Slack brings back 3,000 characters of what a form remembers: this, and where it was asked for. */
const LONGEST_DRAFT = 2_200;

/** The insight that a form asks for, or what is wrong with it, by field. Whether Security Hub takes it is not known yet. */
export function readInsightForm(form: InsightForm): { draft: InsightDraft } | { wrong: Record<string, string> } {
  const name = form.name.trim();
  if (name.length < 3) return { wrong: { name: 'Give it a name of three characters at least.' } };
  const written = readJson(form.json);
  if ('wrong' in written) return { wrong: { json: written.wrong } };
  const chosen = CommonAttribute.options.flatMap((attribute) => {
    const values = form.chosen[attribute] ?? [];
    return values.length > 0 ? [{ attribute, values }] : [];
  });
  for (const { attribute, values } of chosen) {
    if (attribute in written.filters) return { wrong: { json: `${attribute} is asked for above as well: leave it in one of the two.` } };
    const bad = wrongValues(attribute, values);
    if (bad !== undefined) return { wrong: { [attribute]: bad } };
  }
  const filters = { ...Object.fromEntries(chosen.map(({ attribute, values }) => [attribute, values.map(condition)])), ...written.filters };
  if (Object.keys(filters).length > MOST_ATTRIBUTES)
    return { wrong: { json: `These are ${Object.keys(filters).length} attributes; Security Hub takes ${MOST_ATTRIBUTES}.` } };
  const draft = { name, groupBy: form.groupBy, filters };
  if (JSON.stringify(draft).length > LONGEST_DRAFT)
    return { wrong: { json: 'That is too long to be made from Slack; make it in the AWS console.' } };
  return { draft };
}

function wrongValues(attribute: CommonAttribute, values: readonly string[]): string | undefined {
  if (values.length > MOST_VALUES) return `These are ${values.length} values; Security Hub takes ${MOST_VALUES} of one attribute.`;
  if (attribute === 'AwsAccountId' && !values.every((value) => /^\d{12}$|^\d{0,11}\*$/.test(value)))
    return 'An account is its 12 digits, such as 123456789012.';
  return undefined;
}

const condition = (value: string): Record<string, string> =>
  value.endsWith('*') ? { Value: value.slice(0, -1), Comparison: 'PREFIX' } : { Value: value, Comparison: 'EQUALS' };

function readJson(json: string): { filters: InsightFilters } | { wrong: string } {
  if (json.trim() === '') return { filters: {} };
  const parsed = InsightFilters.safeParse(parse(json));
  if (!parsed.success) return { wrong: 'This is not JSON of the form {"Attribute": [{"Value": "…", "Comparison": "EQUALS"}]}.' };
  const stranger = Object.keys(parsed.data).find((attribute) => !FILTER_ATTRIBUTES.includes(attribute));
  if (stranger !== undefined) {
    const near = nearest(stranger, FILTER_ATTRIBUTES);
    return { wrong: `Security Hub filters by no "${stranger.slice(0, 60)}".${near === undefined ? '' : ` Did you mean ${near}?`}` };
  }
  const crowded = Object.entries(parsed.data).find(([, values]) => values.length > MOST_VALUES);
  if (crowded) return { wrong: `${crowded[0]} has ${crowded[1].length} values; Security Hub takes ${MOST_VALUES} of one attribute.` };
  return { filters: parsed.data };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const Simple = z.array(z.strictObject({ Value: z.string(), Comparison: z.enum(['EQUALS', 'PREFIX']) }));

/** The form with which somebody would have asked for this insight: what the common fields cannot say is in the JSON. */
export function insightFormOf({ name, groupBy, filters }: InsightDraft): InsightForm {
  const chosen: Partial<Record<CommonAttribute, readonly string[]>> = {};
  const rest: Record<string, InsightFilters[string]> = {};
  for (const [key, conditions] of Object.entries(filters)) {
    const attribute = CommonAttribute.safeParse(key);
    const values = attribute.success ? simpleValues(attribute.data, conditions) : undefined;
    if (attribute.success && values) chosen[attribute.data] = values;
    else rest[key] = conditions;
  }
  return { name, groupBy, chosen, json: Object.keys(rest).length > 0 ? JSON.stringify(rest, null, 1) : '' };
}

function simpleValues(attribute: CommonAttribute, conditions: InsightFilters[string]): string[] | undefined {
  const simple = Simple.safeParse(conditions);
  if (!simple.success) return undefined;
  const options = OPTIONS[attribute];
  const sayable = simple.data.every(({ Value, Comparison }) =>
    options ? Comparison === 'EQUALS' && options.includes(Value) : /^[^,*\s]+$/.test(Value) || (Comparison === 'PREFIX' && Value === ''),
  );
  return sayable ? simple.data.map(({ Value, Comparison }) => (Comparison === 'PREFIX' ? `${Value}*` : Value)) : undefined;
}
