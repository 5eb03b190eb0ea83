import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.responder, 'acknowledge');
});
afterEach(() => world.stop());

async function asks(text: string): Promise<string> {
  await world.slack.as(PEOPLE.viewer).command(ALERTS, text);
  await world.settle();
  return world.told(PEOPLE.viewer).at(-1) ?? '';
}

const Chain = z.object({ chain: z.string(), place: z.number() });

/** Somebody with access to the table changes who did it. */
async function tamper(): Promise<void> {
  const [entry] = await world.dynamodb.scan('shub-audit');
  const client = new DynamoDBClient({ region: 'eu-west-1', endpoint: world.dynamodb.url });
  await DynamoDBDocumentClient.from(client).send(
    new UpdateCommand({
      TableName: 'shub-audit',
      Key: Chain.parse(entry),
      UpdateExpression: 'SET who = :w',
      ExpressionAttributeValues: { ':w': 'U0NICK' },
    }),
  );
  client.destroy();
}

test('the evidence of a finding is a file for whoever asked alone, with both histories in it', async () => {
  const [finding] = [...world.hub.findings.values()];
  expect(await asks(`/shub evidence ${String(finding?.['Id'])}`)).toContain('in your direct messages');
  const [file] = [...world.slack.state.files.values()];
  const text = file?.content.toString() ?? '';
  expect(text).toContain('"intact": true');
  expect(text).toContain(PEOPLE.responder);
  expect(text).toContain('Workflow');
  expect(world.cards().filter((message) => message.files?.length)).toEqual([]);
});

test('a record that somebody tampered with is found out', async () => {
  expect(await asks('/shub evidence verify')).toContain('The record is as it was written: 2 entries in 1 chains');
  await tamper();
  expect(await asks('/shub evidence verify')).toContain('entry 1: what it says is not what was written');
});
