import { expect, test } from 'vitest';
import { authorise, type Capability, type Person, type Role, rolesFor } from '../../src/domain/person.ts';

const someone = (overrides: Partial<Person> = {}): Person => ({ id: 'U0ANA', name: 'Ana', team: 'T0ACME', roles: [], ...overrides });
const may = (person: Person, capability: Capability, rolesConfigured = true) => authorise(person, capability, { rolesConfigured });

test.each<[Role, Record<Capability, boolean>]>([
  ['viewer', { view: true, respond: false, approve: false, administer: false }],
  ['responder', { view: true, respond: true, approve: false, administer: false }],
  ['approver', { view: true, respond: true, approve: true, administer: false }],
  ['admin', { view: true, respond: true, approve: true, administer: true }],
])('a %s may do exactly this', (role, expected) => {
  const granted = { view: false, respond: false, approve: false, administer: false };
  for (const capability of ['view', 'respond', 'approve', 'administer'] as const)
    granted[capability] = may(someone({ roles: [role] }), capability).allowed;
  expect(granted).toEqual(expected);
});

test('of several roles the strongest counts', () => {
  expect(may(someone({ roles: ['viewer', 'approver'] }), 'approve')).toEqual({ allowed: true });
});

test.each<[NonNullable<Person['barred']>, string]>([
  ['guest', 'Guests of this workspace cannot use shub.'],
  ['bot', 'Apps and bots cannot use shub.'],
  ['deactivated', 'This account is deactivated.'],
  ['other workspace', 'Only members of this workspace can use shub; you belong to another one.'],
])('a %s may do nothing, whatever its roles', (barred, because) => {
  for (const capability of ['view', 'respond', 'approve', 'administer'] as const) {
    expect(may(someone({ barred, roles: ['viewer', 'responder', 'approver', 'admin'] }), capability)).toEqual({ allowed: false, because });
  }
});

test('someone without a role is told which would do, least first', () => {
  expect(may(someone(), 'respond')).toEqual({
    allowed: false,
    because: 'This needs the role responder or approver or admin; you have none. An administrator grants it in policy.yml.',
  });
  expect(rolesFor('approve')).toEqual(['approver', 'admin']);
});

test('someone with too small a role is told what they are', () => {
  expect(may(someone({ roles: ['viewer'] }), 'administer')).toEqual({
    allowed: false,
    because: 'This needs the role admin; you are viewer. An administrator grants it in policy.yml.',
  });
});

test('while no roles are configured nobody may do anything, not even look', () => {
  for (const capability of ['view', 'respond', 'approve', 'administer'] as const) {
    expect(may(someone(), capability, false)).toEqual({
      allowed: false,
      because: 'No roles are configured yet, so nobody may change anything. An administrator sets `roles` in policy.yml.',
    });
  }
});
