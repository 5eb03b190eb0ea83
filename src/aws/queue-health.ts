import { GetQueueAttributesCommand, QueueDoesNotExist, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { DeadLetterFacts, QueueFacts } from '../flows/services.ts';
import { looking, orMissing } from './looking.ts';

const Redrive = z.object({ deadLetterTargetArn: z.string() });

/** How many messages a queue holds, and the queue for those that nobody could work on. */
export async function queueFacts(sqs: SQSClient, url: string): Promise<QueueFacts> {
  const attributes = await attributesOf(sqs, url);
  if (attributes === 'missing') return { name: nameIn(url), waiting: undefined };
  const redrive = Redrive.safeParse(JSON.parse(attributes['RedrivePolicy'] ?? '{}')).data;
  return {
    name: nameIn(url),
    waiting: Number(attributes['ApproximateNumberOfMessages']),
    ...(redrive && { deadLetters: await deadLettersAt(sqs, redrive.deadLetterTargetArn, url) }),
  };
}

/** Undefined when there is no such queue. */
export async function arnOfQueue(sqs: SQSClient, url: string): Promise<string | undefined> {
  const attributes = await attributesOf(sqs, url);
  return attributes === 'missing' ? undefined : attributes['QueueArn'];
}

/** The queue of that ARN, which is in the account and region of the one at `beside`. */
export async function deadLettersAt(sqs: SQSClient, arn: string, beside: string): Promise<DeadLetterFacts> {
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const attributes = await attributesOf(sqs, `${beside.slice(0, beside.lastIndexOf('/'))}/${name}`);
  return { name, messages: attributes === 'missing' ? undefined : Number(attributes['ApproximateNumberOfMessages']) };
}

async function attributesOf(sqs: SQSClient, QueueUrl: string): Promise<Record<string, string> | 'missing'> {
  const answer = await orMissing(QueueDoesNotExist, () =>
    looking(`sqs:GetQueueAttributes on ${nameIn(QueueUrl)}`, () =>
      sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })),
    ),
  );
  return answer === 'missing' ? answer : (answer.Attributes ?? {});
}

const nameIn = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
