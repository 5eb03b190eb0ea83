import { BatchUpdateFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import type { Pace } from '../../src/aws/pace.ts';
import { securityHub } from '../../src/aws/security-hub.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };
const unhindered: Pace = (call) => call();
const options = { reads: unhindered, updates: unhindered, log };
const ref = (id: string) => ({ id, productArn: 'arn:aws:securityhub:eu-west-1::product/aws/guardduty' });

test('a refusal with a code that nobody documented is permanent, and named to the person', async () => {
  const client = new SecurityHubClient({ region: 'eu-west-1' });
  mockClient(client)
    .on(BatchUpdateFindingsCommand)
    .resolves({
      ProcessedFindings: [],
      UnprocessedFindings: [{ FindingIdentifier: { Id: 'a', ProductArn: ref('a').productArn }, ErrorCode: 'MoonPhase', ErrorMessage: '?' }],
    });

  expect(await securityHub(client, options).setWorkflow([ref('a')], 'NOTIFIED', 'note')).toEqual([
    { ref: ref('a'), done: false, again: false, code: 'MoonPhase', words: 'Security Hub answered MoonPhase' },
  ]);
});

test('250 findings are changed in calls of at most a hundred, and every one gets its own result', async () => {
  const client = new SecurityHubClient({ region: 'eu-west-1' });
  const mock = mockClient(client).on(BatchUpdateFindingsCommand).resolves({ ProcessedFindings: [], UnprocessedFindings: [] });
  const refs = Array.from({ length: 250 }, (_, i) => ref(String(i)));

  const results = await securityHub(client, options).setWorkflow(refs, 'RESOLVED', 'x'.repeat(600));
  expect(results).toHaveLength(250);
  const calls = mock.send.getCalls().map((call) => call.args[0].input);
  expect(calls.map((input) => ('FindingIdentifiers' in input ? input.FindingIdentifiers?.length : 0))).toEqual([100, 100, 50]);
  expect(JSON.stringify(calls[0])).toContain(`"Text":"${'x'.repeat(512)}"`);
});
