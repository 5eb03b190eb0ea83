import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';

/** A queue of what was given up, and where it is to be tried again. */
export interface DeadLetters {
  name: string;
  messages: number;
  goesTo: string;
}

const DEAD = '-dead';
/** What the rule could not deliver was meant for the findings queue. */
const meantFor = (name: string): string => name.slice(0, -DEAD.length).replace(/-rule$/, '-findings');

/** All dead-letter queues of a stage, whose queues begin with `prefix`. Changes nothing. */
export async function deadLetters(client: SQSClient, prefix: string): Promise<DeadLetters[]> {
  const urls: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 100, ...(NextToken && { NextToken }) }));
    urls.push(...(page.QueueUrls ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  const names = urls.map(nameOf).filter((name) => name.endsWith(DEAD));
  return Promise.all(
    names.map(async (name) => {
      const { ApproximateNumberOfMessages } = await attributes(client, urlOf(urls, name));
      return { name, messages: Number(ApproximateNumberOfMessages), goesTo: meantFor(name) };
    }),
  );
}

/** Moves them back, to be tried again from the first try on; where SQS does that, it goes on by itself. */
export async function moveBack(client: SQSClient, prefix: string, { name, goesTo }: DeadLetters): Promise<void> {
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 1000 }));
  // SQS moves only what SQS itself gave up; what EventBridge could not deliver is carried.
  if (name.endsWith(`-rule${DEAD}`)) return carry(client, urlOf(QueueUrls, name), urlOf(QueueUrls, goesTo));
  const [from, to] = await Promise.all([name, goesTo].map((each) => attributes(client, urlOf(QueueUrls, each))));
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: from?.QueueArn, DestinationArn: to?.QueueArn }));
}

/** Sent before it is deleted: whatever is carried twice by an interruption is done once. */
async function carry(client: SQSClient, from: string, to: string): Promise<void> {
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 10, VisibilityTimeout: 60 }),
    );
    if (Messages.length === 0) return;
    for (const { Body, ReceiptHandle } of Messages) {
      await client.send(new SendMessageCommand({ QueueUrl: to, MessageBody: Body }));
      await client.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
    }
  }
}

async function attributes(client: SQSClient, QueueUrl: string) {
  const wanted = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages'] });
  return (await client.send(wanted)).Attributes ?? {};
}

const nameOf = (url: string): string => url.split('/').at(-1) ?? url;

function urlOf(urls: readonly string[], name: string): string {
  const url = urls.find((each) => nameOf(each) === name);
  if (url === undefined) throw new Error(`There is no queue ${name}`);
  return url;
}
