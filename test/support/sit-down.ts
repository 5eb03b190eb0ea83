import type { Browser, Locator } from 'playwright-core';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { DESK, messages, openPage, PHONE, type Wish } from '../sandbox/page/open-page.ts';

export const SIZES = [
  ['at a desk', DESK],
  ['on a phone', PHONE],
] as const;

/** The longest that anything may take which a person waits for: the machine that tests may be busy with much else. */
export const PATIENCE = { timeout: 60_000 };

export type Person = Awaited<ReturnType<typeof sitDown>>;

/** Somebody before the sandbox, with a mouse at a desk or a thumb on a phone. */
export async function sitDown(
  browser: Browser,
  sandbox: Sandbox,
  { as = 'U0ANA', channel = 'C0PROD', viewport = DESK, ...wish }: Omit<Wish, 'at'> & { as?: string; channel?: string } = {},
) {
  const onPhone = viewport?.width === PHONE.width;
  const page = await openPage(browser, { page: sandbox }, { ...wish, viewport, at: { as, channel } });
  page.setDefaultTimeout(PATIENCE.timeout);
  const half = (name: 'Slack' | 'Console') => page.getByRole('navigation', { name: 'Which half' }).getByRole('button', { name });

  /** A click, or a tap: on a phone whatever lies over the thing takes the tap, and the test fails. */
  const press = (what: Locator) => (onPhone ? what.tap() : what.click());

  async function toConsole(): Promise<void> {
    if (onPhone) await press(half('Console'));
  }

  return {
    page,
    onPhone,
    press,
    toConsole,
    async toSlack(): Promise<void> {
      if (onPhone) await press(half('Slack'));
    },
    /** One of the buttons that make something happen, in the console half, where the person then is. */
    async make(label: string): Promise<void> {
      await toConsole();
      const bar = page.locator('.buttons-bar');
      if ((await bar.getAttribute('open')) === null) await press(bar.locator('summary'));
      const button = bar.getByRole('button', { name: label, exact: true });
      await press(button);
      // Five hundred findings and ten minutes of the clock can take a busy machine long.
      await button.and(page.locator(':not([aria-busy])')).waitFor({ timeout: 240_000 });
    },
    /** A tab of the console half; on a phone the buttons are folded away, so that it has the screen. */
    async tab(name: string): Promise<Locator> {
      await toConsole();
      const bar = page.locator('.buttons-bar');
      if (onPhone && (await bar.getAttribute('open')) !== null) await press(bar.locator('summary'));
      await press(page.getByRole('tab', { name }));
      return page.getByRole('tabpanel', { name });
    },
    async goTo(channel: string): Promise<void> {
      if (onPhone) {
        await press(half('Slack'));
        await press(page.locator('.channel-screen').getByRole('button', { name: 'Channels' }));
      }
      await press(page.getByRole('navigation', { name: 'Channels and messages' }).getByRole('button', { name: channel }));
      await page.getByRole('heading', { name: `# ${channel}` }).waitFor();
    },
    /** The card of a finding, wherever in the channel it stands. */
    card: (finding: NewFinding) => messages(page).filter({ hasText: finding.resource }),
    leave: () => page.context().close(),
  };
}

export interface NewFinding {
  /** How its card names the resource: no other finding has it. */
  resource: string;
  status(): unknown;
}

/** The finding that Security Hub was given last. */
export function newestFinding({ hub }: Sandbox): NewFinding {
  const [key, finding] = [...hub.findings].at(-1) ?? [];
  const id = JSON.stringify(finding?.Resources).match(/"Id":"([^"]+)"/)?.[1] ?? '';
  return { resource: id.split(/[/:]/).at(-1) ?? '', status: () => hub.findings.get(key ?? '')?.Workflow };
}
