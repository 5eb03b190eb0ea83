import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { launchBrowser } from '../test/support/browser.ts';

/** `npm run pictures`: docs/pictures/<what>-<size>-<light>.png, from the sandbox as it starts. */
const FOLDER = 'docs/pictures';
const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

const cardOf = (page: Page) => page.locator('.channel-screen article.message').filter({ hasText: 'cryptocurrency' });

/** What is done before each picture, each after the one before it, in the same window. */
const SCENES: [name: string, play: (page: Page) => Promise<void>][] = [
  ['card', (page) => cardOf(page).scrollIntoViewIfNeeded()],
  [
    'suppress',
    (page) =>
      cardOf(page)
        .getByRole('button', { name: /^Suppress/ })
        .click(),
  ],
  [
    'acknowledged',
    async (page) => {
      await page.keyboard.press('Escape');
      await cardOf(page)
        .getByRole('button', { name: /^Acknowledge/ })
        .click();
      await cardOf(page).getByText('Acknowledged').first().waitFor();
    },
  ],
];

await mkdir(FOLDER, { recursive: true });
const browser = await launchBrowser();
for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const sandbox = await startSandbox(0);
    const context = await browser.newContext({ viewport, colorScheme, hasTouch: size === 'phone' });
    const page = await context.newPage();
    await page.goto(sandbox.url);
    await cardOf(page).waitFor();
    await page.waitForTimeout(10_000); // one card a second, until the estate is there
    for (const [name, play] of SCENES) {
      await play(page);
      await page.waitForTimeout(600); // transitions end
      const path = `${FOLDER}/${name}-${size}-${colorScheme}.png`;
      await page.screenshot({ path });
      console.log(path);
    }
    await context.close();
    await sandbox.stop();
  }
}
await browser.close();
