import * as z from 'zod';

/** A value as DynamoDB writes it on the wire, read into a plain one. Numbers become numbers, sets lists, binary stays base64. */
const AttributeValue: z.ZodType<unknown> = z.lazy(() =>
  z.union([
    z.strictObject({ S: z.string() }).transform(({ S }) => S),
    z.strictObject({ N: z.string() }).transform(({ N }) => Number(N)),
    z.strictObject({ BOOL: z.boolean() }).transform(({ BOOL }) => BOOL),
    z.strictObject({ NULL: z.literal(true) }).transform(() => null),
    z.strictObject({ M: z.record(z.string(), AttributeValue) }).transform(({ M }) => M),
    z.strictObject({ L: z.array(AttributeValue) }).transform(({ L }) => L),
    z.strictObject({ SS: z.array(z.string()) }).transform(({ SS }) => SS),
    z.strictObject({ NS: z.array(z.string()) }).transform(({ NS }) => NS.map(Number)),
    z.strictObject({ B: z.string() }).transform(({ B }) => B),
    z.strictObject({ BS: z.array(z.string()) }).transform(({ BS }) => BS),
  ]),
);

export const Item = z.record(z.string(), AttributeValue);
