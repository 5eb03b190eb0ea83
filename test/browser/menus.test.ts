import { expect, test } from 'vitest';
import { dialog } from '../sandbox/page/open-page.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { isFit } from '../support/fit.ts';
import { newestFinding, PATIENCE, type Person, SIZES, sitDown } from '../support/sit-down.ts';

openBrowserAndSandbox();

async function openHome({ page, press, onPhone }: Person): Promise<void> {
  if (onPhone) await press(page.locator('.channel-screen').getByRole('button', { name: 'Channels' }));
  await press(page.getByRole('button', { name: 'Home' }));
}

test.each(SIZES)(
  '%s what Ana acknowledges is in her Home, and from there she finds another',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    const { page, press } = ana;
    await ana.make('+ GuardDuty');
    const finding = newestFinding(sandbox);
    await ana.toSlack();
    await press(ana.card(finding).getByRole('button', { name: /^Acknowledge/ }));
    await ana.card(finding).getByText('Acknowledged by').first().waitFor(PATIENCE);

    await openHome(ana);
    const home = page.getByRole('region', { name: 'Home' });
    await home.getByText(finding.resource).first().waitFor(PATIENCE);
    await isFit(ana, 'home');

    await press(home.getByRole('button', { name: 'Find a finding…' }));
    await dialog(page).getByText('Severity').first().waitFor(PATIENCE);
    await isFit(ana, 'find');
    await press(dialog(page).getByRole('button', { name: 'Cancel' }));
    await dialog(page).waitFor({ state: 'detached' });
    await ana.leave();
  },
  120_000,
);

test.each(SIZES)(
  '%s Ana opens a ticket and writes a note from the menu of a card',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    const { page, press } = ana;
    await ana.make('+ GuardDuty');
    const finding = newestFinding(sandbox);
    await ana.toSlack();
    const choose = async (name: string) => {
      await press(ana.card(finding).first().getByRole('button', { name: 'More actions' }));
      await press(page.getByRole('menuitem', { name }));
    };

    await choose('Add note');
    await dialog(page).getByRole('textbox').fill('Payments knows; the fix comes with release 42');
    await press(dialog(page).getByRole('button', { name: 'Add note' }));
    const noted = () => JSON.stringify([...sandbox.hub.findings.values()].at(-1)?.Note ?? '');
    await expect.poll(noted, PATIENCE).toContain('the fix comes with release 42');
    // Its line in the thread has the card drawn anew, which closes a menu that is open on it.
    await ana.card(finding).first().getByText('1 reply').waitFor(PATIENCE);
    await sandbox.settled();
    await choose('Ticket');
    await ana.card(finding).getByText('🎫').first().waitFor(PATIENCE);
    await isFit(ana, 'ticket');
    await ana.leave();
  },
  120_000,
);

test('at a desk the buttons of a card stand in one row, its menu at the end of them', async () => {
  const ana = await sitDown(browser, sandbox);
  const rows = ana.page.locator('.channel-screen article.message .block-actions');
  await rows.nth(2).waitFor(PATIENCE);
  const heights = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('button')].map((button) => Math.round(button.getBoundingClientRect().top))),
  );
  for (const tops of heights) expect(new Set(tops).size).toBe(1);
  await ana.leave();
}, 120_000);
