import type { Insight } from '../../domain/insight.ts';
import { MANAGED_INSIGHTS } from '../../domain/managed-insights.ts';
import { nearest } from '../../domain/nearest.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Services } from '../services.ts';

export type FoundInsight = Insight & { ours: boolean };

/** The insight that is meant: by its ARN, by its name, or by the beginning of its name when no other begins so. */
export async function findInsight(which: string, { savedInsights }: Pick<Services, 'savedInsights'>): Promise<FoundInsight> {
  const arn = which.startsWith('arn:') ? which : await arnOf(which, savedInsights);
  const found = await savedInsights.get(arn);
  if (!found) throw gone();
  return found;
}

export const gone = (): UserFacingError =>
  new UserFacingError('finding_gone', 'Security Hub has no such insight; somebody may have deleted it. `/shub insight list` shows all.');

async function arnOf(typed: string, savedInsights: Services['savedInsights']): Promise<string> {
  const known = [...(await savedInsights.list()), ...MANAGED_INSIGHTS];
  const word = typed.toLowerCase();
  const named = known.filter(({ name }) => name.toLowerCase() === word);
  const beginning = named.length > 0 ? named : known.filter(({ name }) => name.toLowerCase().startsWith(word));
  const [first, ...more] = beginning;
  if (first && more.length === 0) return first.arn;
  if (first) {
    const names = beginning.slice(0, 5).map(({ name }) => `"${name}"`);
    throw new UserFacingError('bad_arguments', `Several insights are called so: ${names.join(', ')}. Write all of its name, or its ARN.`);
  }
  const near = nearest(
    typed,
    known.map(({ name }) => name),
  );
  throw new UserFacingError(
    'bad_arguments',
    `There is no insight "${typed.slice(0, 100)}".${near === undefined ? '' : ` Did you mean "${near}"?`} \`/shub insight list\` shows all.`,
  );
}
