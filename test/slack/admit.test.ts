import { expect, test } from 'vitest';
import type { Person } from '../../src/domain/person.ts';
import { Policy } from '../../src/domain/policy.ts';
import { UserFacingError } from '../../src/domain/refusal.ts';
import { assertCapability } from '../../src/flows/action/permission.ts';
import { assertMay, assertOurs, whoIs } from '../../src/slack/admit.ts';
import { type Press, readPress } from '../../src/slack/payload.ts';

const US = { appId: 'A1', teamId: 'T1' };
const ana: Person = { id: 'U1', name: 'ana', team: 'T1', roles: ['responder'] };
const policy = async () => Policy.parse({ defaultChannel: 'C0ALERTS', roles: { responder: ['U0ANA'] } });
const nobodys = async () => Policy.parse({ defaultChannel: 'C0ALERTS' });

/** A press of ana's, as Slack sends it. */
const asking = (team: string | undefined, app = 'A1'): Press =>
  readPress({
    type: 'block_actions',
    user: { id: 'U1', ...(team && { team_id: team }) },
    api_app_id: app,
    trigger_id: 't',
    channel: { id: 'C1' },
    actions: [{ type: 'button', action_id: 'a', block_id: 'b', value: 'k|0' }],
  });

/** Knows one person, and remembers what it was asked. */
function aDirectory(person: Person = ana) {
  const asked: unknown[] = [];
  const directory = {
    async person(id: string, options?: object) {
      asked.push([id, options]);
      return person;
    },
  };
  return { asked, directory };
}

const words = (from: () => unknown) =>
  Promise.resolve()
    .then(from)
    .then(
      () => 'allowed',
      (error: Error) => error,
    );

test('what came through another app is refused, and what names none was signed with our secret', async () => {
  expect(await words(() => assertOurs({ app: 'A2' }, US))).toEqual(
    new UserFacingError('not_allowed', 'Nothing was done: this came through another Slack app than shub.'),
  );
  expect(await words(() => assertOurs({ app: 'A1' }, US))).toBe('allowed');
  expect(await words(() => assertOurs({ app: undefined }, US))).toBe('allowed');
  const { directory, asked } = aDirectory();
  expect(await words(() => whoIs(asking('T1', 'A2'), US, { directory }))).toMatchObject({ code: 'not_allowed' });
  expect(asked).toEqual([]);
});

test('whoever comes from another workspace is known as such, and one barred already stays barred for that', async () => {
  const { directory, asked } = aDirectory();
  expect(await whoIs(asking('T1'), { ...US, fresh: true }, { directory })).toEqual(ana);
  expect(await whoIs(asking('T2'), US, { directory })).toEqual({ ...ana, barred: 'other workspace' });
  expect(asked).toEqual([
    ['U1', { fresh: true, team: 'T1' }],
    ['U1', { fresh: false, team: 'T2' }],
  ]);
  expect(await whoIs(asking('T2'), US, aDirectory({ ...ana, barred: 'bot' }))).toMatchObject({ barred: 'bot' });
  expect(await words(() => whoIs(asking(undefined), US, { directory }))).toEqual(
    new UserFacingError('not_allowed', 'Nothing was done: Slack did not say which workspace you are in.'),
  );
});

test('whoever may not is told so in words, at the front and again when it is carried out', async () => {
  expect(await words(() => assertMay(ana, 'respond', { policy }))).toBe('allowed');
  const refusal = 'This needs the role approver or admin; you are responder. An administrator grants it in policy.yml.';
  expect(await words(() => assertMay(ana, 'approve', { policy }))).toEqual(
    new UserFacingError('not_allowed', `Nothing was done. ${refusal}`),
  );
  expect(await words(() => assertMay({ ...ana, roles: [] }, 'view', { policy: nobodys }))).toMatchObject({
    message: expect.stringContaining('No roles are configured yet'),
  });

  const { directory, asked } = aDirectory();
  expect(await assertCapability('U1', 'respond', { directory, policy })).toEqual(ana);
  expect(await words(() => assertCapability('U1', 'approve', { directory, policy }, { fresh: true }))).toEqual(
    new UserFacingError('not_allowed', refusal),
  );
  expect(asked).toEqual([
    ['U1', { fresh: false }],
    ['U1', { fresh: true }],
  ]);
});
