import type { Intent } from '../../domain/intent.ts';
import { authorise, type Person } from '../../domain/person.ts';
import { rolesConfigured } from '../../domain/policy.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { CAPABILITY, type Services } from '../services.ts';

/** The person behind an intent, if they may still do it now; hiding findings is checked with Slack itself, not with what was cached. */
export async function assertMay(intent: Intent, { directory, policy }: Pick<Services, 'directory' | 'policy'>): Promise<Person> {
  const person = await directory.person(intent.who, { fresh: intent.action === 'suppress' });
  const permission = authorise(person, CAPABILITY[intent.action], { rolesConfigured: rolesConfigured(await policy()) });
  if (!permission.allowed) throw new UserFacingError('not_allowed', permission.because);
  return person;
}
