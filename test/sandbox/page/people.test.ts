import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { startDemo } from '../../support/demo-page.ts';
import { composer, entry, messages, openPage, PHONE, write } from './open-page.ts';

let demo: Awaited<ReturnType<typeof startDemo>>;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});
beforeEach(async () => {
  page = await openPage(browser, demo);
});

const become = async (name: string) => {
  await page.getByRole('button', { name: /^You are/ }).click();
  await page.getByRole('menuitem', { name }).click();
  await page.getByRole('button', { name: `You are ${name}` }).waitFor();
};
const say = (channel: string, text: string, thread_ts?: string) =>
  demo.app.client.chat.postMessage({ channel, text, ...(thread_ts && { thread_ts }) });

test('an ephemeral message is seen by its person alone', async () => {
  await write(page, '/demo whisper');
  const whisper = messages(page).filter({ hasText: 'Only you may read this.' });
  await whisper.getByText('Only visible to you').waitFor();

  await become('Bruno Keller');
  await messages(page)
    .first()
    .waitFor({ state: 'detached' })
    .catch(() => undefined);
  expect(await whisper.count()).toBe(0);
  await become('Ana Ruiz');
  await whisper.waitFor();
});

test('what somebody has not read is counted for that person, until it is read', async () => {
  await say('CPROD', 'first for prod');
  const badge = entry(page, 'sec-prod').locator('.badge');
  await badge.filter({ hasText: '1' }).waitFor();

  await entry(page, 'sec-prod').click();
  await badge.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^You are/ }).click();
  expect(await page.getByRole('menuitem', { name: 'Bruno Keller' }).textContent()).toMatch(/\d+ unread/);
});

test('a guest sees only the channels they were let into', async () => {
  await become('Gus Guest');
  const shown = () => Promise.all(['sec-alerts', 'sec-prod'].map((channel) => entry(page, channel).count()));
  await expect.poll(shown).toEqual([1, 0]);
  expect(await page.locator('.push-banner').textContent()).toBe('');
});

test('a message in another channel lights up the phone, in plain words, and a tap opens it', async () => {
  await say('CPROD', 'CRITICAL: <@UANA> look at <https://a.example|this> &amp; that');
  const banner = page.locator('.push-banner').getByRole('button');
  await banner.getByText('CRITICAL: @Ana Ruiz look at this & that').waitFor();
  expect(await banner.textContent()).toContain('shub in #sec-prod');

  await page.getByRole('tab', { name: 'Lock screen' }).click();
  expect(await page.getByRole('tabpanel', { name: 'Lock screen' }).textContent()).toContain('look at this & that');
  await banner.click();
  await page.getByRole('heading', { name: '# sec-prod' }).waitFor();
});

test('on a phone what comes while one looks at the console lights it up, an edit does not, and a swipe puts it away', async () => {
  const phone = await openPage(browser, demo, { viewport: PHONE });
  const banner = phone.locator('.push-banner');
  await say('CSEC', 'before their eyes');
  await messages(phone).getByText('before their eyes').waitFor();
  expect(await banner.textContent()).toBe('');

  await phone.getByRole('button', { name: 'Console', exact: true }).tap();
  const { ts } = await say('CSEC', 'HIGH: something new');
  await banner.getByText('HIGH: something new').waitFor();
  await demo.app.client.chat.update({ channel: 'CSEC', ts: ts ?? '', text: 'HIGH: edited' });
  await messages(phone).getByText('HIGH: edited').waitFor({ state: 'attached' });
  expect(await banner.getByText('HIGH: edited').count()).toBe(0);

  const at = await banner.boundingBox();
  await phone.mouse.move(200, (at?.y ?? 0) + 40);
  await phone.mouse.down();
  await phone.mouse.move(200, 2, { steps: 4 });
  await phone.mouse.up();
  await expect.poll(() => banner.textContent()).toBe('');
  expect(await phone.locator('html').getAttribute('data-half')).toBe('console');
  await phone.context().close();
});

test('a direct message of the bot is its person’s alone, is counted, pushed without a channel’s name, and can be answered', async () => {
  const { channel } = await demo.app.client.conversations.open({ users: 'UANA' });
  await say(channel?.id ?? '', 'You own the ticket of the open port now.');
  const direct = entry(page, 'shub');
  await direct.locator('.badge').filter({ hasText: '1' }).waitFor();
  expect(await page.locator('.push-banner').getByRole('button').textContent()).toContain('shubjust nowYou own the ticket');

  await direct.click();
  await page.getByRole('heading', { name: 'shub', exact: true }).waitFor();
  await messages(page).getByText('You own the ticket').waitFor();
  await write(page, 'thank you');
  await messages(page).getByText('thank you').waitFor();
  await become('Bruno Keller');
  expect(await entry(page, 'shub').count()).toBe(0);
});

