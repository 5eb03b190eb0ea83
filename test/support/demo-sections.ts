import type { ConsoleSection } from '../../src/sandbox/page/contract.ts';
import { demoFindings } from './demo-findings.ts';

/** Tabs of every make: with verdicts and headings, with a message that opens, with none at all. */
export function demoSections(now: number): ConsoleSection[] {
  const message = { title: 'CRITICAL BitcoinTool', account: 'prod-payments' };
  return [
    {
      id: 'events',
      label: 'Event log',
      empty: 'No event has arrived yet.',
      lines: () =>
        demoFindings('').map(({ Id, Title, Severity: { Label } }, index) => ({
          id: Id,
          at: now + index,
          title: Title,
          severity: Label,
          outcome: Label === 'MEDIUM' ? { word: 'ticket', because: 'first seen' } : { word: 'alert', tone: 'bad', because: 'first seen' },
          facts: ['Security Hub Findings - Imported'],
        })),
    },
    {
      id: 'sns',
      label: 'SNS inbox',
      empty: 'Nothing has been published yet.',
      lines: () => [
        {
          id: 'm1',
          at: now,
          title: 'CRITICAL BitcoinTool',
          outcome: { word: 'shub-alerts', tone: 'quiet' },
          facts: ['severity: CRITICAL'],
          more: [{ name: 'Message', text: JSON.stringify(message) }],
        },
      ],
    },
    {
      id: 'delivery',
      label: 'Delivery',
      empty: 'No channel has had work yet.',
      lines: () => [
        { id: 'CSEC', group: 'Channels', title: '#sec-alerts', outcome: { word: 'ok', tone: 'good', because: '3 waiting' } },
        { id: 'q', group: 'Queues', title: 'findings', outcome: { word: 'empty' }, facts: ['0 waiting'] },
      ],
    },
    { id: 'tickets', label: 'Tickets', empty: 'There is no ticket yet.', lines: async () => [] },
  ];
}
