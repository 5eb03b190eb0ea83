import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { launchBrowser } from './browser.ts';

export let browser: Browser;
export let sandbox: Sandbox;

/** A browser and a sandbox that is ready, for all tests of the file that asks for them: up before the first, gone after the last. */
export function openBrowserAndSandbox(): void {
  beforeAll(async () => {
    [browser, sandbox] = await Promise.all([launchBrowser(), startSandbox(0)]);
    await sandbox.ready;
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
  });
}
