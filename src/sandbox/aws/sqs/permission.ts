import * as z from 'zod';

/** The IAM action an operation needs: a batch needs no more than one message does. */
export const actionOf = (operation: string) => operation.replace(/Batch$/, '');

const Named = z.object({ QueueUrl: z.string(), QueueName: z.string(), SourceArn: z.string() }).partial().catch({});

/** What the caller would need the action on: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export function resourceOf(input: unknown, { account, region }: { account: string; region: string }): string {
  const { QueueUrl, QueueName, SourceArn } = Named.parse(input);
  return SourceArn ?? `arn:aws:sqs:${region}:${account}:${QueueUrl?.split('/').at(-1) ?? QueueName ?? ''}`;
}
