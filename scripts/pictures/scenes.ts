import { dialog, messages, write } from '../../test/sandbox/page/open-page.ts';
import type { Person } from '../../test/support/sit-down.ts';
import { arrive, type Scene, show } from './scene.ts';

const bitcoin = ({ page }: Person) => messages(page).filter({ hasText: 'cryptocurrency' }).first();

/** A walk through the sandbox. */
export const SCENES: readonly Scene[] = [
  {
    name: 'card',
    as: 'U0ANA',
    async play(ana, sandbox) {
      await ana.toSlack();
      await sandbox.ready;
      await show(bitcoin(ana), 'start');
    },
  },
  {
    name: 'arrives',
    as: 'U0ANA',
    dark: 'phone',
    async play(ana) {
      await ana.make('+ Macie');
      await ana.tab('Lock screen');
      await ana.page.locator('.lock-list .push').first().waitFor();
    },
  },
  {
    name: 'suppress',
    as: 'U0ANA',
    dark: 'phone',
    async play(ana) {
      await ana.toSlack();
      await ana.press(bitcoin(ana).getByRole('button', { name: /^Suppress/ }));
      await dialog(ana.page).locator('select').selectOption({ label: 'Accepted risk' });
      await ana.press(dialog(ana.page).getByRole('button', { name: 'Suppress', exact: true }));
      await dialog(ana.page).getByText('Please complete this required field.').waitFor();
    },
  },
  {
    name: 'details',
    as: 'U0ANA',
    async play(ana) {
      await ana.page.keyboard.press('Escape');
      await ana.press(bitcoin(ana).getByRole('button', { name: 'Details' }));
      await dialog(ana.page).waitFor();
    },
  },
  {
    name: 'acknowledged',
    as: 'U0ANA',
    async play(ana) {
      await ana.page.keyboard.press('Escape');
      await ana.tab('Audit');
      await ana.toSlack();
      await ana.press(bitcoin(ana).getByRole('button', { name: /^Acknowledge/ }));
      await bitcoin(ana).getByText('Acknowledged by').first().waitFor();
      await show(bitcoin(ana), 'start');
    },
  },
  {
    name: 'console',
    as: 'U0ANA',
    async play(ana, sandbox) {
      const finding = await arrive(ana, sandbox, '+ GuardDuty');
      const findings = await ana.tab('Findings');
      await findings.getByLabel('Find in titles and resources').fill(finding.resource);
      await findings.getByLabel(/^Workflow status of/).selectOption('RESOLVED');
      await ana.make('+ 10 min');
      await ana.tab('Findings');
      await ana.card(finding).getByText('in the AWS console').first().waitFor({ state: 'attached' });
      await show(ana.card(finding), 'end');
      await findings.getByLabel('Find in titles and resources').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'waits-for-slack',
    as: 'U0ANA',
    async play(ana) {
      await ana.make('Slack answers 429');
      await ana.make('+ Custom');
      await (await ana.tab('Delivery')).getByText('Slack wants none until').waitFor();
    },
  },
  {
    name: 'slack-is-down',
    as: 'U0ANA',
    async play(ana) {
      await ana.make('+ 10 min');
      await ana.make('Slack is down');
      await ana.make('+ Custom');
      await (await ana.tab('Event log')).getByText('Slack did not take a message').first().waitFor();
    },
  },
  {
    name: 'answer-lost',
    as: 'U0ANA',
    async play(ana, sandbox) {
      await ana.make('All is well');
      await ana.make('+ 10 min');
      await ana.make('Slack loses an answer');
      const finding = await arrive(ana, sandbox, '+ Custom');
      await ana.make('+ 10 min');
      await ana.tab('Delivery');
      await ana.toSlack();
      await show(ana.card(finding), 'end');
    },
  },
  {
    name: 'refused',
    as: 'U0VERA',
    async play(vera, sandbox) {
      const finding = await arrive(vera, sandbox, '+ GuardDuty');
      await vera.tab('Findings');
      await vera.toSlack();
      await vera.press(vera.card(finding).getByRole('button', { name: /^Acknowledge/ }));
      await vera.page.locator('.message.ephemeral').last().waitFor();
    },
  },
  {
    name: 'list',
    as: 'U0ANA',
    channel: 'C0ALERTS',
    async play(ana) {
      await write(ana.page, '/shub findings severity=critical,high');
      const list = ana.page.locator('.message.ephemeral').last();
      await list.waitFor();
      await show(list, 'start');
    },
  },
  {
    name: 'report',
    as: 'U0ANA',
    dark: 'desk',
    channel: 'C0ONCALL',
    async play(ana, sandbox) {
      await sandbox.ready;
      await write(ana.page, '/shub report');
      const report = messages(ana.page).filter({ hasText: 'Security report' }).last();
      await report.getByRole('img', { name: /^Security score/ }).waitFor();
      await show(report, 'start');
    },
  },
  {
    name: 'burst',
    as: 'U0ANA',
    dark: 'desk',
    channel: 'C0ALERTS',
    async play(ana) {
      await ana.make('Burst of 500');
      await ana.tab('Delivery');
      const head = messages(ana.page).filter({ hasText: /(4[5-9]\d|500) findings at once/ });
      await head.waitFor({ state: 'attached', timeout: 240_000 });
      await ana.toSlack();
      await show(head, 'start');
    },
  },
  {
    name: 'storm-sheet',
    as: 'U0ANA',
    dark: 'desk',
    async play({ page }) {
      const sheet = messages(page).filter({ hasText: 'findings of the storm' }).first();
      await sheet.waitFor({ state: 'attached', timeout: 60_000 });
      await show(sheet, 'start');
    },
  },
  {
    name: 'bulk-progress',
    as: 'U0ANA',
    dark: 'desk',
    async play({ page, press }) {
      await write(page, '/shub findings status=new');
      await press(
        page
          .locator('.message.ephemeral')
          .last()
          .getByRole('button', { name: /^All of these/ }),
      );
      await press(dialog(page).getByRole('button', { name: /^Acknowledge \(\d+\)$/ }));
      // The first hundred are done, the rest are not.
      const progress = messages(page)
        .filter({ hasText: /Acknowledging \d+ findings/ })
        .filter({ hasText: /▰/ })
        .last();
      await progress.waitFor({ timeout: 60_000 });
      await show(progress, 'end');
    },
  },
];
