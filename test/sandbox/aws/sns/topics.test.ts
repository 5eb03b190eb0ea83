import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  InvalidParameterException,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  NotFoundException,
  ResourceNotFoundException,
  SubscribeCommand,
  TagLimitExceededException,
  TagResourceCommand,
  UntagResourceCommand,
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
  ['a FIFO name alone', { Name: 'alerts.fifo' }],
  ['another name than a FIFO topic has', { Name: 'pages', Attributes: { FifoTopic: 'true' } }],
  ['deduplication it has no order for', { Name: 'pages', Attributes: { ContentBasedDeduplication: 'true' } }],
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

test('a topic that was deleted is gone with its subscriptions, and can be deleted again', async () => {
  await under.subscribe('sqs', QUEUE);
  await under.client.send(new DeleteTopicCommand({ TopicArn: under.topic }));

  await expect(under.publish()).rejects.toThrow(NotFoundException);
  expect((await under.client.send(new ListTopicsCommand({}))).Topics).toEqual([]);
  await under.client.send(new DeleteTopicCommand({ TopicArn: under.topic }));

  await under.client.send(new CreateTopicCommand({ Name: 'alerts' }));
  await under.publish();
  expect(under.delivered).toEqual([]);
});

test('tags are kept from the making of a topic on, added, replaced and taken away', async () => {
  const ResourceArn = arnOf('pages');
  const create = (Value: string) => under.client.send(new CreateTopicCommand({ Name: 'pages', Tags: [{ Key: 'team', Value }] }));
  const tags = async () => (await under.client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
  await create('red');
  await create('red');
  await expect(create('blue')).rejects.toThrow('Topic already exists with different tags');

  const Tags = [
    { Key: 'team', Value: 'blue' },
    { Key: 'stage', Value: 'prod' },
  ];
  await under.client.send(new TagResourceCommand({ ResourceArn, Tags }));
  expect(await tags()).toEqual(Tags);
  await under.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['team', 'cost'] }));
  expect(await tags()).toEqual([{ Key: 'stage', Value: 'prod' }]);
});

test('a topic has at most 50 tags, and what is no topic has none', async () => {
  const tag = (count: number, ResourceArn = under.topic) =>
    under.client.send(
      new TagResourceCommand({ ResourceArn, Tags: Array.from({ length: count }, (_, i) => ({ Key: `t${i}`, Value: '' })) }),
    );
  await tag(50);
  await expect(tag(51)).rejects.toThrow(TagLimitExceededException);
  await expect(tag(1, arnOf('nowhere'))).rejects.toThrow(ResourceNotFoundException);
  await expect(under.client.send(new UntagResourceCommand({ ResourceArn: arnOf('nowhere'), TagKeys: ['a'] }))).rejects.toThrow(
    ResourceNotFoundException,
  );
  await expect(under.client.send(new ListTagsForResourceCommand({ ResourceArn: arnOf('nowhere') }))).rejects.toThrow(
    ResourceNotFoundException,
  );
});
