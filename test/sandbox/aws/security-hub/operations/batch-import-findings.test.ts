import {
  AccessDeniedException,
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  EnableImportFindingsForProductCommand,
  InvalidInputException,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, aFinding, aHub, CONTROLS, OWN_PRODUCT, REGION, refOf, type SentFinding, START } from '../a-hub.ts';

const PROWLER = `arn:aws:securityhub:${REGION}::product/prowler/prowler`;
let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub();
});
afterEach(() => hub.stop());

const send = (...Findings: SentFinding[]) => hub.client.send(new BatchImportFindingsCommand({ Findings }));
const later = (part: Partial<SentFinding> = {}) => aFinding({ UpdatedAt: '2026-03-01T08:00:00.000000001Z', ...part });

test('a new finding is stored with what the service fills in, and announced', async () => {
  expect(await send(aFinding())).toMatchObject({ SuccessCount: 1, FailedCount: 0, FailedFindings: [] });

  expect(hub.stored(aFinding())).toMatchObject({
    Severity: { Label: 'HIGH', Normalized: 70 },
    FindingProviderFields: { Severity: { Label: 'HIGH' }, Types: ['Effects/Data Exposure'] },
    ProductFields: { 'aws/securityhub/FindingId': `${OWN_PRODUCT}/door-1` },
    ProductName: 'Default',
    CompanyName: 'Personal',
    ProcessedAt: START,
  });
  expect(hub.events.map(({ resources }) => resources)).toEqual([[`${OWN_PRODUCT}/door-1`]]);
});

test('an update that is later by a nanosecond counts, one as old or older is ignored in silence', async () => {
  await send(aFinding());
  await send(later({ Title: 'later' }));
  await send(later({ Title: 'as old' }), aFinding({ Title: 'older' }));

  expect(hub.stored(aFinding())?.['Title']).toBe('later');
  expect(hub.events).toHaveLength(2);
});

test('a product cannot touch what is the customer’s', async () => {
  await send(aFinding());
  await hub.client.send(
    new BatchUpdateFindingsCommand({
      FindingIdentifiers: [refOf(aFinding())],
      Note: { Text: 'ours', UpdatedBy: 'ana' },
      Workflow: { Status: 'SUPPRESSED' },
      VerificationState: 'TRUE_POSITIVE',
      UserDefinedFields: { team: 'red' },
      Severity: { Label: 'LOW' },
    }),
  );
  await send(
    later({
      Note: { Text: 'theirs', UpdatedBy: 'product', UpdatedAt: START },
      Workflow: { Status: 'NEW' },
      VerificationState: 'UNKNOWN',
      UserDefinedFields: { team: 'blue' },
      Severity: { Label: 'CRITICAL' },
      Types: ['TTPs/Discovery'],
    }),
  );

  expect(hub.stored(aFinding())).toMatchObject({
    Note: { Text: 'ours' },
    Workflow: { Status: 'SUPPRESSED' },
    VerificationState: 'TRUE_POSITIVE',
    UserDefinedFields: { team: 'red' },
    Severity: { Label: 'LOW', Normalized: 1 },
    FindingProviderFields: { Severity: { Label: 'CRITICAL' }, Types: ['TTPs/Discovery'] },
    Types: ['TTPs/Discovery'],
  });
});

test('of a new finding’s two severities the provider’s holds; of a known one’s both do', async () => {
  const both: Partial<SentFinding> = {
    Severity: { Label: 'LOW' },
    FindingProviderFields: { Severity: { Label: 'CRITICAL', Original: 'P1' } },
  };

  await send(aFinding(both));
  expect(hub.stored(aFinding())).toMatchObject({ Severity: { Label: 'CRITICAL', Normalized: 90, Original: 'P1' } });

  await send(later(both));
  expect(hub.stored(aFinding())).toMatchObject({
    Severity: { Label: 'LOW', Normalized: 1 },
    FindingProviderFields: { Severity: { Label: 'CRITICAL' } },
  });
});

test('an update that leaves the severity out keeps it', async () => {
  await send(aFinding());
  const { Severity, ...without } = later();
  await send({ ...without, FindingProviderFields: { Severity: { Label: 'MEDIUM' } } });

  expect(Severity).toBeDefined();
  expect(hub.stored(aFinding())).toMatchObject({ Severity: { Label: 'MEDIUM', Normalized: 40 }, Types: ['Effects/Data Exposure'] });
});

test('what an update does not mention stays, at the top and as the provider said it', async () => {
  await send(aFinding({ Confidence: 30 }));
  await send(later());

  expect(hub.stored(aFinding())).toMatchObject({ Confidence: 30, FindingProviderFields: { Confidence: 30 } });
});

test('a label is worth its own score, whatever else was sent', async () => {
  await send(aFinding({ Severity: { Label: 'MEDIUM', Normalized: 99 } }));

  expect(hub.stored(aFinding())?.['Severity']).toEqual({ Label: 'MEDIUM', Normalized: 40 });
});

