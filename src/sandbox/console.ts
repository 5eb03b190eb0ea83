import { auditLines } from './console/audit.ts';
import { busLines, snsLines } from './console/aws.ts';
import { deliveryLines } from './console/delivery.ts';
import { standardLines } from './console/standards.ts';
import { ticketLines } from './console/tickets.ts';
import { titlesOf } from './console/titles.ts';
import type { ConsoleSection } from './page/contract.ts';
import type { ConsoleLine } from './page/protocol.ts';
import type { World } from './world.ts';

/**
 * The tabs of the page's console half between its findings and its clock. To add one, write a function that reads its
 * lines off the world and give it an entry here; it is read again after every change of the table, of SQS, SNS,
 * EventBridge, Security Hub or Slack.
 */
export function consoleSections(
  running: World,
  { log, setUp }: { log(): readonly ConsoleLine[]; setUp?(): readonly ConsoleLine[] },
): ConsoleSection[] {
  const world = { ...running, dynamodb: { ...running.dynamodb, scan: shared(running.dynamodb.scan) } };
  const titles = titlesOf(world.hub);
  const channelName = (id: string) => {
    const channel = world.slack.state.channels.get(id);
    return channel && `#${channel.name}`;
  };
  return [
    ...(setUp ? [{ id: 'setup', label: 'Set-up', empty: 'Nothing has been set up yet: press Show the plan.', lines: setUp }] : []),
    {
      id: 'events',
      label: 'Event log',
      empty: 'No event has arrived yet.',
      lines: () => log().map((line) => ({ ...line, title: titles.byId(line.title) ?? channelName(line.title) ?? line.title })),
    },
    { id: 'delivery', label: 'Delivery', empty: 'No channel has had work yet.', lines: () => deliveryLines(world) },
    { id: 'tickets', label: 'Tickets', empty: 'There is no ticket yet.', lines: () => ticketLines(world) },
    { id: 'standards', label: 'Standards', empty: 'No standard is on.', lines: () => standardLines(world) },
    { id: 'sns', label: 'SNS inbox', empty: 'Nothing has been published yet.', lines: () => snsLines(world) },
    { id: 'bus', label: 'Bus', empty: 'No event is on any bus yet.', lines: () => busLines(world) },
    { id: 'audit', label: 'Audit', empty: 'Nobody has pressed anything yet.', lines: () => auditLines(world, titles) },
  ];
}

/** Tabs that are read at the same moment share one reading of a table. */
function shared(scan: World['dynamodb']['scan']): World['dynamodb']['scan'] {
  const underWay = new Map<string, ReturnType<typeof scan>>();
  return (table) => {
    const found = underWay.get(table);
    if (found) return found;
    const begun = scan(table).finally(() => underWay.delete(table));
    underWay.set(table, begun);
    return begun;
  };
}
