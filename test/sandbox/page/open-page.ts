import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

export interface Wish extends Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'deviceScaleFactor'> {
  /** What goes into the address, such as `{ as: 'UBRUNO' }`. */
  at?: Record<string, string>;
}

/** The page in a fresh browser profile, once it shows a channel. Anything the browser complains of fails the test that closes it. */
export async function openPage(
  browser: Browser,
  { page: { url } }: { page: { url: string } },
  { viewport = DESK, colorScheme = 'light', at = {}, deviceScaleFactor = 1 }: Wish = {},
): Promise<Page> {
  // What fades in has in-between colours, which are nobody's to read and not what is being judged.
  const hasTouch = viewport?.width === PHONE.width;
  const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor, reducedMotion: 'reduce', hasTouch });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  await page.goto(`${url}/?${new URLSearchParams(at)}`);
  await page.locator('.channel-title h2').filter({ hasText: '#' }).first().waitFor({ state: 'attached' });
  return page;
}

/** Types a line into the open channel and sends it. */
export async function write(page: Page, line: string): Promise<void> {
  await composer(page).fill(line);
  await composer(page).press('Enter');
}

export const composer = (page: Page) => page.getByRole('combobox', { name: 'Message', exact: true });
/** The button of a channel in the sidebar. */
export const entry = (page: Page, channel: string) =>
  page.getByRole('navigation', { name: 'Channels and messages' }).getByRole('button', { name: channel });
export const messages = (page: Page) => page.locator('.channel-screen article.message');
export const dialog = (page: Page) => page.getByRole('dialog');