test('a thread opens beside the channel, shows its replies, and takes one; a command there is refused in Slack’s words', async () => {
  const { ts } = await say('CSEC', 'the start of a thread');
  await say('CSEC', 'the first reply', ts);
  await messages(page).filter({ hasText: 'the start of a thread' }).getByRole('button', { name: '1 reply' }).click();
  const thread = page.getByRole('complementary', { name: 'Thread' });
  await thread.getByText('the first reply').waitFor();
  expect(await messages(page).getByText('the first reply').count()).toBe(0);

  const reply = thread.getByRole('textbox', { name: 'Reply in thread' });
  await reply.fill('my answer');
  await reply.press('Enter');
  await thread.locator('.message').getByText('my answer').waitFor();
  await reply.fill('/demo form');
  await reply.press('Enter');
  await page.getByText('/demo is not supported in threads. Sorry!').waitFor();

  await page.keyboard.press('Escape');
  await thread.waitFor({ state: 'hidden' });
  await messages(page).getByText('2 replies').waitFor();
});

test('the command box completes, tells what a command does, and remembers', async () => {
  await composer(page).fill('/');
  const list = page.getByRole('listbox', { name: 'Commands' });
  await list.getByText('Answers you alone').waitFor();
  await composer(page).press('ArrowDown');
  expect(await list.getByRole('option', { selected: true }).textContent()).toContain('/demo whisper');
  await composer(page).press('Enter');
  expect(await composer(page).inputValue()).toBe('/demo whisper');
  await composer(page).press('Enter');
  await expect.poll(() => demo.app.heard.filter((line) => line === 'UANA /demo whisper').length).toBeGreaterThan(0);

  expect(await composer(page).inputValue()).toBe('');
  await composer(page).press('ArrowUp');
  expect(await composer(page).inputValue()).toBe('/demo whisper');
});

test('on a phone the commands that are offered lie within the screen, and a tap takes one', async () => {
  const phone = await openPage(browser, demo, { viewport: PHONE });
  await composer(phone).tap();
  await composer(phone).pressSequentially('/demo');
  const list = phone.getByRole('listbox', { name: 'Commands' });
  const at = await list.boundingBox();
  expect(at?.x).toBeGreaterThanOrEqual(0);
  expect((at?.x ?? 0) + (at?.width ?? 0)).toBeLessThanOrEqual(PHONE.width);
  expect(at?.y).toBeGreaterThanOrEqual(0);
  await list.getByText('Answers you alone').tap();
  expect(await composer(phone).inputValue()).toBe('/demo whisper');
  await phone.context().close();
});

test('an app that takes more than three seconds gets Slack’s own error', async () => {
  await write(page, '/demo slow');
  await page.getByRole('alert').getByText('operation_timeout').waitFor({ timeout: 15_000 });
});

test('shortcuts are where Slack has them: on a message and beside the line to write in', async () => {
  await say('CSEC', 'a message with shortcuts');
  await messages(page).last().getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Show details' }).click();
  await page.getByRole('button', { name: 'Shortcuts' }).click();
  await page.getByRole('menuitem', { name: 'Find a finding' }).click();
  await expect.poll(() => demo.app.heard).toEqual(expect.arrayContaining(['UANA show_details', 'UANA find']));
});

test('the menu of a message stays open, and answers, while the message is drawn anew', async () => {
  const { ts } = await say('CSEC', 'a message that changes');
  await messages(page).last().getByRole('button', { name: 'More actions' }).click();
  await demo.app.client.chat.update({ channel: 'CSEC', ts: ts ?? '', text: 'a message that has changed' });
  await messages(page).filter({ hasText: 'has changed' }).waitFor();
  demo.app.heard.length = 0;
  await page.getByRole('menuitem', { name: 'Show details' }).click();
  await expect.poll(() => demo.app.heard).toContain('UANA show_details');
  await expect.poll(() => page.evaluate('document.activeElement?.getAttribute("aria-label")')).toBe('More actions');
});

test('Home is drawn by the app for whoever opens it', async () => {
  await page.getByRole('button', { name: 'Home' }).click();
  await page.getByRole('region', { name: 'Home' }).getByText('Hello @Ana Ruiz').waitFor();
});
