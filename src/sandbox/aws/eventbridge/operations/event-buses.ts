import * as z from 'zod';
import type { Bus } from '../buses.ts';
import { operation, page, paged } from '../operation.ts';

export const createEventBus = operation(
  z.strictObject({ Name: z.string(), Description: z.string().max(512).optional(), Tags: z.array(z.unknown()).optional() }),
  ({ Name, Description }, { buses }) => ({ EventBusArn: buses.create(Name, Description).arn, Description }),
);

export const describeEventBus = operation(z.object({ Name: z.string().optional() }), ({ Name }, { buses }) => describe(buses.bus(Name)));

export const listEventBuses = operation(paged({ NamePrefix: z.string().default('') }), (input, { buses }) => {
  const { items, NextToken } = page(
    buses.all().filter(({ name }) => name.startsWith(input.NamePrefix)),
    input,
  );
  return { EventBuses: items.map(describe), NextToken };
});

const describe = ({ name, arn, description, createdAt }: Bus) => ({
  Name: name,
  Arn: arn,
  Description: description,
  CreationTime: createdAt / 1000,
});
