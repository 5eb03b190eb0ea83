import * as z from 'zod';

export const Role = z.enum(['viewer', 'responder', 'approver', 'admin']);
export type Role = z.infer<typeof Role>;

/** What a thing done in Slack demands of the person who does it. */
export type Capability = 'view' | 'respond' | 'approve' | 'administer';

/** Who is acting, as Slack and the policy know them at this moment. */
export const Person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().optional(),
  team: z.string(),
  /** IANA name of the time zone that they have set in Slack. */
  zone: z.string().optional(),
  /** Why this kind of account may never do anything, if it is such a kind. */
  barred: z.enum(['guest', 'bot', 'deactivated', 'other workspace']).optional(),
  roles: z.array(Role),
});
export type Person = z.infer<typeof Person>;

const GRANTS: Record<Role, readonly Capability[]> = {
  viewer: ['view'],
  responder: ['view', 'respond'],
  approver: ['view', 'respond', 'approve'],
  admin: ['view', 'respond', 'approve', 'administer'],
};

/** The roles that may do it, least first; a refusal names them. */
export function rolesFor(capability: Capability): Role[] {
  return Role.options.filter((role) => GRANTS[role].includes(capability));
}

export type Permission = { allowed: true } | { allowed: false; because: string };

const BARRED: Record<NonNullable<Person['barred']>, string> = {
  guest: 'Guests of this workspace cannot use shub.',
  bot: 'Apps and bots cannot use shub.',
  deactivated: 'This account is deactivated.',
  'other workspace': 'Only members of this workspace can use shub; you belong to another one.',
};

/** The one place that decides whether a person may do something. What is not granted is refused, with the reason in words. */
export function authorise(person: Person, capability: Capability, { rolesConfigured }: { rolesConfigured: boolean }): Permission {
  if (person.barred) return { allowed: false, because: BARRED[person.barred] };
  if (person.roles.some((role) => GRANTS[role].includes(capability))) return { allowed: true };
  if (!rolesConfigured) {
    return {
      allowed: false,
      because: 'No roles are configured yet, so nobody may change anything. An administrator sets `roles` in policy.yml.',
    };
  }
  const needed = rolesFor(capability);
  const have = person.roles.length === 0 ? 'you have none' : `you are ${person.roles.join(', ')}`;
  return { allowed: false, because: `This needs the role ${needed.join(' or ')}; ${have}. An administrator grants it in policy.yml.` };
}
