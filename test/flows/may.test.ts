import { expect, test } from 'vitest';
import type { PressAction } from '../../src/domain/card.ts';
import type { Intent } from '../../src/domain/intent.ts';
import type { Capability, Person } from '../../src/domain/person.ts';
import { Policy } from '../../src/domain/policy.ts';
import { UserFacingError } from '../../src/domain/refusal.ts';
import { assertCapability, assertMay } from '../../src/flows/action/permission.ts';

const WITH_ROLES = Policy.parse({ roles: { responder: ['U0ANA'] } });

const ANA: Person = { id: 'U0ANA', name: 'Ana', team: 'T0ACME', roles: [] };

interface Somebody extends Partial<Person> {
  policy?: Policy;
}

/** The directory knows one person, and notes who it was asked for and how. */
function knowing({ policy = WITH_ROLES, ...about }: Somebody = {}) {
  const asked: { id: string; fresh: boolean | undefined }[] = [];
  const directory = {
    async person(id: string, options: { fresh?: boolean } = {}) {
      asked.push({ id, fresh: options.fresh });
      return { ...ANA, ...about };
    },
  };
  return { asked, services: { directory, policy: async () => policy } };
}

const press = (action: PressAction, who = 'U0ANA'): Intent => ({
  id: '0123456789abcdef0123456789abcdef',
  who,
  action,
  card: 'card',
  actionVersion: 0,
  channel: 'C0ALERTS',
  requestedAt: '2026-03-02T10:00:00.000Z',
  state: 'REQUESTED',
  thread: 'waiting',
});

async function outcome(asking: Promise<Person>): Promise<string> {
  try {
    return `allowed: ${(await asking).id}`;
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

/** README, "In Slack": everything that is pressed on a card takes a responder. */
const PRESSES = ['acknowledge', 'resolve', 'suppress', 'snooze', 'reopen', 'undo', 'assign', 'note'] as const satisfies PressAction[];

const REFUSED = 'This needs the role responder or approver or admin';

test.each(PRESSES)('%s is for responders and whoever may do more, and for nobody else', async (action) => {
  for (const role of ['responder', 'approver', 'admin'] as const) {
    expect(await outcome(assertMay(press(action), knowing({ roles: [role] }).services)), role).toBe('allowed: U0ANA');
  }
  expect(await outcome(assertMay(press(action), knowing({ roles: ['viewer'] }).services))).toBe(
    `not_allowed: ${REFUSED}; you are viewer. An administrator grants it in policy.yml.`,
  );
  expect(await outcome(assertMay(press(action), knowing().services))).toBe(
    `not_allowed: ${REFUSED}; you have none. An administrator grants it in policy.yml.`,
  );
});

test.each(PRESSES)('%s is for nobody while the policy names nobody', async (action) => {
  expect(await outcome(assertMay(press(action), knowing({ policy: Policy.parse({}) }).services))).toContain('No roles are configured yet');
});

test.each([
  ['guest', 'Guests of this workspace cannot use shub.'],
  ['bot', 'Apps and bots cannot use shub.'],
  ['deactivated', 'This account is deactivated.'],
  ['other workspace', 'Only members of this workspace can use shub; you belong to another one.'],
] as const)('whoever is barred (%s) is refused every press, whatever their roles', async (barred, words) => {
  for (const action of PRESSES) {
    expect(await outcome(assertMay(press(action), knowing({ barred, roles: ['admin'] }).services)), action).toBe(`not_allowed: ${words}`);
  }
});

test.each(PRESSES)('whoever presses %s is the one who is looked up, with Slack itself only where findings are hidden', async (action) => {
  const { asked, services } = knowing({ roles: ['admin'] });
  await assertMay(press(action, 'U0BRUNO'), services);
  expect(asked).toEqual([{ id: 'U0BRUNO', fresh: action === 'suppress' }]);
});

/** README, "The policy": what each role may do, and what the ones before it may. */
test.each<[Capability, readonly Person['roles'][number][]]>([
  ['view', ['viewer', 'responder', 'approver', 'admin']],
  ['respond', ['responder', 'approver', 'admin']],
  ['approve', ['approver', 'admin']],
  ['administer', ['admin']],
])('what takes "%s" is for %j', async (capability, allowed) => {
  for (const role of ['viewer', 'responder', 'approver', 'admin'] as const) {
    const said = await outcome(assertCapability('U0ANA', capability, knowing({ roles: [role] }).services));
    expect(said.startsWith('allowed'), role).toBe(allowed.includes(role));
  }
});

test('what was asked for otherwise is checked with what is remembered, unless it says that it must be fresh', async () => {
  const { asked, services } = knowing({ roles: ['admin'] });
  await assertCapability('U0ANA', 'approve', services);
  await assertCapability('U0ANA', 'approve', services, { fresh: true });
  await assertCapability('U0ANA', 'approve', services, {});
  expect(asked.map(({ fresh }) => fresh)).toEqual([false, true, false]);
});

test('when Slack does not say who somebody is, they are not taken for somebody who may', async () => {
  const directory = { person: () => Promise.reject(new Error('Slack did not answer')) };
  await expect(assertMay(press('acknowledge'), { directory, policy: async () => WITH_ROLES })).rejects.toThrow('Slack did not answer');
});
