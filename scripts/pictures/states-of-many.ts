import { publicBucket } from '../../src/sandbox/samples/posture.ts';
import { HOME } from '../../src/sandbox/samples/sample.ts';
import { dialog, messages, write } from '../../test/sandbox/page/open-page.ts';
import type { Person } from '../../test/support/sit-down.ts';
import { type Scene, show } from './scene.ts';

const LAB = { id: '121212121212', name: 'migration-lab' };

const scene = (name: string, play: Scene['play'], channel?: string): Scene => ({ name, as: 'U0ANA', play, ...(channel && { channel }) });
const onlyMine = ({ page }: Person, words: string) => page.locator('.message.ephemeral').filter({ hasText: words }).last();

async function openHome({ page, press }: Person): Promise<void> {
  await press(page.locator('.channel-screen').getByRole('button', { name: 'Channels' }));
  await press(page.getByRole('button', { name: 'Home' }));
  await page.getByRole('region', { name: 'Home' }).getByText('Yours').first().waitFor();
}

/** What people see who work through many, and who look after all: docs/states.md says a sentence about each. */
export const STATES_OF_MANY: readonly Scene[] = [
  scene('next', async (ana, sandbox) => {
    await sandbox.ready;
    await write(ana.page, '/shub next');
    await onlyMine(ana, 'Next for you').waitFor();
    await show(onlyMine(ana, 'Next for you'), 'end');
  }),
  scene('mine', async (ana) => {
    for (let taken = 0; taken < 2; taken++) {
      const before = await onlyMine(ana, 'Next for you').innerText();
      await ana.press(onlyMine(ana, 'Next for you').getByRole('button', { name: /^Acknowledge/ }));
      for (let look = 0; look < 100 && (await onlyMine(ana, 'Next for you').innerText()) === before; look++)
        await ana.page.waitForTimeout(200);
    }
    await write(ana.page, '/shub mine');
    await onlyMine(ana, 'Yours, the oldest first').waitFor();
    await show(onlyMine(ana, 'Yours, the oldest first'), 'end');
  }),
  scene('handover', async (ana) => {
    await write(ana.page, '/shub handover');
    const card = messages(ana.page).filter({ hasText: 'Handover' }).last();
    await card.waitFor();
    await show(card, 'end');
  }),
  scene('home', async (ana) => openHome(ana)),
  scene(
    'bulk-preview',
    async (ana, { hub, settled }) => {
      hub.imports(...Array.from({ length: 37 }, (_, place) => publicBucket({ account: LAB, region: HOME, at: Date.now() + place })));
      await settled();
      await write(ana.page, `/shub findings account=${LAB.id}`);
      await ana.press(
        ana.page
          .locator('.message.ephemeral')
          .last()
          .getByRole('button', { name: /^All of these/ }),
      );
      await dialog(ana.page)
        .getByText(/37 open findings in 1 account/)
        .waitFor();
      await dialog(ana.page).locator('select').first().selectOption({ label: 'Acknowledge' });
      await dialog(ana.page).getByText('Acknowledge: 37 open findings').waitFor();
    },
    'C0ALERTS',
  ),
  scene('bulk-result', async (ana) => {
    await ana.press(dialog(ana.page).getByRole('button', { name: 'Acknowledge (37)' }));
    const result = messages(ana.page).filter({ hasText: 'Acknowledged 37 of 37 findings' }).last();
    await result.waitFor();
    await show(result, 'end');
  }),
  scene('bulk-undone', async (ana) => {
    await ana.press(messages(ana.page).filter({ hasText: 'Acknowledged 37 of 37 findings' }).last().getByRole('button', { name: /^Undo/ }));
    const undone = messages(ana.page).filter({ hasText: 'Taken back: 37 of 37' }).last();
    await undone.waitFor();
    await show(undone, 'end');
  }),
];
