import { expect, test } from 'vitest';
import { messages, write } from '../sandbox/page/open-page.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { PATIENCE, SIZES, sitDown } from '../support/sit-down.ts';

openBrowserAndSandbox();

test.each(SIZES)(
  '%s somebody asks for a report: the channel gets it with its picture, and its CSV comes into the thread',
  async (_, viewport) => {
    const vera = await sitDown(browser, sandbox, { viewport, as: 'U0VERA' });
    await vera.toSlack();
    const reports = messages(vera.page).filter({ hasText: 'Security report' });
    const before = await reports.count();
    await write(vera.page, '/shub report');
    const report = reports.nth(before);
    await report.waitFor(PATIENCE);
    const words = await report.innerText();
    expect(words).toMatch(/\d+ of \d+ controls pass/);
    expect(words).toContain('CIS 3.0.0');
    expect(words).toContain('data-platform (');

    const picture = report.getByRole('img', { name: /^Security score of all standards/ });
    await expect.poll(() => picture.evaluate((image) => Number(Reflect.get(image, 'naturalWidth'))), PATIENCE).toBeGreaterThan(300);
    const [shown, screen] = [await picture.boundingBox(), vera.page.viewportSize()];
    expect((shown?.x ?? 0) + (shown?.width ?? Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(screen?.width ?? 0);

    await vera.press(report.getByRole('button', { name: 'CSV' }));
    await report.getByText('1 reply').waitFor(PATIENCE);
    await vera.leave();
  },
  180_000,
);
