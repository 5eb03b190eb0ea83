import { expect, test } from 'vitest';
import { dialog } from '../sandbox/page/open-page.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { isFit } from '../support/fit.ts';
import { newestFinding, PATIENCE, SIZES, sitDown } from '../support/sit-down.ts';

openBrowserAndSandbox();

test.each(SIZES)(
  '%s Ana puts a finding off, takes that back, puts it off again, and it comes back by itself',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    const { page, press } = ana;
    await ana.make('+ GuardDuty');
    const finding = newestFinding(sandbox);
    await ana.toSlack();
    const card = ana.card(finding).first();

    await press(card.getByRole('button', { name: /^Snooze/ }));
    await dialog(page).getByText('For how long?').first().waitFor(PATIENCE);
    await isFit(ana, 'snooze');
    await press(dialog(page).getByRole('button', { name: 'Snooze', exact: true }));
    await card.getByText('Snoozed until').first().waitFor(PATIENCE);
    expect(finding.status()).toEqual({ Status: 'NOTIFIED' });
    await isFit(ana, 'snoozed');

    await press(card.getByRole('button', { name: /^Undo/ }));
    await card.getByRole('button', { name: /^Acknowledge/ }).waitFor(PATIENCE);
    expect(finding.status()).toEqual({ Status: 'NEW' });

    await press(card.getByRole('button', { name: /^Snooze/ }));
    await press(dialog(page).getByRole('button', { name: 'Snooze', exact: true }));
    await card.getByText('Snoozed until').first().waitFor(PATIENCE);
    for (let minutes = 0; minutes < 70; minutes += 10) await ana.make('+ 10 min');
    await expect.poll(() => finding.status(), PATIENCE).toEqual({ Status: 'NEW' });
    await ana.toSlack();
    await card.getByText('Back from its snooze').first().waitFor(PATIENCE);
    await isFit(ana, 'back-from-snooze');
    await ana.leave();
  },
  240_000,
);

test.each(SIZES)(
  '%s Ana gives a finding to somebody from the menu of its card',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    const { page, press } = ana;
    await ana.make('+ GuardDuty');
    const finding = newestFinding(sandbox);
    await ana.toSlack();
    await press(ana.card(finding).first().getByRole('button', { name: 'More options' }));
    await isFit(ana, 'menu');
    await press(page.getByRole('menuitem', { name: 'Assign' }));
    await dialog(page).getByText('Person').first().waitFor(PATIENCE);
    await isFit(ana, 'assign');
    await press(dialog(page).getByRole('button', { name: 'Assign', exact: true }));
    await ana.card(finding).getByText('owner').first().waitFor(PATIENCE);
    await isFit(ana, 'assigned');
    await ana.leave();
  },
  120_000,
);
