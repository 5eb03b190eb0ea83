import { mkdir, writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { DESK, PHONE } from '../test/sandbox/page/open-page.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { type Person, sitDown } from '../test/support/sit-down.ts';
import type { Scene } from './pictures/scene.ts';
import { SCENES } from './pictures/scenes.ts';
import { smallPng } from './pictures/small-png.ts';
import { STATES } from './pictures/states.ts';
import { STATES_OF_MANY } from './pictures/states-of-many.ts';

/** `npm run pictures [scene …]`: docs/pictures/<scene>-<size>-<scheme>.png, all of them or those named. The scenes of a walk are played all the same. */
const FOLDER = 'docs/pictures';
const SIZES = { desk: { viewport: DESK, deviceScaleFactor: 1 }, phone: { viewport: PHONE, deviceScaleFactor: 1.5 } } as const;
type Size = keyof typeof SIZES;

/** Each in a sandbox of its own. */
const WALKS: readonly [Size, readonly Scene[]][] = [
  ['phone', STATES],
  ['phone', STATES_OF_MANY],
  ['phone', SCENES],
  ['desk', SCENES],
];

/** Toasts and notifications are gone again by then; what still fades has ended. */
const STILL_MS = 700;

async function takeWalk(browser: Browser, [size, scenes]: (typeof WALKS)[number], wanted: readonly string[]): Promise<void> {
  const sandbox = await startSandbox(0);
  let seated: { as: string; person: Person } | undefined;
  for (const { name, as, channel, dark, play } of scenes) {
    if (!seated || seated.as !== as || channel) {
      await seated?.person.leave();
      seated = { as, person: await sitDown(browser, sandbox, { as, ...SIZES[size], ...(channel && { channel }) }) };
    }
    const { page } = seated.person;
    await play(seated.person, sandbox);
    await page.locator('.toast, .push-banner > *').first().waitFor({ state: 'detached' });
    await page.waitForTimeout(STILL_MS);
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    await take(page, `${name}-${size}-light`);
    if (dark !== size) continue;
    await page.emulateMedia({ colorScheme: 'dark' });
    await take(page, `${name}-${size}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await seated?.person.leave();
  await sandbox.stop();
}

async function take(page: Page, name: string): Promise<void> {
  const picture = smallPng(await page.screenshot());
  await writeFile(`${FOLDER}/${name}.png`, picture);
  console.log(`${FOLDER}/${name}.png  ${Math.round(picture.length / 1024)} KB`);
}

await mkdir(FOLDER, { recursive: true });
const browser = await launchBrowser();
try {
  const wanted = process.argv.slice(2);
  for (const walk of WALKS) {
    if (wanted.length === 0 || walk[1].some(({ name }) => wanted.includes(name))) await takeWalk(browser, walk, wanted);
  }
} finally {
  await browser.close();
}
