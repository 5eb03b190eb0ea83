import { mkdir, writeFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { DESK, PHONE } from '../test/sandbox/page/open-page.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { type Person, sitDown } from '../test/support/sit-down.ts';
import { SCENES } from './pictures/scenes.ts';
import { smallPng } from './pictures/small-png.ts';

/** `npm run pictures [scene …]`: docs/pictures/<scene>-<size>-<scheme>.png, all of them or those named. The scenes are played all the same. */
const FOLDER = 'docs/pictures';
const SIZES = { desk: { viewport: DESK, deviceScaleFactor: 1 }, phone: { viewport: PHONE, deviceScaleFactor: 2 } } as const;

/** Toasts and notifications are gone again by then; what still fades has ended. */
const STILL_MS = 700;

async function takeAll(browser: Browser, wanted: readonly string[]): Promise<void> {
  for (const [size, screen] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const sandbox = await startSandbox(0);
      let seated: { as: string; person: Person } | undefined;
      for (const { name, as, channel, play } of SCENES) {
        if (!seated || seated.as !== as || channel) {
          await seated?.person.leave();
          seated = { as, person: await sitDown(browser, sandbox, { as, colorScheme, ...screen, ...(channel && { channel }) }) };
        }
        const { page } = seated.person;
        await play(seated.person, sandbox);
        await page.locator('.toast, .push-banner > *').first().waitFor({ state: 'detached' });
        await page.waitForTimeout(STILL_MS);
        if (wanted.length > 0 && !wanted.includes(name)) continue;
        const path = `${FOLDER}/${name}-${size}-${colorScheme}.png`;
        const picture = smallPng(await page.screenshot());
        await writeFile(path, picture);
        console.log(`${path}  ${Math.round(picture.length / 1024)} KB`);
      }
      await seated?.person.leave();
      await sandbox.stop();
    }
  }
}

await mkdir(FOLDER, { recursive: true });
const browser = await launchBrowser();
try {
  await takeAll(browser, process.argv.slice(2));
} finally {
  await browser.close();
}
