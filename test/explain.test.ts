import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { aConfigAsff, aControlAsff, anAsff } from './fixtures/asff.ts';
import { violations } from './slack/limits.ts';

const POLICY = `
routes:
  - name: payments
    when: { tag: { team: payments } }
    channel: C0PAYMENTS
defaultChannel: C0ALERTS00
accounts: { '111122223333': 'shop-staging' }
`;

let folder: string;
let policy: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'explain-'));
  policy = join(folder, 'named.yml');
  await writeFile(policy, POLICY);
});

interface Ran {
  code: number | null;
  lines: Record<string, unknown>[];
  stderr: string;
}

/** Runs the command as a person does, with `input` on standard input. */
async function explain(
  input: string,
  { args = ['-'], env = { SHUB_POLICY: policy } }: { args?: string[]; env?: Record<string, string> } = {},
): Promise<Ran> {
  const cli = new URL('../src/explain.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), cli, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const lines = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { code: await closed, lines, stderr };
}

const event = (findings: unknown[], type = 'Security Hub Findings - Imported') => ({
  version: '0',
  id: 'e-1',
  'detail-type': type,
  source: 'aws.securityhub',
  account: '111122223333',
  time: '2026-03-02T09:05:04Z',
  region: 'eu-west-1',
  resources: [],
  detail: { findings, actionName: 'Send to Slack' },
});

test('a critical finding is explained with its channel and the very card that would be posted', async () => {
  const { code, lines } = await explain(JSON.stringify(aControlAsff()));

  expect(code).toBe(0);
  expect(lines).toEqual([
    {
      finding: {
        id: 'arn:aws:securityhub:eu-west-1:111122223333:security-control/EC2.19/finding/7e8f',
        productArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
        severity: 'CRITICAL',
        account: '111122223333',
        region: 'eu-west-1',
        title: 'Security groups should not allow unrestricted access to ports with high risk',
        workflow: 'NEW',
        recordState: 'ACTIVE',
        product: 'Security Hub',
      },
      verdict: 'alert',
      because: 'first seen',
      channel: 'C0PAYMENTS',
      message: expect.objectContaining({ text: expect.stringMatching(/^CRITICAL: EC2\.19 /) }),
    },
  ]);
  expect(violations(lines[0]?.['message'] ?? {})).toEqual([]);
});

test('a medium finding gets no card, unless the cards are asked for', async () => {
  const input = JSON.stringify(aConfigAsff());
  const { lines } = await explain(input);
  expect(lines).toMatchObject([{ verdict: 'ticket', because: 'first seen', channel: 'C0ALERTS00' }]);
  expect(lines[0]).not.toHaveProperty('message');

  const withCards = await explain(input, { args: ['--cards', '-'] });
  expect(withCards.lines).toMatchObject([{ verdict: 'ticket', message: { text: expect.stringContaining('shop-staging') } }]);
});

test('events, arrays of either and a file with one per line are all read, in their order', async () => {
  const file = join(folder, 'mixed.ndjson');
  await writeFile(
    file,
    [
      JSON.stringify(event([anAsff({ Id: 'one' }), anAsff({ Id: 'two' })])),
      '',
      JSON.stringify([anAsff({ Id: 'three' }), event([anAsff({ Id: 'four' })])]),
      JSON.stringify(event([anAsff({ Id: 'five', Severity: { Label: 'LOW' } })], 'Security Hub Findings - Custom Action')),
    ].join('\r\n'),
  );
  const { code, lines } = await explain('', { args: [file] });

  expect(code).toBe(0);
  expect(lines.map(({ finding }) => finding)).toMatchObject(['one', 'two', 'three', 'four', 'five'].map((id) => ({ id })));
  expect(lines.at(-1)).toMatchObject({ verdict: 'alert', because: 'sent by hand' });
});

test('what is not understood is an error on its own line, and the rest is explained all the same', async () => {
  const { code, lines } = await explain(
    [
      JSON.stringify(anAsff({ Id: 'one' })),
      '{"Id": "two", ',
      '42',
      'null',
      JSON.stringify({ Id: 'three' }),
      JSON.stringify({ 'detail-type': 'Something else' }),
      JSON.stringify({ class_uid: 2004, metadata: { uid: 'four' }, finding_info: {} }),
      JSON.stringify(event([{}], 'Findings Imported V2')),
      JSON.stringify(anAsff({ Id: 'five' })),
    ].join('\n'),
  );

  expect(code).toBe(1);
  expect(lines).toMatchObject([
    { finding: { id: 'one' } },
    { error: { reason: expect.stringContaining('Not JSON'), line: 2 } },
    { error: { reason: 'The finding is not an object.', line: 3 } },
    { error: { reason: 'The finding is not an object.', line: 4 } },
    { error: { reason: 'ProductArn is missing or not text.', id: 'three', line: 5 } },
    { error: { reason: expect.stringContaining('The event has no usable'), line: 6 } },
    { error: { reason: 'unsupported yet', dialect: 'OCSF', id: 'four', line: 7 } },
    { error: { reason: 'unsupported yet', dialect: 'OCSF', line: 8 } },
    { finding: { id: 'five' } },
  ]);
});

test.each([
  ['nothing', '', 'The input is empty.'],
  ['an empty array', '[]', 'The array is empty.'],
  ['an indented document that is broken', '{\n  "Id": "one",\n  oops\n}', 'Not JSON'],
  ['nesting deeper than any parser', '['.repeat(200_000), 'Not JSON'],
])('%s is one error and no crash', async (_, input, reason) => {
  const { code, lines } = await explain(input);

  expect(code).toBe(1);
  expect(lines).toEqual([{ error: expect.objectContaining({ reason: expect.stringContaining(reason) }) }]);
});

test('a large answer arrives whole before the command ends', async () => {
  const findings = Array.from({ length: 800 }, (_, n) => JSON.stringify(anAsff({ Id: `finding ${n}` })));
  const { code, lines } = await explain([...findings, 'broken'].join('\n'));

  expect(code).toBe(1);
  expect(lines).toHaveLength(801);
  expect(lines.at(-2)).toMatchObject({ finding: { id: 'finding 799' }, verdict: 'alert' });
});

test('without a policy nothing has a channel, the one beside us holds unless another is named, and a bad policy or a missing file says so before it begins', async () => {
  const input = JSON.stringify(anAsff());
  const without = await explain(input, { env: { SHUB_POLICY: '' } });
  expect(without).toMatchObject({ code: 0, lines: [{ verdict: 'log', because: 'no route wants it', channel: null }] });

  await writeFile(join(folder, 'policy.yml'), 'defaultChannel: C0BESIDEUS');
  expect((await explain(input, { env: { SHUB_POLICY: '' } })).lines).toMatchObject([{ verdict: 'alert', channel: 'C0BESIDEUS' }]);

  const bad = join(folder, 'bad.yml');
  await writeFile(bad, 'rotues: []');
  expect(await explain(input, { env: { SHUB_POLICY: bad } })).toMatchObject({
    code: 2,
    lines: [],
    stderr: expect.stringContaining('rotues'),
  });
  expect(await explain('', { args: ['no-such-file.json'] })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no-such-file.json'),
  });
  expect(await explain('', { args: [] })).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage') });
});