test.each([
  [
    'a finding of another account',
    { AwsAccountId: '444455556666' },
    'InvalidAccess',
    /not allowed to import findings of account 444455556666/,
  ],
  ['a product that is no ARN', { ProductArn: 'door-watch-ours' }, 'InvalidInput', /data\.ProductArn should be the ARN of a product/],
  ['a reserved product field', { ProductFields: { 'aws/mine': 'x' } }, 'InvalidInput', /reserved prefix aws\//],
  [
    'a title of 257 characters',
    { Title: 't'.repeat(257) },
    'InvalidInput',
    /Amazon Finding Format\. data\.Title should NOT be longer than 256 characters\.$/,
  ],
  ['a time without a zone', { UpdatedAt: '2026-03-01T08:00:00' }, 'InvalidInput', /data\.UpdatedAt should match format "date-time"/],
  [
    '33 resources',
    { Resources: Array.from({ length: 33 }, (_, n) => ({ Type: 'Other', Id: String(n) })) },
    'InvalidInput',
    /data\.Resources should NOT have more than 32 items/,
  ],
  ['more than 240 KB', { SourceUrl: `https://example.com/${'x'.repeat(240 * 1024)}` }, 'FindingSizeExceeded', /240 KB/],
])('%s fails by itself, the rest of the batch goes through', async (_, part, ErrorCode, message) => {
  const answer = await send(aFinding({ Id: 'bad', ...part }), aFinding({ Id: 'good' }));

  expect(answer).toMatchObject({ SuccessCount: 1, FailedCount: 1, FailedFindings: [{ Id: 'bad', ErrorCode }] });
  expect(answer.FailedFindings?.[0]?.ErrorMessage).toMatch(message);
  expect([...hub.emulator.findings.values()].map(({ Id }) => Id)).toEqual(['good']);
});

test.each([
  ['AWS’s own product', CONTROLS],
  ['a product that is on and sends by itself', PROWLER.replace('prowler/prowler', 'aws/guardduty')],
  ['a product of another account', OWN_PRODUCT.replaceAll(ACCOUNT, '444455556666')],
  ['the default product of another region', OWN_PRODUCT.replace(REGION, 'us-east-1')],
  ['a product nobody enabled', PROWLER],
])('one finding of %s and the whole batch is denied', async (_, ProductArn) => {
  const sent = send(aFinding({ Id: 'good' }), aFinding({ ProductArn }));

  await expect(sent).rejects.toBeInstanceOf(AccessDeniedException);
  await expect(sent).rejects.toThrow(
    `User: arn:aws:iam::${ACCOUNT}:user/AKIDANA is not authorized to perform: securityhub:BatchImportFindings on resource: ${ProductArn}`,
  );
  expect(hub.emulator.findings.size).toBe(0);
});

test('a product that the customer runs may send once it is enabled', async () => {
  await hub.client.send(new EnableImportFindingsForProductCommand({ ProductArn: PROWLER }));
  expect(await send(aFinding({ ProductArn: PROWLER }))).toMatchObject({ SuccessCount: 1 });
  expect(hub.stored(aFinding({ ProductArn: PROWLER }))).toMatchObject({ ProductName: 'Prowler', CompanyName: 'Prowler' });
});

test('a finding without severity or types says so like the service does', async () => {
  const { Severity, Types, ...bare } = aFinding();
  expect([Severity, Types]).not.toContain(undefined);

  expect((await send(bare)).FailedFindings?.[0]?.ErrorMessage).toBe(
    "Finding does not adhere to Amazon Finding Format. data should have required property 'FindingProviderFields', data should match some schema in anyOf.",
  );
});

test.each([
  ['no findings', 0, 'Invalid Findings in the input: data should NOT have fewer than 1 items'],
  ['101 findings', 101, 'Invalid Findings in the input: data should NOT have more than 100 items'],
])('a batch of %s is refused', async (_, count, message) => {
  const asked = send(...Array.from({ length: count }, (_, n) => aFinding({ Id: String(n) })));

  await expect(asked).rejects.toBeInstanceOf(InvalidInputException);
  await expect(asked).rejects.toThrow(message);
});

test('a batch of more than 6 MB is refused', async () => {
  const SourceUrl = `https://example.com/${'x'.repeat(200 * 1024)}`;

  await expect(send(...Array.from({ length: 40 }, (_, n) => aFinding({ Id: String(n), SourceUrl })))).rejects.toThrow('6 MB');
});

test('a product of one’s own may carry its own names', async () => {
  await send(aFinding({ ProductName: 'Door Watch', CompanyName: 'Ops' }));

  expect(hub.stored(aFinding())).toMatchObject({ ProductName: 'Door Watch', CompanyName: 'Ops', AwsAccountId: ACCOUNT });
});
