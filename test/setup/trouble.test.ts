import { afterEach, beforeEach, expect, test } from 'vitest';
import { PERMISSIONS, wordsFor } from '../../src/setup/words.ts';
import { anEmptyAccount, type EmptyAccount, REGION } from './empty-account.ts';

let account: EmptyAccount;
let all: string;
beforeEach(async () => {
  account = await anEmptyAccount();
  all = `--yes --standards fsbp,cis1.2.0 --queue ${account.queue.arn}`;
});
afterEach(() => account.stop());

const emulatorOf = (action: string) =>
  ({ securityhub: account.hub, events: account.bus, sqs: account.sqs, sns: account.sns })[action.split(':')[0] ?? ''];
const isRead = (action: string): boolean => /:(Describe|List|Get)/.test(action);

/** What a look says once all is done. */
const WHOLE = [
  'Security Hub           already so',
  'Consolidated findings  already so',
  'Standards              already so: FSBP 1.0.0, CIS 1.2.0',
  'Standards ready        already so: all READY',
  'Custom action          already so',
  'EventBridge rule       already so',
  'SNS topics             already so',
];
async function expectWhole() {
  const { said } = await account.setUp(all.replace('--yes', '--dry-run'));
  for (const line of WHOLE) expect(said).toContain(`= ${line}`);
}

// UpdateSecurityHubConfiguration is not called where Security Hub is new.
const called = PERMISSIONS.filter((action) => action !== 'securityhub:UpdateSecurityHubConfiguration');

test.each(called.filter(isRead))(
  'without %s it stops and says so, and once that is granted it ends where it would have',
  async (action) => {
    emulatorOf(action)?.deny(action);
    const { code, said } = await account.setUp(all);
    expect(code).toBe(1);
    expect(said).toContain(`the IAM action ${action} is missing`);
    emulatorOf(action)?.allow(action);
    expect((await account.setUp(all)).code).toBe(0);
    await expectWhole();
  },
);

test.each(called.filter((action) => !isRead(action)))(
  'interrupted at %s, it goes on there when it is granted, and does nothing twice',
  async (action) => {
    const uninterrupted = ['EnableSecurityHub', 'BatchEnableStandards', 'CreateActionTarget', 'PutRule', 'PutTargets'];
    emulatorOf(action)?.deny(action);
    const first = await account.setUp(all);
    expect(first.code).toBe(1);
    expect(first.said).toContain(`the IAM action ${action} is missing`);
    expect(first.said).toContain('Run this again: it goes on here.');

    emulatorOf(action)?.allow(action);
    const second = await account.setUp(all);
    expect(second.code).toBe(0);
    const denied = action.split(':')[1] ?? '';
    const refused = first.changes.indexOf(denied);
    const done = [...first.changes.filter((_, at) => at !== refused), ...second.changes];
    for (const call of uninterrupted) expect(done.filter((each) => each === call)).toHaveLength(1);
    await expectWhole();
  },
);

test.each([
  ['hub', 'EnableSecurityHub'],
  ['hub', 'BatchEnableStandards'],
  ['hub', 'CreateActionTarget'],
  ['bus', 'PutRule'],
  ['bus', 'PutTargets'],
  ['sqs', 'SetQueueAttributes'],
  ['sns', 'CreateTopic'],
] as const)('an answer of %s to %s that is lost is asked for again, and the end is the same', async (service, operation) => {
  account[service].faults.add({ operation, fault: { do: 'lose answer' }, times: 1 });
  const { code, said } = await account.setUp(all);
  expect(code).toBe(0);
  expect(said).toContain('AWS did not answer; trying again in 1 s');
  await expectWhole();
});

test('interrupted while it follows the standards, it follows them again', async () => {
  account.hub.faults.add({
    operation: 'GetEnabledStandards',
    fault: { do: 'answer', answer: refusal(403, 'ExpiredTokenException') },
    skip: 6,
  });
  const first = await account.setUp(all);
  expect(first.code).toBe(1);
  expect(first.said).toContain('Your credentials have expired');
  expect(Object.values(account.hub.standards.enabled())).toContain('PENDING');
  account.hub.faults.clear();
  const second = await account.setUp(all);
  expect(second.code).toBe(0);
  expect(second.changes).not.toContain('BatchEnableStandards');
  await expectWhole();
});

test("it keeps to Security Hub's throttles, and says when it waits for them", async () => {
  account.hub.throttles.on = true;
  account.hub.faults.add({
    operation: 'DescribeActionTargets',
    fault: { do: 'answer', answer: refusal(429, 'TooManyRequestsException') },
    times: 3,
  });
  const { code, said } = await account.setUp(all);
  expect(code).toBe(0);
  expect(said.match(/AWS asks for a slower pace; trying again in \d s/g)).toHaveLength(3);
  await expectWhole();
});

test('what stays throttled is given up after a while, with what AWS said', async () => {
  account.hub.faults.add({ operation: 'DescribeHub', fault: { do: 'answer', answer: refusal(429, 'TooManyRequestsException') } });
  const { code, said } = await account.setUp(all);
  expect(code).toBe(1);
  expect(said).toContain('TooManyRequestsException');
});

const refusal = (status: number, name: string) => ({
  status,
  headers: { 'x-amzn-errortype': name },
  body: { Message: name.startsWith('Expired') ? 'The security token included in the request is expired' : 'Too Many Requests', Code: name },
});

const failing = (name: string, message: string, code?: string) => Object.assign(new Error(message), { name, ...(code && { code }) });

test.each([
  [
    'a region that is misspelt',
    failing('Error', 'getaddrinfo ENOTFOUND securityhub.eu-wset-1.amazonaws.com', 'ENOTFOUND'),
    { region: 'eu-wset-1' },
    'Did you mean --region eu-west-1?',
  ],
  [
    'a region that is no name',
    failing('Error', 'Region not accepted: region="x y" is not a valid hostname component.'),
    { region: 'x y' },
    'There is no region "x y"',
  ],
  ['no network', failing('Error', 'getaddrinfo EAI_AGAIN', 'EAI_AGAIN'), { region: REGION }, 'AWS cannot be found from here'],
  [
    'no credentials',
    failing('CredentialsProviderError', 'Could not load credentials from any providers'),
    { region: REGION },
    'There are no credentials for AWS here',
  ],
  [
    'a profile that is not there',
    failing('CredentialsProviderError', 'Could not resolve credentials'),
    { region: REGION, profile: 'prod' },
    'aws sso login --profile prod',
  ],
  [
    'a region not opted in to',
    failing('UnrecognizedClientException', 'The security token included in the request is invalid.'),
    { region: REGION },
    'has not opted in to this region',
  ],
  [
    'a wrong secret key',
    failing('InvalidSignatureException', 'The request signature we calculated does not match'),
    { region: REGION },
    'the secret key is wrong',
  ],
])('%s is said in words with what to do', (_, error, place, words) => {
  expect(wordsFor(error, place)).toContain(words);
});
