import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { startDemo } from '../../support/demo-page.ts';
import { composer, DESK, dialog, openPage, PHONE, write } from './open-page.ts';

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
afterEach(async () => {
  if (demo.slack.as('UANA').modals().length > 0) await demo.slack.as('UANA').close({ all: true });
  await page.context().close();
});

const form = () => dialog(page).filter({ has: page.getByRole('heading', { name: 'Suppress' }) });
const submit = () => form().getByRole('button', { name: 'Suppress', exact: true }).click();

test('an empty form is refused by Slack, then a short reason by the app, and then it is taken', async () => {
  await write(page, '/demo form');
  await submit();
  await expect.poll(() => form().getByText('Please complete this required field.').count()).toBe(2);

  await form().getByLabel('Why').selectOption('accepted');
  await form().getByLabel('In your words').fill('short');
  await submit();
  await form().getByText('Say more: an auditor must understand it.').waitFor();
  expect(await form().getByLabel('In your words').inputValue()).toBe('short');
  expect(await form().getByLabel('Why').inputValue()).toBe('accepted');
  await expect.poll(() => form().getByLabel('In your words').and(page.locator(':focus')).count()).toBe(1);

  await form().getByLabel('In your words').fill('closed port, change 4711');
  await submit();
  await form().waitFor({ state: 'detached' });
  expect(demo.app.heard).toContain('UANA submitted closed port, change 4711');
});

test('every input reaches the app as Slack would send it', async () => {
  await write(page, '/demo form');
  await form().getByLabel('Why').selectOption('false');
  await form().getByLabel('In your words').fill('it is a test account');
  await form().getByLabel('Until').fill('2030-05-06');
  await form().getByLabel('At').fill('2030-05-06T07:08');
  await form().getByLabel('Days').fill('30');
  await form().getByLabel('Tell by mail').fill('a@acme.example');
  await form().getByLabel('Ticket').fill('https://tickets.example/1');
  await form().getByLabel('Approver').selectOption('UBRUNO');
  await form().getByLabel('All like it').check();
  await submit();
  await form().waitFor({ state: 'detached' });

  const payload = new URLSearchParams(demo.slack.lastRequest()?.body).get('payload');
  const { values } = JSON.parse(payload ?? '{}').view.state;
  expect(values).toMatchObject({
    class: { v: { type: 'static_select', selected_option: { value: 'false' } } },
    reason: { v: { type: 'plain_text_input', value: 'it is a test account' } },
    until: { v: { selected_date: '2030-05-06' } },
    at: { v: { selected_date_time: new Date('2030-05-06T07:08').getTime() / 1000 } },
    days: { v: { type: 'number_input', value: '30' } },
    mail: { v: { value: 'a@acme.example' } },
    link: { v: { value: 'https://tickets.example/1' } },
    who: { v: { selected_user: 'UBRUNO' } },
    agree: { v: { selected_options: [{ value: 'all' }] } },
  });
});

test.each([
  ['at a desk', DESK],
  ['on a phone', PHONE],
])('the other inputs reach the app too, %s', async (_, viewport) => {
  const own = await openPage(browser, demo, { viewport });
  await write(own, '/demo inputs');
  const inputs = dialog(own);
  await inputs.getByLabel('Time').fill('09:30');
  await inputs.getByLabel('That').check();
  await inputs.getByLabel('Control').selectOption('S3.8');
  for (const account of ['payments', 'staging', 'data']) await inputs.getByLabel(account, { exact: true }).check();
  await inputs.getByRole('group', { name: 'Tell' }).getByLabel('Bruno Keller').check();
  await inputs.getByLabel('Where').selectOption('CSEC');
  await inputs.getByRole('group', { name: 'And in' }).getByLabel('#sec-prod').check();
  await inputs.getByLabel('Share of').fill('40');
  expect(await inputs.getByText(/^Unsupported element/).allTextContents()).toEqual([
    'Unsupported element: rich_text_input',
    'Unsupported element: file_input',
  ]);
  await inputs.getByText('Picture from charts.example: a trend').waitFor();

  const send = inputs.getByRole('button', { name: 'Send', exact: true });
  await send.click();
  await inputs.getByText('Choose at most 2.').waitFor();
  await inputs.getByText('Must be at most 10.').waitFor();
  await inputs.getByLabel('data', { exact: true }).uncheck();
  await inputs.getByLabel('Share of').fill('4.5');
  await send.click();
  await inputs.waitFor({ state: 'detached' });

  const payload = new URLSearchParams(demo.slack.lastRequest()?.body).get('payload');
  expect(JSON.parse(payload ?? '{}').view.state.values).toMatchObject({
    time: { v: { type: 'timepicker', selected_time: '09:30' } },
    one: { v: { type: 'radio_buttons', selected_option: { value: 'that' } } },
    grouped: { v: { selected_option: { value: 'S3.8' } } },
    several: { v: { type: 'multi_static_select', selected_options: [{ value: 'a' }, { value: 'b' }] } },
    people: { v: { selected_users: ['UBRUNO'] } },
    channel: { v: { selected_channel: 'CSEC' } },
    conversation: { v: { selected_conversation: 'CPROD' } },
    conversations: { v: { selected_conversations: ['CPROD'] } },
    share: { v: { value: '4.5' } },
  });
  await own.context().close();
});

