import { EventBridgeClient, PutRuleCommand, PutTargetsCommand, type Target } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from '../../../../src/sandbox/aws/contract.ts';
import type { Deliver } from '../../../../src/sandbox/aws/eventbridge/delivery.ts';
import { startEventBridge } from '../../../../src/sandbox/aws/eventbridge/emulator.ts';
import { movableClock } from '../../../../src/sandbox/clock.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';
export const SECOND = 1000;
export const TARGET = `arn:aws:sqs:${REGION}:${ACCOUNT}:findings`;
export const DEAD = `arn:aws:sqs:${REGION}:${ACCOUNT}:findings-rule-dead`;

export const ORDERS = { source: ['shop'], detail: { state: ['paid'] } };

/** An EventBridge on a clock that stands still, AWS's own client for it, and a record of what reached whom. */
export async function eventBridgeUnderTest() {
  const clock = movableClock({ start: Date.parse('2026-11-02T09:00:00Z'), runs: false });
  const delivered: { to: string; body: string; attributes?: Record<string, string> | undefined }[] = [];
  const attempts: number[] = [];
  const answers = { target: true as ReturnType<Deliver>, dead: true };
  const deliver: Deliver = (to, body, attributes) => {
    if (to === TARGET) attempts.push(clock.now());
    const answer = to === DEAD ? answers.dead : answers.target;
    if (answer === true) delivered.push({ to, body, attributes });
    return answer;
  };
  const bridge = await startEventBridge({ clock, account: ACCOUNT, region: REGION, deliver });
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
  const client = new EventBridgeClient({ endpoint: bridge.url, region: REGION, credentials, maxAttempts: 1 });
  return {
    clock,
    bridge,
    client,
    delivered,
    attempts,
    answers,
    /** A rule for paid orders with one target. */
    async rule(Name: string, target: Partial<Target> = {}, EventBusName = 'default') {
      await client.send(new PutRuleCommand({ Name, EventBusName, EventPattern: JSON.stringify(ORDERS) }));
      await client.send(new PutTargetsCommand({ Rule: Name, EventBusName, Targets: [{ Id: 't', Arn: TARGET, ...target }] }));
    },
    async stop() {
      client.destroy();
      await bridge.stop();
      clock.stop();
    },
  };
}

export type EventBridgeUnderTest = Awaited<ReturnType<typeof eventBridgeUnderTest>>;

export const paidOrder: BusEvent = {
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'Order',
  source: 'shop',
  account: ACCOUNT,
  time: '2026-11-02T09:00:00Z',
  region: REGION,
  resources: [],
  detail: { state: 'paid' },
};
