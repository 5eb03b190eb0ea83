import { expect, test } from 'vitest';
import { publicBucket } from '../../src/sandbox/samples/posture.ts';
import { HOME } from '../../src/sandbox/samples/sample.ts';
import { dialog, messages, PHONE, write } from '../sandbox/page/open-page.ts';
import { complaints, overflow } from '../support/axe.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { PATIENCE, sitDown } from '../support/sit-down.ts';

openBrowserAndSandbox();

const PICTURES = process.env['PICTURES'];

test('on a phone 37 findings are acknowledged at once from a list, and taken back', async () => {
  const before = sandbox.hub.findings.size;
  const account = { id: '121212121212', name: 'migration-lab' };
  sandbox.hub.imports(...Array.from({ length: 37 }, (_, place) => publicBucket({ account, region: HOME, at: Date.now() + place })));
  await expect.poll(() => sandbox.hub.findings.size, PATIENCE).toBe(before + 37);
  const theirs = () =>
    [...sandbox.hub.findings.values()]
      .filter(({ AwsAccountId }) => AwsAccountId === account.id)
      .map(({ Workflow }) => JSON.stringify(Workflow));

  const ana = await sitDown(browser, sandbox, { viewport: PHONE });
  await write(ana.page, `/shub findings account=${account.id}`);
  const list = ana.page.locator('.message.ephemeral').last();
  await ana.press(list.getByRole('button', { name: /^All of these/ }));
  await dialog(ana.page)
    .getByText(/37 open findings in 1 account/)
    .waitFor(PATIENCE);
  expect(await overflow(ana.page)).toBe(0);
  expect(await complaints(ana.page)).toEqual([]);
  if (PICTURES) await ana.page.screenshot({ path: `${PICTURES}/bulk-form.png` });

  // Another action says what that one would do.
  await dialog(ana.page).locator('select').first().selectOption({ label: 'Suppress' });
  await dialog(ana.page).getByText('Suppress: 37 open findings').waitFor(PATIENCE);
  if (PICTURES) await ana.page.screenshot({ path: `${PICTURES}/bulk-form-suppress.png` });
  await dialog(ana.page).locator('select').first().selectOption({ label: 'Acknowledge' });
  await dialog(ana.page).getByText('Acknowledge: 37 open findings').waitFor(PATIENCE);
  await ana.press(dialog(ana.page).getByRole('button', { name: 'Acknowledge (37)' }));

  const result = messages(ana.page).filter({ hasText: 'Acknowledged 37 of 37 findings' });
  await result.first().waitFor(PATIENCE);
  expect(new Set(theirs())).toEqual(new Set(['{"Status":"NOTIFIED"}']));
  expect(await overflow(ana.page)).toBe(0);
  if (PICTURES) await ana.page.screenshot({ path: `${PICTURES}/bulk-done.png` });

  await ana.press(result.getByRole('button', { name: /^Undo/ }));
  await messages(ana.page).filter({ hasText: 'Taken back: 37 of 37' }).first().waitFor(PATIENCE);
  expect(new Set(theirs())).toEqual(new Set(['{"Status":"NEW"}']));
  expect(await result.count()).toBe(0);
  if (PICTURES) await ana.page.screenshot({ path: `${PICTURES}/bulk-undone.png` });
  await ana.leave();
}, 240_000);

test('on a phone a queue of five is worked through by thumb, each card in the place of the one before', async () => {
  const ana = await sitDown(browser, sandbox, { viewport: PHONE });
  await write(ana.page, '/shub next');
  const card = ana.page.locator('.message.ephemeral').filter({ hasText: 'Next for you' });
  const seen = new Set<string>();
  for (let place = 0; place < 5; place++) {
    await card.last().waitFor(PATIENCE);
    const text = await card.last().innerText();
    seen.add(text);
    expect(await card.count()).toBe(1);
    expect(await overflow(ana.page)).toBe(0);
    if (PICTURES) await ana.page.screenshot({ path: `${PICTURES}/next-${place}.png` });
    await ana.press(card.last().getByRole('button', { name: place === 2 ? /^Skip/ : /^Acknowledge/ }));
    await expect.poll(async () => ((await card.count()) === 0 ? 'over' : await card.last().innerText()), PATIENCE).not.toBe(text);
  }
  expect(seen.size).toBe(5);
  expect(await complaints(ana.page)).toEqual([]);
  await ana.leave();
}, 240_000);

test('on a phone the card for the next shift reads without moving sideways', async () => {
  const ana = await sitDown(browser, sandbox, { viewport: PHONE });
  await write(ana.page, '/shub handover');
  await messages(ana.page).filter({ hasText: 'Handover' }).last().waitFor(PATIENCE);
  expect(await overflow(ana.page)).toBe(0);
  expect(await complaints(ana.page)).toEqual([]);
  if (PICTURES) await ana.page.screenshot({ path: `${PICTURES}/handover.png` });
  await write(ana.page, '/shub mine');
  await ana.page.locator('.message.ephemeral').filter({ hasText: 'Yours, the oldest first' }).last().waitFor(PATIENCE);
  expect(await overflow(ana.page)).toBe(0);
  if (PICTURES) await ana.page.screenshot({ path: `${PICTURES}/mine.png` });
  await ana.leave();
}, 240_000);
