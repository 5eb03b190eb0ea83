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
  const { Name, Rule = Name ?? '*', EventBusName = 'default', Entries = [] } = Named.parse(input);
  const arn = (resource: string) => `arn:aws:events:${region}:${account}:${resource}`;
  const busArn = (bus: string) => (bus.startsWith('arn:') ? bus : arn(`event-bus/${bus}`));
  switch (operation) {
    case 'TestEventPattern':
      return '*';
    case 'PutEvents':
      return busArn(Entries[0]?.EventBusName ?? 'default');
    case 'DescribeEventBus':
      return busArn(Name ?? 'default');
    case 'CreateEventBus':
    case 'ListEventBuses':
      return busArn(Name ?? '*');
    default: {
      const bus = EventBusName.split('/').at(-1);
      return arn(bus === 'default' ? `rule/${Rule}` : `rule/${bus}/${Rule}`);
    }
  }
}
