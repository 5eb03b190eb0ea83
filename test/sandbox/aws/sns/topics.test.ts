import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  InvalidParameterException,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  NotFoundException,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { account, arnOf, QUEUE, type SnsUnderTest, snsUnderTest } from './start.ts';

let under: SnsUnderTest;
beforeEach(async () => {
  under = await snsUnderTest();
});
afterEach(() => under.stop());

test('a topic is created once and listed', async () => {
  const create = new CreateTopicCommand({
    Name: 'operations',
    Attributes: { DisplayName: 'Ops & <Co>\r\n"2"' },
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  expect(await under.client.send(create)).toMatchObject({ TopicArn: arnOf('operations') });
  expect(await under.client.send(create)).toMatchObject({ TopicArn: arnOf('operations') });
  const { Topics } = await under.client.send(new ListTopicsCommand({}));
  expect(Topics).toEqual([{ TopicArn: under.topic }, { TopicArn: arnOf('operations') }]);
  const { Attributes } = await under.client.send(new GetTopicAttributesCommand({ TopicArn: arnOf('operations') }));
  expect(Attributes).toMatchObject({ DisplayName: 'Ops & <Co>\r\n"2"', Owner: account, SubscriptionsConfirmed: '0' });
});

test('more than a hundred topics are listed page by page', async () => {
  for (let i = 1; i < 101; i++) under.sns.create(`t${i}`);
  const { Topics, NextToken } = await under.client.send(new ListTopicsCommand({}));
  expect(Topics).toHaveLength(100);
  expect((await under.client.send(new ListTopicsCommand({ NextToken }))).Topics).toEqual([{ TopicArn: arnOf('t100') }]);
});

test.each([
  ['a name with a space', { Name: 'my alerts' }],
  ['a FIFO name', { Name: 'alerts.fifo' }],
  ['an attribute nobody knows', { Name: 'x', Attributes: { Colour: 'red' } }],
  ['another attribute than before', { Name: 'alerts', Attributes: { DisplayName: 'Other' } }],
])('a topic with %s is refused', async (_, input) => {
  await expect(under.client.send(new CreateTopicCommand(input))).rejects.toThrow(InvalidParameterException);
});

test('a topic nobody made is not found', async () => {
  const TopicArn = arnOf('nowhere');
  await expect(under.client.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toThrow(NotFoundException);
  await expect(under.client.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).rejects.toThrow(NotFoundException);
  await expect(under.client.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: QUEUE }))).rejects.toThrow(NotFoundException);
  await expect(under.publish({ TopicArn })).rejects.toThrow(NotFoundException);
});
