import { authorise, type Capability, type Person } from '../domain/person.ts';
import { rolesConfigured } from '../domain/policy.ts';
import { UserFacingError } from '../domain/refusal.ts';
import type { Services } from '../flows/services.ts';
import type { Happening, Incoming } from './payload.ts';

/** The app and the workspace that we are; what was meant for others is not listened to. */
export interface Ourselves {
  appId: string;
  teamId: string;
}

/** Refuses what came through another app. What names none came under our own signing secret, and that is ours alone. */
export function assertOurs({ app }: Pick<Incoming | Happening, 'app'>, { appId }: Pick<Ourselves, 'appId'>): void {
  if (app === undefined || app === appId) return;
  throw new UserFacingError('not_allowed', 'Nothing was done: this came through another Slack app than shub.');
}

/** Who is behind a request to us. Someone from elsewhere is known as such, whatever the directory makes of the id. */
export async function whoIs(
  asked: Incoming,
  { appId, teamId, fresh = false }: Ourselves & { fresh?: boolean | undefined },
  { directory }: Pick<Services, 'directory'>,
): Promise<Person> {
  assertOurs(asked, { appId });
  if (asked.team === undefined) throw new UserFacingError('not_allowed', 'Nothing was done: Slack did not say which workspace you are in.');
  const person = await directory.person(asked.who, { fresh, team: asked.team });
  return asked.team === teamId ? person : { ...person, barred: person.barred ?? 'other workspace' };
}

/** Refuses, in words, a person who may not do this. */
export async function assertMay(person: Person, capability: Capability, { policy }: Pick<Services, 'policy'>): Promise<void> {
  const permission = authorise(person, capability, { rolesConfigured: rolesConfigured(await policy()) });
  if (!permission.allowed) throw new UserFacingError('not_allowed', `Nothing was done. ${permission.because}`);
}
