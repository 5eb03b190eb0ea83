import { CreateQueueCommand, ReceiveMessageCommand, type ReceiveMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { startSqs } from '../../../../src/sandbox/aws/sqs/emulator.ts';
import { movableClock } from '../../../../src/sandbox/clock.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';
export const SECOND = 1000;

/** An SQS on a clock that stands still, and AWS's own client for it. */
export async function sqsUnderTest() {
  const clock = movableClock({ start: Date.parse('2026-11-02T09:00:00Z'), runs: false });
  const sqs = await startSqs({ clock, account: ACCOUNT, region: REGION });
  let polls = 0;
  const countPoll = () => {
    polls++;
    return false;
  };
  sqs.faults.add({ operation: 'ReceiveMessage', fault: { do: 'refuse' }, when: countPoll });
  const client = new SQSClient({
    endpoint: sqs.url,
    region: REGION,
    credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  return {
    clock,
    sqs,
    client,
    async queue(name: string, Attributes: Record<string, string> = {}) {
      const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
      return QueueUrl;
    },
    async receive(QueueUrl: string, options: Partial<ReceiveMessageCommandInput> = {}) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'], ...options }),
      );
      return Messages;
    },
    /** Until that many polls have arrived, in all, and none is being worked on: the last of them wait. */
    parked: (count: number) => until(() => polls === count && sqs.busy() === 0),
    async stop() {
      client.destroy();
      await sqs.stop();
      clock.stop();
    },
  };
}

export type SqsUnderTest = Awaited<ReturnType<typeof sqsUnderTest>>;

/** Waits, in real time, for something that another request brings about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
