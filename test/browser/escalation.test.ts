import { expect, test } from 'vitest';
import { messages, PHONE } from '../sandbox/page/open-page.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { isFit } from '../support/fit.ts';
import { newestFinding, PATIENCE, sitDown } from '../support/sit-down.ts';

openBrowserAndSandbox();

test('on a phone: a critical finding that nobody acknowledges calls Ana, then pages by SNS, then tells the fallback channel', async () => {
  const ana = await sitDown(browser, sandbox, { viewport: PHONE });
  const { page } = ana;
  await ana.make('+ Security Hub control');
  const finding = newestFinding(sandbox);
  const called = messages(page).filter({ hasText: '📣' }).filter({ hasText: 'nobody has acknowledged this for' });
  const pages = async () =>
    (await ana.tab('SNS inbox')).getByRole('listitem').filter({ hasText: /ESCALATED CRITICAL: Security groups.*prod-payments/ });

  await ana.make('+ 10 min');
  await ana.toSlack();
  await called.last().getByText('@Ana').waitFor(PATIENCE);
  await isFit(ana, 'escalated');
  expect(await (await pages()).count()).toBe(0);

  await ana.make('+ 10 min');
  await (await pages()).first().waitFor(PATIENCE);
  await isFit(ana, 'paged');

  await ana.make('+ 10 min');
  await ana.goTo('sec-fallback');
  await called.last().getByText('Open the card').waitFor(PATIENCE);
  await isFit(ana, 'fallback');

  // Whoever acknowledges it ends it: the next half hour nobody is called.
  await ana.goTo('sec-prod');
  await ana.press(
    ana
      .card(finding)
      .first()
      .getByRole('button', { name: /^Acknowledge/ }),
  );
  await ana.card(finding).getByText('Acknowledged by').first().waitFor(PATIENCE);
  const calls = await called.count();
  for (let minutes = 0; minutes < 30; minutes += 10) await ana.make('+ 10 min');
  expect(await (await pages()).count()).toBe(1);
  await ana.toSlack();
  expect(await called.count()).toBe(calls);
  await ana.leave();
}, 300_000);
