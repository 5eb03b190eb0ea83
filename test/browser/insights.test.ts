import { expect, test } from 'vitest';
import { dialog, messages, write } from '../sandbox/page/open-page.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { isFit } from '../support/fit.ts';
import { PATIENCE, SIZES, sitDown } from '../support/sit-down.ts';

openBrowserAndSandbox();

test.each(SIZES)(
  '%s an administrator tries an insight out, makes it, looks behind a bar, changes and deletes it',
  async (size, viewport) => {
    const dan = await sitDown(browser, sandbox, { viewport, as: 'U0DAN' });
    const { page, press } = dan;
    const [name, changed] = [`Open ${size}`, `Accounts ${size}`];
    const form = dialog(page);
    const button = (label: string | RegExp) => form.getByRole('button', { name: label, exact: typeof label === 'string' });
    const newest = (words: string) => messages(page).filter({ hasText: words }).last();
    const closes = async () => {
      await press(button('Close').last());
      await form.waitFor({ state: 'hidden', ...PATIENCE });
    };
    await dan.toSlack();

    await write(page, '/shub insight create');
    await form.getByLabel('Name').fill('ab');
    await press(button('Preview'));
    await isFit(dan, 'insight-form');
    await form.getByLabel('Name').fill(name);
    await form.getByLabel('Anything else, as JSON').fill('{"SeverityLable": [{"Value": "HIGH", "Comparison": "EQUALS"}]}');
    await press(button('Preview'));
    await form.getByText('Did you mean SeverityLabel?').waitFor(PATIENCE);
    await isFit(dan, 'insight-error');
    await form.getByLabel('Anything else, as JSON').fill('');
    await press(button('Preview'));
    await form.getByText('A preview: nothing is made or changed yet.').waitFor(PATIENCE);
    await isFit(dan, 'insight-preview');
    await press(button('Back to the form'));
    expect(await form.getByLabel('Name').inputValue()).toBe(name);
    await press(button('Preview'));
    await press(button('Make it'));
    await form.getByText(`Made "${name}".`).waitFor(PATIENCE);
    await closes();

    await write(page, '/shub insight');
    const show = newest('From AWS').getByRole('button', { name: `Show ${name}` });
    await show.waitFor(PATIENCE);
    await isFit(dan, 'insights');
    await press(show);
    const bars = newest('by SeverityLabel').filter({ hasText: name });
    await press(bars.getByRole('button', { name: /^Findings of/ }).first());
    await newest(`${name}: `).getByRole('button', { name: /^Show/ }).first().waitFor(PATIENCE);
    await isFit(dan, 'behind-insight');

    await write(page, `/shub insight edit ${name}`);
    await form.getByLabel('Name').fill(changed);
    await press(button('Preview'));
    await press(button('Save'));
    await form.getByText(`Changed "${changed}".`).waitFor(PATIENCE);
    await closes();

    await write(page, `/shub insight delete ${changed}`);
    await press(newest(`Delete ${changed}`).getByRole('button', { name: `Delete ${changed}` }));
    await isFit(dan, 'insight-delete');
    await press(page.getByRole('button', { name: 'Delete', exact: true }));
    await newest(`Deleted "${changed}".`).waitFor(PATIENCE);
    await isFit(dan, 'insight-deleted');
    await dan.leave();
  },
  240_000,
);
