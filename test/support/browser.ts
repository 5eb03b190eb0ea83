import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A browser for the tests of the page; when there is none, the error says how to get one. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await browserPath(), args: FLAGS });
}

async function browserPath(): Promise<string> {
  const found = process.env['CHROMIUM_PATH'] ?? (await packagedBrowser()) ?? SYSTEM.find((path) => existsSync(path));
  if (found) return found;
  throw new Error(
    'No browser for the tests of the page. Either `npm install --no-save @sparticuz/chromium`, or `apt-get install chromium`, or set CHROMIUM_PATH.',
  );
}

/** The one in the npm package @sparticuz/chromium, if that is installed: nothing depends on it. */
async function packagedBrowser(): Promise<string | undefined> {
  const name: string = '@sparticuz/chromium';
  const found: { default: { executablePath(): Promise<string> } } | undefined = await import(name).catch(() => undefined);
  return found?.default.executablePath();
}
