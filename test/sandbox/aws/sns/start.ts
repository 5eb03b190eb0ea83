import { PublishCommand, type PublishCommandInput, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { startSns } from '../../../../src/sandbox/aws/sns/emulator.ts';
import { movableClock } from '../../../../src/sandbox/clock.ts';

export const account = '111122223333';
const region = 'eu-central-1';
export const arnOf = (name: string) => `arn:aws:sns:${region}:${account}:${name}`;
export const QUEUE = `arn:aws:sqs:${region}:${account}:alerts`;

export const text = (StringValue: string) => ({ DataType: 'String', StringValue });

/** An SNS with one topic on a clock that stands still, AWS's own client for it, and a record of what reached which queue. */
export async function snsUnderTest() {
  const clock = movableClock({ start: Date.parse('2026-11-02T09:00:00Z'), runs: false });
  const delivered: { to: string; body: string; attributes?: Record<string, string> | undefined }[] = [];
  const sns = await startSns({
    clock,
    account,
    region,
    deliver: (to, body, attributes) => {
      delivered.push({ to, body, attributes });
      return true;
    },
  });
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
  const client = new SNSClient({ endpoint: sns.url, region, credentials, maxAttempts: 1 });
  const topic = sns.create('alerts').arn;
  return {
    clock,
    delivered,
    sns,
    client,
    topic,
    publish: (input: Partial<PublishCommandInput> = {}) => client.send(new PublishCommand({ TopicArn: topic, Message: 'm', ...input })),
    subscribe: (Protocol: string, Endpoint: string, Attributes?: Record<string, string>) =>
      client.send(new SubscribeCommand({ TopicArn: topic, Protocol, Endpoint, ...(Attributes && { Attributes }) })),
    async stop() {
      client.destroy();
      await sns.stop();
    },
  };
}

export type SnsUnderTest = Awaited<ReturnType<typeof snsUnderTest>>;
