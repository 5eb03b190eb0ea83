import * as z from 'zod';

const Named = z
  .object({
    Name: z.string(),
    Rule: z.string(),
    EventBusName: z.string(),
    Entries: z.array(z.object({ EventBusName: z.string().optional() }).catch({})),
  })
  .partial()
  .catch({});

/**
 * What the caller of an operation would need its action on:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 */
export function resourceOf(operation: string, input: unknown, { account, region }: { account: string; region: string }): string {
  const { Name = '*', Rule = Name, EventBusName = 'default', Entries = [] } = Named.parse(input);
  const arn = (resource: string) => (resource.startsWith('arn:') ? resource : `arn:aws:events:${region}:${account}:${resource}`);
  const onBus = (bus: string) => (bus.startsWith('arn:') ? bus : arn(`event-bus/${bus}`));
  if (operation === 'TestEventPattern') return '*';
  if (operation === 'PutEvents') return onBus(Entries[0]?.EventBusName ?? 'default');
  if (operation.endsWith('EventBus') || operation === 'ListEventBuses')
    return onBus(operation === 'DescribeEventBus' && Name === '*' ? 'default' : Name);
  const bus = EventBusName.split('/').at(-1) ?? EventBusName;
  return arn(bus === 'default' ? `rule/${Rule}` : `rule/${bus}/${Rule}`);
}
