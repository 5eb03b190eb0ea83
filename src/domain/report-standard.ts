import { UserFacingError } from './refusal.ts';
import type { Catalogue } from './score-catalogue.ts';

/** The ARN of the enabled standard that a person means by `fsbp`, `CIS 3.0.0` or `pci`; refused when it is none, or not one alone. */
export function standardMeant(typed: string, { standards }: Pick<Catalogue, 'standards'>): string {
  const word = letters(typed);
  const exact = standards.filter(({ name }) => letters(name) === word);
  const found = exact.length > 0 ? exact : standards.filter(({ name }) => letters(name).startsWith(word));
  const [only, ...others] = found;
  if (only && others.length === 0) return only.arn;
  const names = (only ? found : standards).map(({ name }) => `\`${name.toLowerCase()}\``).join(', ');
  if (standards.length === 0) throw new UserFacingError('bad_arguments', 'No standard is enabled in Security Hub here.');
  throw new UserFacingError('bad_arguments', only ? `Which of them: ${names}?` : `No such standard is enabled here. Enabled: ${names}.`);
}

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
