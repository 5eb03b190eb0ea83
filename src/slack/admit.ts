import { authorise, type Capability, type Person } from '../domain/person.ts';
import { rolesConfigured } from '../domain/policy.ts';
import { UserFacingError } from '../domain/refusal.ts';
import type { Services } from '../flows/services.ts';
import type { Incoming } from './payload.ts';

/** The app and the workspace that we are; what was meant for others is not listened to. */
export interface Ourselves {
  appId: string;
  teamId: string;
}

/** Who is behind a request to us. Someone from elsewhere is known as such, whatever the directory makes of the id. */
export async function whoIs(
  asked: Incoming,
  { appId, teamId, fresh = false }: Ourselves & { fresh?: boolean | undefined },
  { directory }: Pick<Services, 'directory'>,
): Promise<Person> {
  if (asked.app !== appId) throw new UserFacingError('not_allowed', 'Nothing was done: this came through another Slack app than shub.');
  if (asked.team === undefined) throw new UserFacingError('not_allowed', 'Nothing was done: Slack did not say which workspace you are in.');
  const person = await directory.person(asked.who, { fresh, team: asked.team });
  return asked.team === teamId ? person : { ...person, barred: person.barred ?? 'other workspace' };
}

/** Refuses, in words, a person who may not do this. */
export async function assertMay(person: Person, capability: Capability, { policy }: Pick<Services, 'policy'>): Promise<void> {
  const permission = authorise(person, capability, { rolesConfigured: rolesConfigured(await policy()) });
  if (!permission.allowed) throw new UserFacingError('not_allowed', `Nothing was done. ${permission.because}`);
}
