import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CelEngine, TemplateFile } from '@aws/cloudformation-validate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { DRAWING } from '../../scripts/bundles.ts';
import { serverless } from './resources.ts';
import { zipEntries } from './zip-entries.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FUNCTIONS = Object.keys(serverless.functions);

const Resource = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
const Template = z.object({ Resources: z.record(z.string(), Resource), Outputs: z.record(z.string(), z.unknown()) });

let folder: string;
let template: z.output<typeof Template>;
const templatePath = () => join(folder, 'cloudformation-template-update-stack.json');
const ofType = (type: string) => Object.values(template.Resources).filter(({ Type }) => Type === type);

/** Without credentials, and without a network to ask for any. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shub-package-'));
  const env = { PATH: process.env['PATH'], HOME: folder, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' };
  const osls = join(ROOT, 'node_modules/.bin/osls');
  await promisify(execFile)(osls, ['package', '--stage', 'trial', '--package', folder], { cwd: ROOT, env });
  template = Template.parse(JSON.parse(await readFile(templatePath(), 'utf8')));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('CloudFormation finds nothing wrong with the template', () => {
  const engine = new CelEngine();
  try {
    const { diagnostics } = engine.validateStandard(new TemplateFile(templatePath()));
    // W3030: a value that is none of those allowed. Other warnings are about what osls itself writes.
    const wrong = diagnostics.filter(({ severity, ruleId }) => severity === 'FATAL' || severity === 'ERROR' || ruleId === 'W3030');
    expect(wrong.map(({ ruleId, message }) => `${ruleId} ${message}`)).toEqual([]);
  } finally {
    engine.free();
  }
}, 120_000);

test.each(FUNCTIONS)('the package of %s has its bundle and the policy, what it draws with if it draws, and nothing else', async (name) => {
  const drawing = name === 'reports' ? DRAWING.map(({ to }) => to) : [];
  expect(zipEntries(await readFile(join(folder, `${name}.zip`))).sort()).toEqual([`dist/${name}.mjs`, ...drawing, 'policy.yml'].sort());
});

test('functions run on the Node and the processor that they are built for', () => {
  const functions = ofType('AWS::Lambda::Function');
  expect(functions.map(({ Properties }) => Properties['FunctionName']).sort()).toEqual(
    FUNCTIONS.map((name) => `shub-trial-${name}`).sort(),
  );
  for (const { Properties } of functions) expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
});

test('no function reserves concurrency, which would wear out the receives of messages', () => {
  for (const { Properties } of ofType('AWS::Lambda::Function')) expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  const mappings = ofType('AWS::Lambda::EventSourceMapping');
  expect(mappings).toHaveLength(5);
  for (const { Properties } of mappings) {
    expect(Properties).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: expect.any(Number) },
    });
  }
});

test('Slack may call its function, by address and without a signature of AWS, and nobody may call another so', () => {
  const actions = ofType('AWS::Lambda::Permission').map(({ Properties }) => Properties);
  expect(actions).toMatchObject([
    { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE', FunctionName: { 'Fn::GetAtt': ['SlackLambdaFunction', 'Arn'] } },
    { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true, FunctionName: { 'Fn::GetAtt': ['SlackLambdaFunction', 'Arn'] } },
  ]);
  expect(Object.keys(template.Outputs)).toContain('SlackLambdaFunctionUrl');
});
