import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { policySchemaText } from '../../scripts/policy-schema-text.ts';
import { readConfig, readContainerConfig } from '../../src/config.ts';
import { readPolicy } from '../../src/policy.ts';
import { serverless } from './resources.ts';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);

/** Some are demanded of the container only, and may be given to the others. */
const known = [...new Set(matches(read('src/config.ts'), /^ {2}([A-Z][A-Z0-9_]+): /gm))];
const example = read('.env.example');

test('.env.example has every variable that src/config.ts reads, and no other', () => {
  expect(known.length).toBeGreaterThan(10);
  expect(matches(example, /^(?:# )?([A-Z][A-Z0-9_]+)=/gm).sort()).toEqual(known.toSorted());
});

test('what .env.example sets is enough to start the container', () => {
  const set = Object.fromEntries([...example.matchAll(/^([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
  expect(readContainerConfig(set)).toMatchObject({ port: 3000, region: 'eu-west-1', policy: 'policy.yml' });
});

test('serverless.yml sets variables that src/config.ts reads, and all that a function needs', () => {
  const set = Object.keys(serverless.provider.environment);
  for (const name of set) expect(known).toContain(name);
  // Lambda itself sets AWS_REGION.
  const something = (name: string) => (name.endsWith('_TOPIC_ARN') ? 'arn:aws:sns:eu-west-1:111122223333:something' : 'something');
  const config = () => readConfig(Object.fromEntries([...set, 'AWS_REGION'].map((name) => [name, something(name)])));
  expect(config).not.toThrow();
});

test('secrets are named in the environment of functions, never written there', () => {
  const { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: secret } = serverless.provider.environment;
  expect(token).toMatch(/^ssm:\/shub\/.*\/slack-bot-token$/);
  expect(secret).toMatch(/^ssm:\/shub\/.*\/slack-signing-secret$/);
});

test('the policy that is shipped can be used, and gives nobody a role', () => {
  expect(Object.values(readPolicy(read('policy.yml')).roles).flat()).toEqual([]);
});

test('the examples in the policy that is shipped can be used when their # is taken away', () => {
  const uncommented = read('policy.yml')
    .replace('routes: []\n', 'routes:\n')
    .replace(/^#( {2}.*)$/gm, '$1');
  expect(readPolicy(uncommented)).toMatchObject({ routes: [{ name: 'payments' }], defaultChannel: 'C0123456789' });
});

test('docs/policy.schema.json says what the policy says now (`npm run schema` writes it)', () => {
  expect(read('docs/policy.schema.json')).toBe(policySchemaText());
});
