import type { Intent } from '../../domain/intent.ts';
import { authorise, type Capability, type Person } from '../../domain/person.ts';
import { rolesConfigured } from '../../domain/policy.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { CAPABILITY, type Services } from '../services.ts';

/** The person behind an intent, if they may still do it now; hiding findings is checked with Slack itself, not with what was cached. */
export async function assertMay(intent: Intent, { directory, policy }: Pick<Services, 'directory' | 'policy'>): Promise<Person> {
  return assertCapability(intent.who, CAPABILITY[intent.action], { directory, policy }, { fresh: intent.action === 'suppress' });
}

/** The same for anything else that was queued: between asking and doing, a role may have been taken away. */
export async function assertCapability(
  who: string,
  capability: Capability,
  { directory, policy }: Pick<Services, 'directory' | 'policy'>,
  { fresh = false } = {},
): Promise<Person> {
  const person = await directory.person(who, { fresh });
  const permission = authorise(person, capability, { rolesConfigured: rolesConfigured(await policy()) });
  if (!permission.allowed) throw new UserFacingError('not_allowed', permission.because);
  return person;
}
