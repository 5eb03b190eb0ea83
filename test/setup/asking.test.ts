import { afterEach, beforeEach, expect, test } from 'vitest';
import { anEmptyAccount, type EmptyAccount } from './empty-account.ts';

let account: EmptyAccount;
beforeEach(async () => {
  account = await anEmptyAccount();
});
afterEach(() => account.stop());

test('whoever sits there is asked for standards and then whether to do it', async () => {
  const { code, said } = await account.setUp('', { typing: ['fsbp', 'y'] });
  expect(code).toBe(0);
  expect(said).toContain('+ Standards              switch on fsbp');
  expect(Object.values(account.hub.standards.enabled())).toEqual(['READY']);
});

test('progress is shown in place on a terminal, and line by line elsewhere', async () => {
  const attended = await account.setUp('', { typing: ['fsbp,cis5', 'y'] });
  expect(attended.said).toContain('\u001B[2A\u001B[2K   FSBP 1.0.0               PENDING');
  const unattended = await account.setUp('--yes --standards pcidss4');
  expect(unattended.said).not.toContain('\u001B');
  expect(unattended.said.match(/^ {3}PCI DSS 4.0.1 +\w+$/gm)).toHaveLength(2);
});

test.each([['n'], ['']])('the answer "%s" does nothing', async (answer) => {
  const { code, said, changes } = await account.setUp('--standards none', { typing: [answer] });
  expect({ code, changes }).toEqual({ code: 1, changes: [] });
  expect(said).toContain('Nothing was done.');
});

test('an input that ends instead of answering does nothing', async () => {
  expect(await account.setUp('--standards none', { typing: [] })).toMatchObject({ code: 1, changes: [] });
});

test('where nobody can be asked it shows the plan and says how to go on', async () => {
  const { code, said, changes } = await account.setUp('');
  expect({ code, changes }).toEqual({ code: 2, changes: [] });
  expect(said).toContain('+ Security Hub');
  expect(said).toContain('Run this again with --yes');
});

test('--dry-run shows and changes nothing, even with --yes', async () => {
  const { code, said, changes } = await account.setUp('--dry-run --yes');
  expect({ code, changes }).toEqual({ code: 0, changes: [] });
  expect(said).toContain('Nothing was done (--dry-run).');
});

test('--help explains every flag and asks nothing of AWS', async () => {
  const { code, said, calls } = await account.setUp('--help', { environment: {} });
  expect({ code, calls }).toEqual({ code: 0, calls: [] });
  for (const flag of ['--region', '--profile', '--stage', '--standards', '--consolidate', '--no-wait', '--queue', '--yes', '--dry-run'])
    expect(said).toContain(flag);
});

test.each([
  ['--regoin eu-west-1', 'There is no --regoin. Did you mean --region?'],
  ['--region', 'argument missing'],
  ['--stage Production!', 'A stage is a short word in small letters'],
  ['--standards ,', '--standards needs names'],
  ['--standards none,fsbp', 'cannot be said together'],
  ['fsbp', 'Is it meant for --standards?'],
  ['--yes=maybe', 'does not take an argument'],
])('"%s" is refused before AWS is asked', async (args, words) => {
  const { code, said, calls } = await account.setUp(args);
  expect({ code, calls }).toEqual({ code: 2, calls: [] });
  expect(said).toContain(words);
});

test('without a region it asks for one instead of guessing', async () => {
  const { code, said } = await account.setUp('--dry-run', { environment: {} });
  expect(code).toBe(2);
  expect(said).toContain('--region eu-west-1, or set AWS_REGION');
});

test.each([
  ['--queue arn:aws:sqs:eu-west-1:111122223333:nowhere', 'There is no queue'],
  ['--queue arn:aws:sns:eu-west-1:111122223333:topic', 'is not the ARN of an SQS queue'],
])('%s is refused before anything changes', async (args, words) => {
  const { code, said, changes } = await account.setUp(`--yes ${args}`);
  expect({ code, changes }).toEqual({ code: 2, changes: [] });
  expect(said).toContain(words);
});

test('a queue without one for dead letters needs one named', async () => {
  const { arn } = account.sqs.create('alone');
  expect((await account.setUp(`--yes --queue ${arn}`)).said).toContain('--dead-letters');
  const dead = account.sqs.create('alone-dead');
  expect((await account.setUp(`--yes --standards none --queue ${arn} --dead-letters ${dead.arn}`)).code).toBe(0);
});
