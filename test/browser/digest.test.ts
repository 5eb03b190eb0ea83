import { expect, test } from 'vitest';
import { messages, write } from '../sandbox/page/open-page.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { isFit } from '../support/fit.ts';
import { PATIENCE, SIZES, sitDown } from '../support/sit-down.ts';

openBrowserAndSandbox();

test.each(SIZES)(
  '%s somebody asks for the digest: it stands in the channel for all, to be read without moving it sideways',
  async (_, viewport) => {
    const vera = await sitDown(browser, sandbox, { viewport, as: 'U0VERA' });
    await vera.toSlack();
    const digests = messages(vera.page).filter({ hasText: 'Security digest of the day' });
    const before = await digests.count();
    await write(vera.page, '/shub digest now');
    const digest = digests.nth(before);
    await digest.waitFor(PATIENCE);
    const words = await digest.innerText();
    expect(words).not.toContain('Only visible to you');
    expect(words).toMatch(/Score \d+(\.\d)? % · [▲▼]/);
    expect(words).toMatch(/New in Security Hub \d+/);
    expect(words).toMatch(/Open\n.*\d+ critical/);
    expect(words).toMatch(/Open for longest\n• /);
    expect(words).toMatch(/as of .*\d/);
    expect(words).not.toMatch(/undefined|NaN|\[object|<!date|&[a-z]+;/);
    await digest.evaluate((element) => element.scrollIntoView());
    await isFit(vera, 'digest');
    await vera.leave();

    // For all: whoever comes later reads it too.
    const bruno = await sitDown(browser, sandbox, { viewport, as: 'U0BRUNO' });
    await bruno.toSlack();
    await messages(bruno.page).filter({ hasText: 'Security digest of the day' }).nth(before).waitFor(PATIENCE);
    await bruno.leave();
  },
  180_000,
);
