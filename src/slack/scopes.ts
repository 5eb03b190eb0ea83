/** The bot scopes that manifest.yml asks for, each with its reason there; test/package/manifest.test.ts compares the two. */
export const SCOPES: readonly string[] = [
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:write',
  'usergroups:read',
  'users:read',
  'users:read.email',
];
