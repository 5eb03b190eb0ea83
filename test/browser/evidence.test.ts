import { expect, test } from 'vitest';
import { findingKey } from '../../src/domain/asff/identity.ts';
import { messages, write } from '../sandbox/page/open-page.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { isFit } from '../support/fit.ts';
import { newestFinding, PATIENCE, type Person, SIZES, sitDown } from '../support/sit-down.ts';
import { another, tamper } from '../support/tampering.ts';

openBrowserAndSandbox();

/** Asks whether the record is as it was written, and waits for what is said to that. */
async function verify({ page }: Person) {
  const answers = messages(page).filter({ hasText: 'as it was written' });
  const before = await answers.count();
  await write(page, '/shub evidence verify');
  const answer = answers.nth(before);
  await answer.waitFor(PATIENCE);
  return answer;
}

test.each(SIZES)(
  '%s an auditor hears that all is as written, and after somebody got at the table which entry of which finding is not',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    await ana.make('+ GuardDuty');
    const finding = newestFinding(sandbox);
    const { Id, ProductArn, Title } = [...sandbox.hub.findings.values()].at(-1) ?? {};
    await ana.toSlack();
    const card = ana.card(finding).first();
    await ana.press(card.getByRole('button', { name: /^Acknowledge/ }));
    await card.getByRole('button', { name: /^Undo/ }).waitFor(PATIENCE);
    await sandbox.settled();
    await ana.leave();

    const vera = await sitDown(browser, sandbox, { viewport, as: 'U0VERA' });
    await vera.toSlack();
    const before = await (await verify(vera)).innerText();
    expect(before).toMatch(/The record is as it was written: \d+ entries in \d+ chains?\./);
    expect(before).not.toContain('❌');
    await isFit(vera, 'evidence-whole');

    const key = findingKey({ id: String(Id), productArn: String(ProductArn) });
    const row = await tamper(
      sandbox.dynamodb,
      ({ chain, action }) => chain === key && action === 'acknowledge',
      another('result', 'RESOLVED'),
    );
    const after = await (await verify(vera)).innerText();
    expect(after).toContain('The record is not as it was written');
    expect(after).toContain(`“${String(Title)}” (${key}), entry ${row.place + 1}: what it says is not what was written`);
    expect(after.match(/, entry \d+:/g)).toHaveLength(1);
    await isFit(vera, 'evidence-tampered');

    await tamper(sandbox.dynamodb, ({ chain, place }) => chain === key && place === row.place, another('result', row.result));
    expect(await (await verify(vera)).innerText()).toContain('The record is as it was written');
    await vera.leave();
  },
  180_000,
);
