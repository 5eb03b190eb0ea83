import { UserFacingError } from '../../domain/refusal.ts';
import { type Standard, standardMeant } from '../../domain/standard.ts';
import type { Services } from '../services.ts';

/** The standard with this key; refused when AWS has it no more. */
export async function standardByKey(key: string, { standards }: Pick<Services, 'standards'>): Promise<Standard> {
  const standard = (await standards.list()).find((each) => each.key === key);
  if (standard) return standard;
  throw new UserFacingError(
    'bad_arguments',
    'Nothing was done: Security Hub does not have this standard here. `/shub standards` shows those it has.',
  );
}

/** The standard that a person typed, or whose key a button carries. Refused with the nearest there is. */
export async function standardTyped(typed: string, { standards }: Pick<Services, 'standards'>): Promise<Standard> {
  const all = await standards.list();
  const byKey = all.find(({ key }) => key === typed);
  if (byKey) return byKey;
  const meant = standardMeant(typed, all);
  if (meant.is === 'one') return meant.standard;
  if (meant.is === 'several') throw new UserFacingError('bad_arguments', `Which of them: ${names(meant.standards)}?`);
  const near = meant.near === undefined ? '' : ` Did you mean \`${meant.near}\`?`;
  throw new UserFacingError('bad_arguments', `Security Hub has no such standard here.${near} It has: ${names(all)}.`);
}

const names = (standards: readonly Standard[]): string => standards.map(({ name }) => `\`${name.toLowerCase()}\``).join(', ');
