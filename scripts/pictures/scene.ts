import type { Locator } from 'playwright-core';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { type NewFinding, newestFinding, type Person } from '../../test/support/sit-down.ts';

/** One picture of the sandbox; `play` brings about what is to be seen, on the page that the scene before it left. */
export interface Scene {
  name: string;
  /** Who looks; a new person sits down where the one before was somebody else. */
  as: 'U0ANA' | 'U0CLARA' | 'U0VERA';
  channel?: string;
  /** Where it is also taken in dark. */
  dark?: 'desk' | 'phone';
  play(person: Person, sandbox: Sandbox): Promise<void>;
}

/** With its end at the end of what is seen, or its head at the head when it is longer than that. */
export const show = (what: Locator, block: 'start' | 'end' | 'center' = 'center') =>
  what.evaluate((element, where) => element.scrollIntoView({ block: where }), block);

/** The card of a new finding, once it stands before whoever looks. */
export async function arrive(person: Person, sandbox: Sandbox, label: string): Promise<NewFinding> {
  await person.make(label);
  const finding = newestFinding(sandbox);
  await person.card(finding).first().waitFor({ state: 'attached' });
  return finding;
}
