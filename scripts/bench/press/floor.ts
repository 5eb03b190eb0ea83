import { createHash, randomUUID } from 'node:crypto';
import { BatchUpdateFindingsCommand, GetFindingsCommand } from '@aws-sdk/client-securityhub';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { awsClients } from '../../../src/aws/clients.ts';
import { parseBody, readPress } from '../../../src/slack/payload.ts';
import { verifySlackRequest } from '../../../src/slack/verify.ts';
import { slackClient, startPoller } from '../../../src/wiring.ts';
import { ready, started } from './processes.ts';
import { serve } from './serve.ts';

/**
 * The least that a press can cost: the signature, and exactly the ten calls that the design needs, one after the other, with
 * the product's own clients. No judgement, no claims, no crash that anybody could recover from.
 */
const { config, endpoints, whole } = started();
const log = { info: () => undefined, warn: console.warn, error: console.error, count: () => undefined };
const { documents, securityHub, sqs } = awsClients(config.region, { endpoints });
const slack = slackClient(config, { log, endpoints });
const { table, auditTable } = config.tables;

const Card = z.object({ subject: z.object({ members: z.array(z.object({ id: z.string(), productArn: z.string() })).min(1) }) });
const Body = z.object({ card: z.string(), channel: z.string(), ts: z.string(), id: z.string() });
const Message = z.object({ message: z.object({ ts: z.string() }) });
const put = (TableName: string, Item: Record<string, unknown>, key: string) =>
  documents.send(
    new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(#k)', ExpressionAttributeNames: { '#k': key } }),
  );

/** Nonce, intent, send. */
const requestUrl = await serve(async ({ body, headers }) => {
  const verified = verifySlackRequest({ body, headers, secrets: config.slack.signingSecrets, now: new Date() });
  if (verified !== 'ok') return { status: verified.refused };
  const parsed = parseBody(body, headers['content-type'] ?? '');
  const { value, channel, who } = readPress(parsed);
  const ttl = Math.floor(Date.now() / 1000) + 600;
  const nonce = createHash('sha256').update(String(headers['x-slack-signature'])).digest('hex');
  await put(table, { pk: `FLOOR-NONCE#${nonce}`, ttl }, 'pk');
  const id = randomUUID();
  const card = value.split('|')[0] ?? '';
  await put(table, { pk: `FLOOR-INTENT#${id}`, who, card, channel, state: 'REQUESTED', requestedAt: new Date().toISOString() }, 'pk');
  const { ts } = Message.parse(parsed).message;
  await sqs.send(new SendMessageCommand({ QueueUrl: config.queues.actions, MessageBody: JSON.stringify({ id, card, channel, ts }) }));
  return { status: 200 };
});

/** Card, GetFindings, audit, BatchUpdateFindings, audit, row, chat.update. */
async function carryOut(text: string): Promise<void> {
  const { card, channel, ts, id } = Body.parse(JSON.parse(text));
  const pk = `CARD#${card}`;
  const { Item } = await documents.send(new GetCommand({ TableName: table, Key: { pk }, ConsistentRead: true }));
  const [{ id: Id, productArn: ProductArn } = { id: '', productArn: '' }] = Card.parse(Item).subject.members;
  await securityHub.send(new GetFindingsCommand({ Filters: { Id: [{ Value: Id, Comparison: 'EQUALS' }] }, MaxResults: 100 }));
  const entry = (place: number) => ({ chain: `floor ${id}`, place, action: 'acknowledge', at: new Date().toISOString() });
  await put(auditTable, entry(0), 'chain');
  const FindingIdentifiers = [{ Id, ProductArn }];
  await securityHub.send(new BatchUpdateFindingsCommand({ FindingIdentifiers, Note: { Text: `floor ${id}`, UpdatedBy: 'floor' } }));
  await put(auditTable, entry(1), 'chain');
  await documents.send(
    new PutCommand({ TableName: table, Item: { ...Item, pk: `FLOOR-${pk}`, dirtyIn: undefined, dueIn: undefined, listIn: undefined } }),
  );
  await slack.chat.update({ channel, ts, text: `Acknowledged ${id}`, blocks: [], attachments: [] });
}

async function handler({ Records }: SQSEvent) {
  for (const { body } of Records) await carryOut(body);
  return { batchItemFailures: [] };
}

if (whole)
  startPoller({ region: config.region, queueUrl: config.queues.actions, endpoint: endpoints.sqs, handler, batch: 1, atOnce: 10, log });
ready(requestUrl);
