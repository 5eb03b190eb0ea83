import { BatchUpdateFindingsCommand, type BatchUpdateFindingsCommandInput, InvalidInputException } from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aFinding, aHub, OWN_PRODUCT, refOf, START } from '../a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
const door = aFinding();
beforeEach(async () => {
  hub = await aHub();
  hub.emulator.imports(door);
  hub.events.length = 0;
});
afterEach(() => hub.stop());

const update = (input: Partial<BatchUpdateFindingsCommandInput>) =>
  hub.client.send(new BatchUpdateFindingsCommand({ FindingIdentifiers: [refOf(door)], ...input }));
const codes = async (answer: ReturnType<typeof update>) => (await answer).UnprocessedFindings?.map(({ ErrorCode }) => ErrorCode);

test('a customer changes all that is theirs, and UpdatedAt stays the product’s', async () => {
  const answer = await update({
    Note: { Text: 'Known bastion', UpdatedBy: 'ana' },
    Workflow: { Status: 'NOTIFIED' },
    Severity: { Label: 'LOW' },
    VerificationState: 'FALSE_POSITIVE',
    Confidence: 10,
    Criticality: 20,
    Types: ['Effects/Denial of Service'],
    UserDefinedFields: { ticket: 'SEC-1' },
    RelatedFindings: [{ Id: 'other', ProductArn: OWN_PRODUCT }],
  });

  expect(answer).toMatchObject({ ProcessedFindings: [refOf(door)], UnprocessedFindings: [] });
  expect(hub.stored(door)).toMatchObject({
    Note: { Text: 'Known bastion', UpdatedBy: 'ana', UpdatedAt: START },
    Workflow: { Status: 'NOTIFIED' },
    Severity: { Label: 'LOW', Normalized: 1 },
    FindingProviderFields: { Severity: { Label: 'HIGH' } },
    VerificationState: 'FALSE_POSITIVE',
    Confidence: 10,
    Criticality: 20,
    Types: ['Effects/Denial of Service'],
    UserDefinedFields: { ticket: 'SEC-1' },
    RelatedFindings: [{ Id: 'other', ProductArn: OWN_PRODUCT }],
    UpdatedAt: door.UpdatedAt,
  });
});

test.each([
  [0, 'INFORMATIONAL'],
  [1, 'LOW'],
  [39, 'LOW'],
  [40, 'MEDIUM'],
  [69, 'MEDIUM'],
  [70, 'HIGH'],
  [89, 'HIGH'],
  [90, 'CRITICAL'],
  [100, 'CRITICAL'],
])('a score of %i is %s', async (Normalized, Label) => {
  await update({ Severity: { Normalized } });

  expect(hub.stored(door)?.['Severity']).toMatchObject({ Normalized, Label });
});

test('every updated finding is one event, as if it had been imported again', async () => {
  const gate = aFinding({ Id: 'gate-1' });
  hub.emulator.imports(gate);
  hub.events.length = 0;

  await update({ FindingIdentifiers: [refOf(door), refOf(gate)], Workflow: { Status: 'RESOLVED' } });

  expect(hub.events.map(({ resources }) => resources)).toEqual([[`${OWN_PRODUCT}/door-1`], [`${OWN_PRODUCT}/gate-1`]]);
  expect(hub.events[0]).toMatchObject({
    'detail-type': 'Security Hub Findings - Imported',
    detail: { findings: [{ Id: 'door-1', Workflow: { Status: 'RESOLVED' } }] },
  });
});

test('an update under way is neither seen nor announced until its time has come', async () => {
  hub.emulator.updateDelay.ms = 120_000;
  const answer = await update({ Workflow: { Status: 'RESOLVED' } });

  await hub.clock.advance(119_999);
  expect(answer.ProcessedFindings).toHaveLength(1);
  expect([hub.stored(door)?.['Workflow'], hub.events.length]).toEqual([{ Status: 'NEW' }, 0]);

  await hub.clock.advance(1);
  expect([hub.stored(door)?.['Workflow'], hub.events.length]).toEqual([{ Status: 'RESOLVED' }, 1]);
});

