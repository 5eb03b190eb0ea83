import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { dialog, entry, messages, PHONE, write } from '../sandbox/page/open-page.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { isFit } from '../support/fit.ts';
import { newestFinding, PATIENCE, sitDown } from '../support/sit-down.ts';

openBrowserAndSandbox();

const DAY = 24 * 3600_000;
const REASON = 'Research honeypot, agreed with the board';

/** Ana asks to suppress the newest, critical, finding until that day, and Clara agrees. */
async function suppressedByTwo(until: string) {
  const ana = await sitDown(browser, sandbox, { viewport: PHONE });
  await ana.make('+ GuardDuty');
  const finding = newestFinding(sandbox);
  await ana.toSlack();
  await ana.press(ana.card(finding).getByRole('button', { name: /^Suppress/ }));
  const form = dialog(ana.page);
  await form.locator('select').selectOption({ label: 'Accepted risk' });
  await form.locator('textarea').fill(REASON);
  await form.locator('input[type=date]').fill(until);
  await ana.press(form.getByRole('button', { name: 'Suppress', exact: true }));
  await ana.card(finding).getByText('a second person decides in the thread').first().waitFor(PATIENCE);
  await ana.leave();

  const clara = await sitDown(browser, sandbox, { viewport: PHONE, as: 'U0CLARA' });
  await clara.toSlack();
  await clara.press(
    clara
      .card(finding)
      .first()
      .getByRole('button', { name: /repl(y|ies)/ }),
  );
  await clara.press(clara.page.locator('.thread-panel').getByRole('button', { name: 'Approve this suppression' }));
  await expect.poll(finding.status, PATIENCE).toEqual({ Status: 'SUPPRESSED' });
  await clara.leave();
  return finding;
}

test('on a phone the register says who hides what, why, who agreed and until when; its CSV arrives, and its button ends one', async () => {
  const until = new Date(Date.now() + 20 * DAY).toISOString().slice(0, 10);
  const finding = await suppressedByTwo(until);
  const bruno = await sitDown(browser, sandbox, { viewport: PHONE, as: 'U0BRUNO' });
  const { page, press } = bruno;
  await bruno.toSlack();
  await write(page, '/shub exceptions');
  const list = messages(page).filter({ hasText: 'Suppressions in force' }).last();
  await list.waitFor(PATIENCE);
  const words = await list.innerText();
  expect(words).toContain('1 ending within 30 days');
  expect(words).toContain(finding.resource);
  expect(words).toContain('prod-payments (111122223333) · eu-west-1');
  expect(words).toContain(`accepted risk: “${REASON}”`);
  expect(words).toMatch(/until \S.* · by @Ana since .* · approved by @Clara/);
  await isFit(bruno, 'exceptions');

  await press(list.getByRole('button', { name: 'All suppressions as a CSV file' }));
  await messages(page).filter({ hasText: 'The file comes to you as a direct message' }).last().waitFor(PATIENCE);
  await press(page.locator('.channel-screen').getByRole('button', { name: 'Channels' }));
  await press(entry(page, 'shub'));
  const file = page.locator('.channel-screen').locator('a.file-box[download$=".csv"]');
  await file.first().waitFor(PATIENCE);
  await isFit(bruno, 'exceptions-csv');
  const [download] = await Promise.all([page.waitForEvent('download'), press(file.first())]);
  const csv = await readFile(await download.path(), 'utf8');
  expect(csv).toContain('until,since,owner,approver,reason,text,severity,title,account,region,resources,findings,finding ids');
  expect(csv).toContain(`${until}T12:00:00.000Z,`);
  expect(csv).toContain(`,U0ANA,U0CLARA,accepted risk,"${REASON}",CRITICAL,`);
  expect(csv).toContain(finding.resource);

  await bruno.goTo('sec-prod');
  await press(list.getByRole('button', { name: /End now/ }));
  await isFit(bruno, 'exceptions-end');
  await press(page.getByRole('button', { name: 'End it', exact: true }));
  await messages(page).filter({ hasText: 'You have ended this suppression; the finding is new again.' }).last().waitFor(PATIENCE);
  expect(finding.status()).toEqual({ Status: 'NEW' });
  await isFit(bruno, 'exceptions-ended');
  await bruno.leave();
}, 240_000);
