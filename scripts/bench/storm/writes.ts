import type { DynamoDbEmulator } from '../../../src/sandbox/aws/contract.ts';

/** Writes for each finding, those that failed their condition included, by what the row is. */
export type Writes = Record<'finding' | 'card' | 'channel' | 'other', number>;

const KIND = /"pk":\{"S":"([A-Z]+)#?/;

/** Counts what reaches DynamoDB from now on. */
export function writesTo({ faults }: Pick<DynamoDbEmulator, 'faults'>): { take(findings: number): Writes } {
  let counts: Writes = { finding: 0, card: 0, channel: 0, other: 0 };
  faults.add({
    operation: '*',
    fault: { do: 'refuse' },
    // It only looks on, and never hits.
    when({ operation, body }) {
      if (operation !== 'PutItem' && operation !== 'UpdateItem') return false;
      counts[kindOf(KIND.exec(body.toString())?.[1])]++;
      return false;
    },
  });
  return {
    take(findings) {
      const { finding, card, channel, other } = counts;
      counts = { finding: 0, card: 0, channel: 0, other: 0 };
      return { finding: finding / findings, card: card / findings, channel: channel / findings, other: other / findings };
    },
  };
}

function kindOf(name: string | undefined): keyof Writes {
  switch (name) {
    case 'FINDING':
      return 'finding';
    case 'CARD':
      return 'card';
    case 'CHANNEL':
      return 'channel';
    default:
      return 'other';
  }
}
