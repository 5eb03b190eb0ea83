import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { deployedFunctions } from '../../scripts/bundles.ts';
import notExpress, { Router } from '../../scripts/stubs/express.ts';
import { InstallProvider } from '../../scripts/stubs/slack-oauth.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const functions = await deployedFunctions();

const SETTINGS = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIATEST',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  SLACK_BOT_TOKEN: 'xoxb-test',
  SLACK_SIGNING_SECRET: 'a-signing-secret-of-thirty-two-chars',
  SLACK_BOT_ID: 'B0TEST',
  SLACK_BOT_USER_ID: 'U0TEST',
  SLACK_APP_ID: 'A0TEST',
  SLACK_TEAM_ID: 'T0TEST',
  TABLE_NAME: 'shub',
  AUDIT_TABLE_NAME: 'shub-audit',
  WAKE_QUEUE_URL: 'http://127.0.0.1:9/wake',
  ACTIONS_QUEUE_URL: 'http://127.0.0.1:9/actions',
  ADMIN_QUEUE_URL: 'http://127.0.0.1:9/admin',
  REPORTS_QUEUE_URL: 'http://127.0.0.1:9/reports',
};

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

async function node(args: string[], env: Record<string, string>): Promise<Ran> {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { PATH: process.env['PATH'], ...env } });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, stdout, stderr };
}

/** Calls a built handler in a process of its own, as Lambda would: an environment, an event, and nothing of our tools. */
async function invoke(bundle: string, event: unknown, env: Record<string, string>): Promise<Ran> {
  const program = `
    import { handler } from ${JSON.stringify(pathToFileURL(`${ROOT}/${bundle}`).href)};
    handler(${JSON.stringify(event)}).then(
      (answer) => { process.stdout.write('ANSWER ' + JSON.stringify(answer) + '\\n'); process.exit(0); },
      (error) => { process.stderr.write(String(error)); process.exit(1); },
    );`;
  return node(['--input-type=module', '--eval', program], env);
}

const Answer = z.object({ statusCode: z.number() });

test.each(functions)('$name, called without any setting, names each that is missing', async ({ bundle }) => {
  const { code, stderr } = await invoke(bundle, {}, {});
  expect(code).toBe(1);
  for (const name of ['SLACK_BOT_TOKEN', 'TABLE_NAME', 'ADMIN_QUEUE_URL']) expect(stderr).toContain(`${name} is missing`);
});

test('what answers Slack starts with all of Bolt that it needs, and turns away what nobody signed', async () => {
  const event = {
    version: '2.0',
    rawPath: '/slack/events',
    rawQueryString: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    requestContext: { http: { method: 'POST', path: '/slack/events' } },
    body: Buffer.from('command=%2Fshub').toString('base64'),
    isBase64Encoded: true,
  };
  const { stdout, stderr } = await invoke('dist/slack.mjs', event, SETTINGS);
  const answer = stdout.split('\n').find((line) => line.startsWith('ANSWER '));
  expect(answer, stderr).toBeDefined();
  expect(Answer.parse(JSON.parse(answer?.slice('ANSWER '.length) ?? '')).statusCode).toBe(401);
});

test.each(functions.filter(({ name }) => !['slack', 'clock'].includes(name)))('$name takes an empty batch', async ({ bundle }) => {
  const { stdout, stderr } = await invoke(bundle, { Records: [] }, SETTINGS);
  expect(stdout, stderr).toContain('ANSWER {"batchItemFailures":[]}');
});

test('the container, started without any setting, names each that is missing and where to go instead', async () => {
  const { code, stderr } = await node(['dist/start.mjs'], {});
  expect(code).toBe(1);
  for (const name of ['SLACK_BOT_TOKEN', 'FINDINGS_QUEUE_URL']) expect(stderr).toContain(`${name} is missing`);
  expect(stderr).toContain('npm run sandbox');
});

test('whoever reaches for what was left out of the bundles is told so', () => {
  expect(() => notExpress()).toThrow('express is not in this bundle');
  expect(() => Router()).toThrow('Router of express is not in this bundle');
  expect(() => Reflect.construct(InstallProvider, [])).toThrow('InstallProvider of @slack/oauth is not in this bundle');
});
