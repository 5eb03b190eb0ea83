import { expect, test } from 'vitest';
import { dialog, PHONE } from '../sandbox/page/open-page.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { isFit } from '../support/fit.ts';
import { type NewFinding, newestFinding, PATIENCE, type Person, sitDown } from '../support/sit-down.ts';

openBrowserAndSandbox();

const DAY = 24 * 3600_000;

/** Opens the thread of a card and presses a button of the question in it. */
async function answers({ page, press, card, toSlack }: Person, finding: NewFinding, name: string): Promise<void> {
  await toSlack();
  const thread = page.locator('.thread-panel');
  if (await thread.isHidden())
    await press(
      card(finding)
        .first()
        .getByRole('button', { name: /repl(y|ies)/ }),
    );
  await press(thread.getByRole('button', { name }));
}

test('on a phone a critical finding is suppressed only by the word of a second person, and comes back when its time is over', async () => {
  const clara = await sitDown(browser, sandbox, { viewport: PHONE, as: 'U0CLARA' });
  await clara.make('+ GuardDuty');
  const finding = newestFinding(sandbox);
  await clara.toSlack();
  await clara.press(clara.card(finding).getByRole('button', { name: /^Suppress/ }));
  const form = dialog(clara.page);
  await form.getByText('1 finding in 1 account').waitFor(PATIENCE);
  await form.getByText('a second person decides').waitFor();
  await isFit(clara, 'suppress-form');
  await form.locator('select').selectOption({ label: 'Accepted risk' });
  await form.locator('textarea').fill('Research honeypot, agreed with the board');
  await form.locator('input[type=date]').fill(new Date(Date.now() + 2 * DAY).toISOString().slice(0, 10));
  await clara.press(form.getByRole('button', { name: 'Suppress', exact: true }));

  const asked = clara.card(finding).getByText('asks to suppress this; a second person decides in the thread');
  await asked.first().waitFor(PATIENCE);
  expect(finding.status()).toEqual({ Status: 'NEW' });
  await isFit(clara, 'awaiting-approval');

  // Clara may approve, but not what she has asked for herself.
  await answers(clara, finding, 'Approve this suppression');
  const refusal = clara.page.locator('.message.ephemeral').filter({ hasText: 'You have asked for this yourself' });
  await refusal.first().waitFor(PATIENCE);
  expect(finding.status()).toEqual({ Status: 'NEW' });
  await clara.leave();

  // Ana is no approver: she hears so, and it stays as it is.
  const ana = await sitDown(browser, sandbox, { viewport: PHONE });
  await answers(ana, finding, 'Approve this suppression');
  await ana.page.locator('.message.ephemeral').filter({ hasText: 'This needs the role approver or admin' }).first().waitFor(PATIENCE);
  expect(finding.status()).toEqual({ Status: 'NEW' });
  await ana.leave();

  const dan = await sitDown(browser, sandbox, { viewport: PHONE, as: 'U0DAN' });
  await answers(dan, finding, 'Approve this suppression');
  await dan.page.locator('.thread-panel').getByText('Approved: suppressed').first().waitFor(PATIENCE);
  expect(finding.status()).toEqual({ Status: 'SUPPRESSED' });
  await isFit(dan, 'approved-thread');
  await dan.press(dan.page.locator('.thread-panel').getByRole('button', { name: 'Close' }));
  const card = dan.card(finding).first();
  await card.getByText('approved by').waitFor(PATIENCE);
  expect(await card.innerText()).toMatch(/Suppressed until .* approved by @dan/i);
  await isFit(dan, 'suppressed');

  for (let day = 0; day < 3; day++) await dan.make('+ 1 day');
  await expect.poll(finding.status, PATIENCE).toEqual({ Status: 'NEW' });
  await dan.toSlack();
  const back = dan.card(finding).filter({ hasText: 'Its suppression has ended' });
  await back.getByText('it was suppressed because accepted risk: Research honeypot').waitFor(PATIENCE);
  await back.getByRole('button', { name: /^Acknowledge/ }).waitFor();
  await isFit(dan, 'suppression-ended');
  await dan.leave();
}, 300_000);
