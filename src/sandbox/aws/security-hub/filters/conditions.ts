import { BlockList, isIP } from 'node:net';
import * as z from 'zod';
import { isJson, NonEmpty } from '../finding.ts';
import { instant } from '../instant.ts';
import { legal, passes } from './comparisons.ts';

/** Whether the values of one attribute in a finding pass what the request asks of it, at this time of the clock. */
export type Test = (values: unknown[], now: number) => boolean;

/** How the conditions on one attribute are read; what comes out is the test they mean. */
export type Conditions = z.ZodType<Test>;

const texts = (values: unknown[]) => values.filter((value) => typeof value === 'string');
const listOf = <T extends z.ZodType>(condition: T) => z.array(condition).min(1).max(20);
const timestamp = z.string().refine((text) => instant(text) !== undefined, { error: 'should match format "date-time"' });

export const strings = (options: { automation: boolean }): Conditions =>
  listOf(
    z.strictObject({
      Value: NonEmpty,
      Comparison: z.enum(['EQUALS', 'PREFIX', 'CONTAINS', 'NOT_EQUALS', 'PREFIX_NOT_EQUALS', 'NOT_CONTAINS']),
    }),
  )
    .check((context) => legal(context, options))
    .transform((conditions) => (values) => passes(conditions, () => texts(values)));

export const maps = (options: { automation: boolean }): Conditions =>
  listOf(z.strictObject({ Key: NonEmpty, Value: NonEmpty, Comparison: z.enum(['EQUALS', 'CONTAINS', 'NOT_EQUALS', 'NOT_CONTAINS']) }))
    .check((context) => legal(context, options))
    .transform((conditions) => (values) => passes(conditions, ({ Key }) => texts(values.filter(isJson).map((map) => map[Key]))));

export const numbers: Conditions = listOf(
  z
    .strictObject({
      Gte: z.number().optional(),
      Lte: z.number().optional(),
      Gt: z.number().optional(),
      Lt: z.number().optional(),
      Eq: z.number().optional(),
    })
    .refine((bounds) => Object.keys(bounds).length > 0, { error: 'should NOT have fewer than 1 properties' }),
).transform((conditions) => (values) => {
  const found = values.filter((value) => typeof value === 'number');
  return conditions.some(({ Gte = -Infinity, Lte = Infinity, Gt = -Infinity, Lt = Infinity, Eq }) =>
    found.some((n) => n >= Gte && n <= Lte && n > Gt && n < Lt && (Eq === undefined || n === Eq)),
  );
});

const DAY = 86_400_000_000_000n;

interface Span {
  from?: bigint;
  to?: bigint;
}

const range = z.strictObject({
  Value: z.number(),
  Unit: z.literal('DAYS'),
  Comparison: z.enum(['WITHIN', 'OLDER_THAN']).default('WITHIN'),
});

export const dates: Conditions = listOf(
  z
    .strictObject({ Start: timestamp.optional(), End: timestamp.optional(), DateRange: range.optional() })
    .check(({ value, issues }) => {
      const complain = (message: string) => issues.push({ code: 'custom', message, input: value });
      if (value.DateRange && (value.Start ?? value.End)) complain('should NOT have DateRange beside Start or End');
      else if (!value.DateRange && !(value.Start && value.End))
        complain("should have required properties 'Start' and 'End', or 'DateRange'");
    })
    .transform(({ Start, End, DateRange }) => (now: number): Span => {
      if (!DateRange) return { from: instant(Start) ?? 0n, to: instant(End) ?? 0n };
      const edge = BigInt(now) * 1_000_000n - BigInt(Math.trunc(DateRange.Value)) * DAY;
      return DateRange.Comparison === 'WITHIN' ? { from: edge } : { to: edge - 1n };
    }),
).transform((conditions) => (values, now) => {
  const found = values.map(instant).filter((at) => at !== undefined);
  return conditions
    .map((span) => span(now))
    .some(({ from, to }) => found.some((at) => (from === undefined || at >= from) && (to === undefined || at <= to)));
});

export const addresses: Conditions = listOf(
  z.strictObject({ Cidr: NonEmpty }).transform(({ Cidr }, context) => {
    const [address = '', prefix] = Cidr.split('/');
    const version = isIP(address);
    const bits = prefix === undefined ? (version === 6 ? 128 : 32) : Number(prefix);
    const block = new BlockList();
    try {
      block.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4');
    } catch {
      context.addIssue({ code: 'custom', path: ['Cidr'], message: 'should match format "cidr"' });
    }
    return block;
  }),
).transform(
  (blocks) => (values) =>
    texts(values).some(
      (address) => isIP(address) > 0 && blocks.some((block) => block.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')),
    ),
);

export const booleans: Conditions = listOf(z.strictObject({ Value: z.boolean() })).transform(
  (conditions) => (values) => conditions.some(({ Value }) => values.includes(Value)),
);

export const keywords: Conditions = listOf(z.strictObject({ Value: NonEmpty })).transform((conditions) => (values) => {
  const words = values.flatMap(everyText).map((text) => text.toLowerCase());
  return conditions.some(({ Value }) => words.some((text) => text.includes(Value.toLowerCase())));
});

function everyText(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(everyText);
  return isJson(value) ? Object.values(value).flatMap(everyText) : [];
}
