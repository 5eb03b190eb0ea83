import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { dialog } from '../sandbox/page/open-page.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { newestFinding, PATIENCE, SIZES, sitDown } from '../support/sit-down.ts';

openBrowserAndSandbox();

test.each(SIZES)(
  '%s a finding arrives as a card, a responder acknowledges it, Security Hub says NOTIFIED and the card who',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    await ana.make('+ GuardDuty');
    const finding = newestFinding(sandbox);
    if (ana.onPhone) {
      // What came while she looked at the console lights up the phone, and a tap leads to it.
      await ana.press(ana.page.locator('.push-banner').getByRole('button'));
    }
    const card = ana.card(finding);
    const acknowledge = card.getByRole('button', { name: /^Acknowledge/ });
    await inSight(ana.page, acknowledge);
    expect(finding.status()).toEqual({ Status: 'NEW' });

    await ana.press(acknowledge);
    await card.getByText('Acknowledged by').first().waitFor(PATIENCE);
    expect(finding.status()).toEqual({ Status: 'NOTIFIED' });
    expect(await card.innerText()).toMatch(/Acknowledged by @ana/i);
    expect(await acknowledge.count()).toBe(0);

    const audit = await ana.tab('Audit');
    await audit.getByText('Ana · acknowledge').first().waitFor();
    expect(await audit.innerText()).toContain('querying a domain name');
    await ana.leave();
  },
  180_000,
);

test.each(SIZES)(
  '%s suppressing asks why, shows what is missing, and then does it',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    await ana.make('+ Macie');
    const finding = newestFinding(sandbox);
    await ana.toSlack();
    await ana.press(ana.card(finding).getByRole('button', { name: /^Suppress/ }));
    const suppress = dialog(ana.page).getByRole('button', { name: 'Suppress', exact: true });
    await ana.press(suppress);
    await dialog(ana.page).getByText('Please complete this required field.').first().waitFor();
    expect(finding.status()).toEqual({ Status: 'NEW' });

    await dialog(ana.page).locator('select').selectOption({ label: 'Accepted risk' });
    await dialog(ana.page).locator('textarea').fill('Research honeypot, agreed with the board');
    await ana.press(suppress);
    await ana.card(finding).getByText('Research honeypot').waitFor();
    expect(finding.status()).toEqual({ Status: 'SUPPRESSED' });
    await ana.leave();
  },
  180_000,
);

const REFUSED = [
  ['a viewer', 'U0VERA', 'This needs the role responder'],
  ['a guest', 'U0GUS', 'Guests of this workspace cannot use shub'],
  ['someone of another workspace', 'U0FAY', 'Only members of this workspace can use shub'],
] as const;

test.each(REFUSED.flatMap((row) => SIZES.map(([where, viewport]) => [row[0], where, viewport, row[1], row[2]] as const)))(
  '%s is refused %s, in words that stand before their eyes and nobody else’s',
  async (_who, _where, viewport, as, words) => {
    const person = await sitDown(browser, sandbox, { viewport, as });
    await person.make('+ GuardDuty');
    const finding = newestFinding(sandbox);
    await person.toSlack();
    await person.press(person.card(finding).getByRole('button', { name: /^Acknowledge/ }));
    const refusal = person.page.locator('.message.ephemeral').filter({ hasText: words }).last();
    await inSight(person.page, refusal);
    expect(await refusal.innerText()).toContain('Only visible to you');
    expect(finding.status()).toEqual({ Status: 'NEW' });
    await person.leave();

    const ana = await sitDown(browser, sandbox, { viewport });
    await ana.card(finding).waitFor();
    expect(await ana.page.getByText(words).count()).toBe(0);
    await ana.leave();
  },
  180_000,
);

test.each(SIZES)(
  '%s what is resolved in the AWS console shows on the card as coming from there',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    await ana.make('+ GuardDuty');
    const finding = newestFinding(sandbox);
    await ana.card(finding).waitFor({ state: 'attached' });
    const findings = await ana.tab('Findings');
    await findings.getByLabel('Find in titles and resources').fill(finding.resource);
    await findings.getByLabel(/^Workflow status of/).selectOption('RESOLVED');
    await expect.poll(finding.status, PATIENCE).toEqual({ Status: 'RESOLVED' });

    await ana.make('+ 10 min');
    await ana.toSlack();
    await ana.card(finding).getByText('in the AWS console').first().waitFor();
    await ana.leave();
  },
  180_000,
);

test.each(SIZES)(
  '%s a low finding that somebody sends by hand from the AWS console becomes a card',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport, channel: 'C0ALERTS' });
    const findings = await ana.tab('Findings');
    await findings.getByLabel('Find in titles and resources').fill('versioning');
    const low = findings.getByRole('listitem').filter({ hasText: '444455556666' });
    const resource = (await low.locator('code').innerText()).split(':').at(-1) ?? '';
    await ana.press(low.getByRole('button', { name: 'Actions' }));
    await ana.press(ana.page.getByRole('menuitem', { name: 'Send to Slack' }));
    await ana.toSlack();
    await inSight(ana.page, ana.card({ resource, status: () => undefined }).getByRole('button', { name: /^Acknowledge/ }));
    await ana.leave();
  },
  180_000,
);

/** Waits until it is wholly where a person can see it without moving anything. */
async function inSight(page: Page, what: Locator): Promise<void> {
  await what.waitFor(PATIENCE);
  await expect
    .poll(async () => {
      const [box, screen] = [await what.boundingBox(), page.viewportSize()];
      return box !== null && screen !== null && box.y >= 0 && box.y + box.height <= screen.height;
    }, PATIENCE)
    .toBe(true);
}
