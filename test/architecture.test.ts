import { expect, test } from 'vitest';
import { brokenHabits } from './architecture/habits.ts';
import { readTree } from './architecture/source-file.ts';
import { forbiddenImports } from './architecture/who-may-import-whom.ts';

/** What must be found is written here, and is itself no fault of this file. */
const OURSELVES = new Set(['test/architecture.test.ts', 'test/architecture/habits.ts']);

test('every file imports only what its place may', () => {
  expect(readTree('src').flatMap(forbiddenImports)).toEqual([]);
});

test('every file keeps the habits', () => {
  const files = readTree('src', 'test', 'scripts').filter(({ path }) => !OURSELVES.has(path));
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap(brokenHabits)).toEqual([]);
});

test.each([
  ['the domain imports a flow', 'src/domain/card.ts', "import { tick } from '../flows/tick.ts';"],
  ['the domain reads files', 'src/domain/card.ts', "import { readFile } from 'node:fs/promises';"],
  ['a flow imports an SDK', 'src/flows/tick.ts', "import { SQSClient } from '@aws-sdk/client-sqs';"],
  ['a flow imports an SDK on the way', 'src/flows/tick.ts', "  const sqs = await import('@aws-sdk/client-sqs');"],
  ['a view imports a flow', 'src/slack/views/help.ts', "import type { Services } from '../../flows/services.ts';"],
  ['an adapter calls a flow', 'src/aws/queues.ts', "import { tick } from '../flows/tick.ts';"],
  ['an adapter calls a flow among types', 'src/aws/queues.ts', "import { type Log, tick } from '../flows/tick.ts';"],
  ['a listener imports an SDK', 'src/slack/listeners/help.ts', "import { SQSClient } from '@aws-sdk/client-sqs';"],
  ['the wiring imports a function', 'src/wiring.ts', "import { handler } from './lambda/clock.ts';"],
  ['the product imports the sandbox', 'src/wiring.ts', "import { movableClock } from './sandbox/clock.ts';"],
  ['an emulator imports the product', 'src/sandbox/aws/sns/emulator.ts', "import { severity } from '../../../domain/finding.ts';"],
  ['an emulator imports another', 'src/sandbox/slack/emulator.ts', "import { startSqs } from '../aws/sqs/emulator.ts';"],
  ['an emulator re-exports the product', 'src/sandbox/slack/emulator.ts', "export * from '../../domain/finding.ts';"],
  ['over several lines', 'src/domain/card.ts', "import {\n  tick,\n  tock,\n} from '../flows/tick.ts';"],
  ['it is in no known place', 'src/extras/thing.ts', ''],
])('an import is refused when %s', (_, path, text) => {
  expect(forbiddenImports({ path, text })).toHaveLength(1);
});

test.each([
  ['an adapter takes a type of the flows', 'src/aws/queues.ts', "import type { Queues } from '../flows/services.ts';"],
  ['an adapter takes types among others', 'src/aws/queues.ts', "import { type Log, type Queues } from '../flows/services.ts';"],
  ['a flow uses the domain', 'src/flows/tick.ts', "import { isOpen } from '../domain/finding.ts';"],
  ['an emulator uses its plumbing', 'src/sandbox/aws/sns/emulator.ts', "import type { Clock } from '../../clock.ts';"],
  ['code merely mentions one', 'src/domain/card.ts', '/** See import in ../flows/tick.ts */\nconst a = "from";'],
])('an import is fine when %s', (_, path, text) => {
  expect(forbiddenImports({ path, text })).toEqual([]);
});

test.each([
  ['a file is too long', 'src/domain/card.ts', '\n'.repeat(251)],
  ['a name means nothing', 'src/slack/view-helpers.ts', ''],
  ['a folder means nothing', 'src/utils/time.ts', ''],
  ['the environment is read', 'src/aws/queues.ts', 'const url = process.env.QUEUE;'],
  ['a flow looks at the clock', 'src/flows/tick.ts', 'const at = new Date();'],
  ['the domain throws dice', 'src/domain/card.ts', 'const id = randomUUID();'],
  ['a parameter is anything', 'src/domain/card.ts', 'const f = (x: any) => x;'],
  ['a list is of anything', 'test/fixtures/list.ts', 'const list: Array<any> = [];'],
  ['a type is asserted', 'src/domain/card.ts', 'const card = row as Card;'],
  ['a type is forced', 'test/flows/a.test.ts', 'const card = row as unknown as Card;'],
  ['the type checker is told to look away', 'src/domain/card.ts', '// @ts-expect-error it works'],
  ['a module is replaced', 'test/flows/a.test.ts', "vi.mock('../../src/wiring.ts');"],
  ['a test is left out', 'test/flows/a.test.ts', "test.skip('later', () => {});"],
  ['others are left out', 'test/flows/a.test.ts', "describe.only('now', () => {});"],
  ['a table of tests is left out', 'test/flows/a.test.ts', "test.each([1]).skip('later', () => {});"],
])('it is told when %s', (_, path, text) => {
  expect(brokenHabits({ path, text })).toHaveLength(1);
});

test.each([
  ['as const', 'src/domain/card.ts', 'const ALL = [1, 2] as const;'],
  ['import * as z', 'src/domain/card.ts', "import * as z from 'zod';"],
  ['a renaming', 'src/domain/card.ts', "export {\n  one as two,\n} from './one.ts';"],
  ['a comment', 'src/domain/card.ts', '// as Card, not any: new Date() would be wrong\nconst a = 1; // x as Y'],
  ['an address', 'src/domain/card.ts', "const page = 'https://docs.slack.dev/reference';"],
])('%s is no fault', (_, path, text) => {
  expect(brokenHabits({ path, text })).toEqual([]);
});
