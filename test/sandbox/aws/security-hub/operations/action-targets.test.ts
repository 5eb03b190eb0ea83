import {
  CreateActionTargetCommand,
  DeleteActionTargetCommand,
  DescribeActionTargetsCommand,
  InvalidInputException,
  LimitExceededException,
  ResourceConflictException,
  ResourceNotFoundException,
  UpdateActionTargetCommand,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, aHub, REGION } from '../a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub();
});
afterEach(() => hub.stop());

const arnOf = (id: string) => `arn:aws:securityhub:${REGION}:${ACCOUNT}:action/custom/${id}`;
const create = (Id: string, Name = 'To Slack') =>
  hub.client.send(new CreateActionTargetCommand({ Name, Description: 'Tell the channel', Id }));
const describeAll = async () => (await hub.client.send(new DescribeActionTargetsCommand())).ActionTargets;

test('a custom action is made, renamed and deleted by its ARN', async () => {
  expect(await create('ToSlack')).toMatchObject({ ActionTargetArn: arnOf('ToSlack') });

  await hub.client.send(new UpdateActionTargetCommand({ ActionTargetArn: arnOf('ToSlack'), Name: 'Tell' }));
  expect(await describeAll()).toEqual([{ ActionTargetArn: arnOf('ToSlack'), Name: 'Tell', Description: 'Tell the channel' }]);

  expect(await hub.client.send(new DeleteActionTargetCommand({ ActionTargetArn: arnOf('ToSlack') }))).toMatchObject({
    ActionTargetArn: arnOf('ToSlack'),
  });
  expect(await describeAll()).toEqual([]);
});

test('custom actions are described by ARN or page by page', async () => {
  for (const id of ['A', 'B', 'C']) await create(id);

  const one = await hub.client.send(new DescribeActionTargetsCommand({ ActionTargetArns: [arnOf('B')] }));
  const first = await hub.client.send(new DescribeActionTargetsCommand({ MaxResults: 2 }));
  const rest = await hub.client.send(new DescribeActionTargetsCommand({ MaxResults: 2, NextToken: first.NextToken }));

  expect([one, first, rest].map(({ ActionTargets }) => ActionTargets?.map(({ ActionTargetArn }) => ActionTargetArn?.at(-1)))).toEqual([
    ['B'],
    ['A', 'B'],
    ['C'],
  ]);
});

test('a second one with the same Id is a conflict, a 51st one too many', async () => {
  for (let n = 0; n < 50; n++) await create(`A${n}`);

  await expect(create('A7')).rejects.toBeInstanceOf(ResourceConflictException);
  await expect(create('A50')).rejects.toBeInstanceOf(LimitExceededException);
});

test.each([
  ['an Id of 21 letters', 'a'.repeat(21), 'Tell'],
  ['an Id with a dash', 'to-slack', 'Tell'],
  ['a name of 21 characters', 'ToSlack', 'n'.repeat(21)],
  ['no name', 'ToSlack', ' '],
])('%s is refused', async (_, id, name) => {
  await expect(create(id, name)).rejects.toBeInstanceOf(InvalidInputException);
});

test('what was never made cannot be described, renamed or deleted', async () => {
  const ActionTargetArn = arnOf('Nobody');
  await expect(hub.client.send(new DescribeActionTargetsCommand({ ActionTargetArns: [ActionTargetArn] }))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
  await expect(hub.client.send(new UpdateActionTargetCommand({ ActionTargetArn, Name: 'x' }))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
  await expect(hub.client.send(new DeleteActionTargetCommand({ ActionTargetArn }))).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(hub.client.send(new DeleteActionTargetCommand({ ActionTargetArn: 'Nobody' }))).rejects.toBeInstanceOf(InvalidInputException);
});
