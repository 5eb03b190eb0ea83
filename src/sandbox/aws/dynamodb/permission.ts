import * as z from 'zod';
import type { WireAnswer, WireRequest } from '../../wire.ts';
import { callerOf } from '../caller.ts';
import type { Denials } from '../denials.ts';

/** What dynalite can do (its index.js), and UpdateTimeToLive, each under its own name in IAM. */
export const ACTIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
  'UpdateTimeToLive',
] as const;

const Named = z
  .object({ TableName: z.string(), IndexName: z.string(), ResourceArn: z.string(), RequestItems: z.record(z.string(), z.unknown()) })
  .partial()
  .catch({});

/** DynamoDB's refusal of a call the caller's policies do not allow; undefined: it may be made. */
export function refusalOf(request: WireRequest, policies: Denials, account: string): WireAnswer | undefined {
  const message = policies.refusal(request.operation, callerOf(request, account) ?? 'anonymous', resourceOf(request, account));
  return message === undefined
    ? undefined
    : {
        status: 400,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: { __type: 'com.amazon.coral.service#AccessDeniedException', Message: message },
      };
}

/** The table, or the index for what reads one. The region is that of the signature: dynalite has none of its own. */
function resourceOf({ headers, body }: WireRequest, account: string): string {
  const [, region = 'local'] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const { TableName, IndexName, ResourceArn, RequestItems = {} } = Named.parse(JSON.parse(body.toString() || '{}'));
  const table = `arn:aws:dynamodb:${region}:${account}:table/${TableName ?? Object.keys(RequestItems)[0] ?? '*'}`;
  return ResourceArn ?? (IndexName === undefined ? table : `${table}/index/${IndexName}`);
}
