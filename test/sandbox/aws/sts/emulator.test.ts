import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StsEmulator } from '../../../../src/sandbox/aws/contract.ts';
import { startSts } from '../../../../src/sandbox/aws/sts/emulator.ts';
import { movableClock } from '../../../../src/sandbox/clock.ts';

let sts: StsEmulator;
beforeEach(async () => {
  sts = await startSts({ clock: movableClock({ runs: false }), account: '111122223333' });
});
afterEach(() => sts.stop());

// Without @aws-sdk/client-sts, which the product does not depend on: what that client would send, by hand.
async function ask(Action: string, headers: Record<string, string> = {}) {
  const answer = await fetch(sts.url, { method: 'POST', headers, body: new URLSearchParams({ Action, Version: '2011-06-15' }) });
  return { status: answer.status, text: await answer.text() };
}

const authorization = 'AWS4-HMAC-SHA256 Credential=AKIDANA/20260302/eu-central-1/sts/aws4_request, SignedHeaders=host, Signature=0';

test('who signs is told who they are', async () => {
  const { status, text } = await ask('GetCallerIdentity', { authorization });

  expect(status).toBe(200);
  expect(text).toContain('<Account>111122223333</Account>');
  expect(text).toContain('<Arn>arn:aws:iam::111122223333:user/AKIDANA</Arn>');
  expect(text).toContain('<UserId>AKIDANA</UserId>');
  expect(sts.calls).toMatchObject([{ operation: 'GetCallerIdentity', status: 200 }]);
});

test('who does not sign is nobody', async () => {
  expect(await ask('GetCallerIdentity')).toMatchObject({ status: 403, text: expect.stringContaining('<Code>MissingAuthenticationToken<') });
});

test('anything else is refused by its name', async () => {
  expect(await ask('AssumeRole', { authorization })).toMatchObject({ status: 400, text: expect.stringContaining('has no AssumeRole.') });
});
