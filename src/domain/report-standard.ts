import { UserFacingError } from './refusal.ts';
import type { Catalogue } from './score-catalogue.ts';
import { standardMeant } from './standard.ts';

/** The ARN of the enabled standard that a person means by `fsbp`, `CIS 3.0.0` or `pci`; refused when it is none, or not one alone. */
export function enabledStandard(typed: string, { standards }: Pick<Catalogue, 'standards'>): string {
  if (standards.length === 0) throw new UserFacingError('bad_arguments', 'No standard is enabled in Security Hub here.');
  const meant = standardMeant(typed, standards);
  switch (meant.is) {
    case 'one':
      return meant.standard.arn;
    case 'several':
      throw new UserFacingError('bad_arguments', `Which of them: ${names(meant.standards)}?`);
    case 'none':
      throw new UserFacingError('bad_arguments', `No such standard is enabled here. Enabled: ${names(standards)}.`);
  }
}

const names = (standards: readonly { name: string }[]): string => standards.map(({ name }) => `\`${name.toLowerCase()}\``).join(', ');