test.each([
  ['an unknown Id', { Id: 'nobody', ProductArn: OWN_PRODUCT }, 'FindingNotFound', 'Finding Not Found'],
  [
    'the product of another region',
    { Id: 'door-1', ProductArn: OWN_PRODUCT.replace('eu-central-1', 'us-east-1') },
    'FindingNotFound',
    'Finding Not Found',
  ],
  [
    'a product cut out of the Id',
    { Id: 'door-1', ProductArn: 'arn:aws:securityhub:us-east-1:1:security-control' },
    'InvalidInput',
    'Invalid Input',
  ],
])('a finding with %s is answered with 200 and left undone', async (_, ref, ErrorCode, ErrorMessage) => {
  const answer = await update({ FindingIdentifiers: [ref, refOf(door)], Workflow: { Status: 'RESOLVED' } });

  expect(answer).toMatchObject({
    $metadata: { httpStatusCode: 200 },
    ProcessedFindings: [refOf(door)],
    UnprocessedFindings: [{ FindingIdentifier: ref, ErrorCode, ErrorMessage }],
  });
});

test('a finding named twice in one request is not updated at all', async () => {
  expect(await codes(update({ FindingIdentifiers: [refOf(door), refOf(door)], Workflow: { Status: 'RESOLVED' } }))).toEqual([
    'DuplicatedFindingIdentifier',
    'DuplicatedFindingIdentifier',
  ]);
  expect(hub.stored(door)?.['Workflow']).toEqual({ Status: 'NEW' });
});

test('a finding that would outgrow 240 KB is left as it is', async () => {
  const big = aFinding({ Id: 'big', SourceUrl: `https://example.com/${'x'.repeat(240 * 1024 - 1200)}` });
  hub.emulator.imports(big);

  expect(await codes(update({ FindingIdentifiers: [refOf(big)], Note: { Text: 'n'.repeat(512), UpdatedBy: 'ana' } }))).toEqual([
    'FindingSizeExceeded',
  ]);
  expect(hub.stored(big)?.['Note']).toBeUndefined();
});

test.each(['ConcurrentUpdateError', 'InternalFailure', 'FindingNotFound'])(
  'the sandbox can have a finding refused once with %s',
  async (code) => {
    hub.emulator.refuse(refOf(door), code, { times: 1 });

    expect(await codes(update({ Workflow: { Status: 'RESOLVED' } }))).toEqual([code]);
    expect(hub.stored(door)?.['Workflow']).toEqual({ Status: 'NEW' });
    expect(await codes(update({ Workflow: { Status: 'RESOLVED' } }))).toEqual([]);
  },
);

test.each([
  [
    'no findings',
    { FindingIdentifiers: [], Confidence: 1 },
    'Invalid FindingIdentifiers in the input: data should NOT have fewer than 1 items',
  ],
  [
    '101 findings',
    { FindingIdentifiers: Array.from({ length: 101 }, (_, n) => ({ Id: String(n), ProductArn: OWN_PRODUCT })), Confidence: 1 },
    'data should NOT have more than 100 items',
  ],
  [
    'a note of 513 characters',
    { Note: { Text: 'n'.repeat(513), UpdatedBy: 'ana' } },
    'Invalid Note in the input: data.Text should NOT be longer than 512 characters',
  ],
  ['a confidence of 101', { Confidence: 101 }, 'Invalid Confidence in the input: data should be <= 100'],
  [
    'eleven related findings',
    { RelatedFindings: Array.from({ length: 11 }, () => refOf(door)) },
    'data should NOT have more than 10 items',
  ],
  [
    '51 fields of their own',
    { UserDefinedFields: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`f${n}`, 'v'])) },
    'data should NOT have more than 50 properties',
  ],
  ['nothing to change', {}, 'data should have something to update'],
])('an update with %s is refused as a whole', async (_, input, message) => {
  const asked = update(input);

  await expect(asked).rejects.toBeInstanceOf(InvalidInputException);
  await expect(asked).rejects.toThrow(message);
  expect(hub.events).toEqual([]);
});

test.each([
  [{ Note: { Text: 'who was it?' } }, "Invalid Note in the input: data should have required property 'UpdatedBy'"],
  [{ Workflow: { Status: 'ACKNOWLEDGED' } }, 'Invalid Workflow in the input: data.Status should be equal to one of the allowed values'],
  [{ Severity: { Label: 'SEVERE' } }, 'Invalid Severity in the input: data.Label should be equal to one of the allowed values'],
  [{ Confidence: '9' }, 'Invalid Confidence in the input: data should be number'],
])('what no SDK would type is refused on the wire: %j', async (change, message) => {
  expect(await hub.send('PATCH', '/findings/batchupdate', { FindingIdentifiers: [refOf(door)], ...change })).toEqual({
    status: 400,
    type: 'InvalidInputException',
    message,
  });
});
