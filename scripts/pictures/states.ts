import { dialog, messages } from '../../test/sandbox/page/open-page.ts';
import type { NewFinding, Person } from '../../test/support/sit-down.ts';
import { arrive, type Scene, show } from './scene.ts';

/** What a card can look like, one state after the other; docs/states.md says a sentence about each. */
const made: Record<string, NewFinding> = {};
const about = (name: string): NewFinding => made[name] ?? { resource: name, status: () => undefined };
const cardOf = (person: Person, name: string) => person.card(about(name)).first();

async function stands(person: Person, name: string, words: string): Promise<void> {
  await person.toSlack();
  await cardOf(person, name).getByText(words).first().waitFor();
  await show(cardOf(person, name), 'start');
}

async function press(person: Person, name: string, button: RegExp | string): Promise<void> {
  await person.toSlack();
  await person.press(cardOf(person, name).getByRole('button', { name: button }));
}

async function choose(person: Person, name: string, entry: string): Promise<void> {
  await press(person, name, 'More options');
  await person.press(person.page.getByRole('menuitem', { name: entry }));
}

const submit = (person: Person, name: string) => person.press(dialog(person.page).getByRole('button', { name, exact: true }));

async function later(person: Person, tens: number): Promise<void> {
  for (let ten = 0; ten < tens; ten++) await person.make('+ 10 min');
}

const scene = (name: string, play: Scene['play'], as: Scene['as'] = 'U0ANA'): Scene => ({ name, as, play });

export const STATES: readonly Scene[] = [
  scene('new', async (ana, sandbox) => {
    await sandbox.ready;
    made['snoozed'] = await arrive(ana, sandbox, '+ Macie');
    made['noted'] = await arrive(ana, sandbox, '+ Custom');
    made['new'] = await arrive(ana, sandbox, '+ Access Analyzer');
    await stands(ana, 'new', 'Here because');
  }),
  scene('critical', async (ana, sandbox) => {
    made['critical'] = await arrive(ana, sandbox, '+ GuardDuty');
    await stands(ana, 'critical', 'Here because');
  }),
  scene('menu', async (ana) => {
    await press(ana, 'critical', 'More options');
    await ana.page.getByRole('menuitem').first().waitFor();
  }),
  scene('why-here', async (ana) => {
    await ana.page.keyboard.press('Escape');
    await press(ana, 'critical', /^Details/);
    const why = dialog(ana.page).getByText('Why here').first();
    await why.waitFor();
    await show(why, 'start');
  }),
  scene('undo-offered', async (ana) => {
    await ana.page.keyboard.press('Escape');
    await press(ana, 'critical', /^Acknowledge/);
    await stands(ana, 'critical', 'Acknowledged by');
  }),
  scene('snooze-form', async (ana) => {
    await press(ana, 'snoozed', /^Snooze/);
    await dialog(ana.page).getByText('For how long?').first().waitFor();
  }),
  scene('snoozed', async (ana) => {
    await submit(ana, 'Snooze');
    await stands(ana, 'snoozed', 'Snoozed until');
  }),
  scene('assigned-noted', async (ana) => {
    await choose(ana, 'noted', 'Assign');
    await submit(ana, 'Assign');
    await cardOf(ana, 'noted').getByText('owner').first().waitFor();
    await choose(ana, 'noted', 'Add note');
    await dialog(ana.page).getByRole('textbox').fill('Payments knows; the fix comes with release 42');
    await submit(ana, 'Add note');
    await cardOf(ana, 'noted')
      .getByText(/repl(y|ies)/)
      .first()
      .waitFor();
    await stands(ana, 'noted', 'owner');
  }),
  scene('suppress-form', async (ana, sandbox) => {
    made['suppressed'] = await arrive(ana, sandbox, '+ GuardDuty');
    await press(ana, 'suppressed', /^Suppress/);
    await dialog(ana.page).locator('select').selectOption({ label: 'Compensating control' });
    await dialog(ana.page).locator('textarea').fill('Its subnet reaches nothing but the honeynet');
  }),
  scene('awaiting-approval', async (ana) => {
    await submit(ana, 'Suppress');
    await stands(ana, 'suppressed', 'asks to suppress this');
  }),
  scene(
    'approval-asked',
    async (clara) => {
      await press(clara, 'suppressed', /repl(y|ies)/);
      const question = clara.page.locator('.thread-panel').getByRole('button', { name: 'Approve this suppression' });
      await question.waitFor();
      await show(question, 'end');
    },
    'U0CLARA',
  ),
  scene(
    'suppressed',
    async (clara) => {
      const thread = clara.page.locator('.thread-panel');
      await clara.press(thread.getByRole('button', { name: 'Approve this suppression' }));
      await thread.getByText('Approved: suppressed').first().waitFor();
      await clara.press(thread.getByRole('button', { name: 'Close' }));
      await stands(clara, 'suppressed', 'approved by');
    },
    'U0CLARA',
  ),
  scene('resolved', async (ana, sandbox) => {
    made['failing'] = await arrive(ana, sandbox, '+ Security Hub control');
    made['resolved'] = await arrive(ana, sandbox, '+ Custom');
    for (const name of ['failing', 'resolved']) {
      await press(ana, name, /^Resolve/);
      await dialog(ana.page).getByRole('textbox').fill('Closed by change 4711');
      await submit(ana, 'Resolve');
      await cardOf(ana, name).getByText('RESOLVED').first().waitFor();
    }
    await stands(ana, 'resolved', 'Resolved by');
  }),
  scene('confirmed-fixed', async (ana) => {
    await ana.make('Newest is fixed');
    await stands(ana, 'resolved', 'Confirmed fixed');
  }),
  scene('escalated', async (ana, sandbox) => {
    made['escalated'] = await arrive(ana, sandbox, '+ GuardDuty');
    await later(ana, 1);
    await ana.toSlack();
    await show(messages(ana.page).filter({ hasText: '📣' }).last(), 'end');
  }),
  scene('paged', async (ana) => {
    await later(ana, 1);
    await (await ana.tab('SNS inbox')).getByText('ESCALATED CRITICAL').first().waitFor();
  }),
  scene('acknowledge-lease', async (ana) => {
    await later(ana, 2);
    await press(ana, 'critical', /repl(y|ies)/);
    const confirm = ana.page.locator('.thread-panel').getByRole('button', { name: 'Confirm that you are at it' });
    await confirm.waitFor();
    await show(confirm, 'end');
  }),
  scene('snooze-over', async (ana) => {
    await ana.press(ana.page.locator('.thread-panel').getByRole('button', { name: 'Close' }));
    await later(ana, 4);
    await stands(ana, 'snoozed', 'Back from its snooze');
  }),
  scene('sla-breached', async (ana) => {
    await ana.make('+ 1 day');
    await stands(ana, 'escalated', 'SLA breached');
  }),
  scene('still-failing', async (ana) => {
    await stands(ana, 'failing', 'Acknowledge');
  }),
];
