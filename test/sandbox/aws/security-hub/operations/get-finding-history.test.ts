import {
  BatchUpdateFindingsCommand,
  GetFindingHistoryCommand,
  type GetFindingHistoryCommandInput,
  InvalidInputException,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, aFinding, aHub, OWN_PRODUCT, refOf, START } from '../a-hub.ts';

const MINUTE = 60_000;
const door = aFinding();
let hub: Awaited<ReturnType<typeof aHub>>;

beforeEach(async () => {
  hub = await aHub();
  hub.emulator.imports(door);
  await hub.clock.advance(MINUTE);
  await hub.client.send(
    new BatchUpdateFindingsCommand({ FindingIdentifiers: [refOf(door)], Workflow: { Status: 'NOTIFIED' }, Types: ['TTPs'] }),
  );
  await hub.clock.advance(MINUTE);
  hub.emulator.consoleUpdates([refOf(door)], { status: 'SUPPRESSED', note: 'Known', who: 'vic' });
});
afterEach(() => hub.stop());

const history = (input: Partial<GetFindingHistoryCommandInput> = {}) =>
  hub.client.send(new GetFindingHistoryCommand({ FindingIdentifier: refOf(door), ...input }));
const at = (minutes: number) => new Date(Date.parse(START) + minutes * MINUTE);

test('who did what to a finding is told, newest first', async () => {
  const { Records } = await history();

  expect(Records).toEqual([
    {
      FindingIdentifier: refOf(door),
      UpdateTime: at(2),
      FindingCreated: false,
      UpdateSource: { Type: 'BATCH_UPDATE_FINDINGS', Identity: `arn:aws:iam::${ACCOUNT}:user/vic` },
      Updates: [
        { UpdatedField: 'Workflow.Status', OldValue: 'NOTIFIED', NewValue: 'SUPPRESSED' },
        { UpdatedField: 'Note.Text', NewValue: 'Known' },
        { UpdatedField: 'Note.UpdatedBy', NewValue: 'vic' },
        { UpdatedField: 'Note.UpdatedAt', NewValue: at(2).toISOString() },
      ],
    },
    {
      FindingIdentifier: refOf(door),
      UpdateTime: at(1),
      FindingCreated: false,
      UpdateSource: { Type: 'BATCH_UPDATE_FINDINGS', Identity: `arn:aws:iam::${ACCOUNT}:user/AKIDANA` },
      Updates: [
        { UpdatedField: 'Types', OldValue: '["Effects/Data Exposure"]', NewValue: '["TTPs"]' },
        { UpdatedField: 'Workflow.Status', OldValue: 'NEW', NewValue: 'NOTIFIED' },
      ],
    },
    {
      FindingIdentifier: refOf(door),
      UpdateTime: at(0),
      FindingCreated: true,
      UpdateSource: { Type: 'BATCH_IMPORT_FINDINGS', Identity: OWN_PRODUCT },
      Updates: [],
    },
  ]);
});

test('of a product’s update the timestamps are not told', async () => {
  hub.emulator.imports(aFinding({ Title: 'The door is shut', UpdatedAt: '2026-03-02T09:02:00Z', LastObservedAt: '2026-03-02T09:02:00Z' }));

  expect((await history({ MaxResults: 1 })).Records?.[0]).toMatchObject({
    UpdateSource: { Type: 'BATCH_IMPORT_FINDINGS', Identity: OWN_PRODUCT },
    Updates: [{ UpdatedField: 'Title', OldValue: 'A door stands open', NewValue: 'The door is shut' }],
  });
});

test('only what happened in the time asked for is told', async () => {
  expect((await history({ StartTime: at(1), EndTime: at(1.5) })).Records).toMatchObject([{ UpdateTime: at(1) }]);
});

test('a long history comes in pages, not shifted by what happens meanwhile', async () => {
  const first = await history({ MaxResults: 2 });
  hub.emulator.consoleUpdates([refOf(door)], { status: 'NEW', who: 'vic' });
  const second = await history({ MaxResults: 2, NextToken: first.NextToken });

  expect(first.Records).toMatchObject([{ UpdateTime: at(2) }, { UpdateTime: at(1) }]);
  expect(second.Records).toMatchObject([{ FindingCreated: true }]);
});

test('after 90 days it is forgotten', async () => {
  await hub.clock.advance(90 * 24 * 60 * MINUTE);

  expect((await history()).Records).toEqual([]);
});

test('a request without the finding’s product is refused', async () => {
  await expect(
    hub.client.send(new GetFindingHistoryCommand({ FindingIdentifier: { Id: 'door-1', ProductArn: ' ' } })),
  ).rejects.toBeInstanceOf(InvalidInputException);
  expect(await hub.send('POST', '/findingHistory/get', {})).toMatchObject({
    status: 400,
    message: "Invalid parameters in the input: data should have required property 'FindingIdentifier'",
  });
});
