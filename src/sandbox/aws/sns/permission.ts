import type { Json } from '../contract.ts';

/** What the caller would need the action on: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export function resourceOf(input: Json, { account, region }: { account: string; region: string }): string {
  const arn = input['TopicArn'] ?? input['TargetArn'] ?? input['ResourceArn'];
  if (typeof arn === 'string') return arn;
  const subscription = input['SubscriptionArn'];
  if (typeof subscription === 'string') return subscription.split(':').slice(0, 6).join(':');
  const name = input['Name'];
  return `arn:aws:sns:${region}:${account}:${typeof name === 'string' ? name : '*'}`;
}