test('a confirm dialog stands over the modal, and the modal is still there after it', async () => {
  await write(page, '/demo inputs');
  const forget = dialog(page).getByRole('button', { name: 'Forget all' });
  await forget.click();
  const asked = page.getByRole('dialog', { name: 'Forget all?' });
  await asked.getByText('There is no way back.').waitFor();
  await page.keyboard.press('Escape');
  await asked.waitFor({ state: 'detached' });
  expect(demo.app.heard).not.toContain('UANA sure');

  await forget.click();
  await asked.getByRole('button', { name: 'Forget', exact: true }).click();
  await expect.poll(() => demo.app.heard).toContain('UANA sure');
  await dialog(page).getByRole('heading', { name: 'Every input' }).waitFor();
});

test('three modals stack up, and Back, Escape and the cross lead out of them', async () => {
  await write(page, '/demo form');
  await form().getByRole('button', { name: 'Open another' }).click();
  await dialog(page).getByRole('heading', { name: 'View 2' }).waitFor();
  await dialog(page).getByRole('button', { name: 'Open another' }).click();
  await dialog(page).getByRole('heading', { name: 'View 3' }).waitFor();

  await dialog(page).getByRole('button', { name: 'Back' }).click();
  await dialog(page).getByRole('heading', { name: 'View 2' }).waitFor();
  await page.keyboard.press('Escape');
  await form().waitFor();
  await form().getByRole('button', { name: 'Close', exact: true }).click();
  await dialog(page).waitFor({ state: 'detached' });
  expect(demo.slack.as('UANA').modals()).toEqual([]);
});

test('focus stays in the dialog and returns to where it was', async () => {
  await write(page, '/demo form');
  await form().waitFor();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    // Leaving the last control, focus may pass through the browser's own bar, but never to the page behind.
    expect(
      await page.evaluate(
        '!document.activeElement || document.activeElement === document.body || !!document.activeElement.closest("dialog")',
      ),
    ).toBe(true);
  }
  await page.keyboard.press('Escape');
  await form().waitFor({ state: 'detached' });
  await expect.poll(() => composer(page).and(page.locator(':focus')).count()).toBe(1);
});

test('what was typed survives an update of the view', async () => {
  await write(page, '/demo form');
  await form().getByLabel('In your words').fill('half a sen');
  const [view] = demo.slack.as('UANA').modals();
  await demo.app.client.views.update({
    view_id: view?.id ?? '',
    view: {
      type: 'modal',
      title: { type: 'plain_text', text: 'Suppress' },
      submit: { type: 'plain_text', text: 'Suppress' },
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: 'Updated meanwhile' } },
        {
          type: 'input',
          block_id: 'reason',
          label: { type: 'plain_text', text: 'In your words' },
          element: { type: 'plain_text_input', action_id: 'v', multiline: true },
        },
      ],
    },
  });
  await form().getByText('Updated meanwhile').waitFor();
  await page.keyboard.type('tence');
  expect(await form().getByLabel('In your words').inputValue()).toBe('half a sentence');
});

test('a modal belongs to its person', async () => {
  const other = await openPage(browser, demo, { at: { as: 'UBRUNO' }, viewport: PHONE });
  await write(page, '/demo form');
  await form().waitFor();
  await write(other, 'I see none');
  await other.getByText('I see none').waitFor();
  expect(await dialog(other).count()).toBe(0);
  await other.context().close();
});
