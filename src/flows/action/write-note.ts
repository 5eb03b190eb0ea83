import type { Finding } from '../../domain/finding.ts';
import { type Intent, noteFor } from '../../domain/intent.ts';
import { changedMeanwhile } from '../../domain/meanwhile.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Services } from '../services.ts';
import { changeSecurityHub } from './change-security-hub.ts';
import { assertGoesOn } from './rehearse.ts';
import { refuseWhatIsGone, remember } from './rows.ts';

type Needs = Parameters<typeof changeSecurityHub>[4] & Parameters<typeof remember>[2] & Pick<Services, 'cards' | 'hub'>;

/**
 * Writes a person's words into Security Hub's note of a card's findings. The card stays as it is, so nobody else's press is held up.
 * On a test card nothing is written. Resolves to what they are to be told of what has happened to it since they began to write, if anything.
 */
export async function writeNote(intent: Intent, name: string, services: Needs): Promise<string | undefined> {
  const { cards, findings: rows, hub, now } = services;
  const card = await cards.get(intent.card);
  if (card?.subject.kind === 'test') {
    assertGoesOn(card, now());
    return undefined;
  }
  if (card?.subject.kind !== 'problem') throw new UserFacingError('finding_gone', 'There is no finding here to write a note about.');
  const findings = await hub.find(card.subject.members);
  // Security Hub may take minutes to tell of a note that another of us has just written.
  const known = await rows.many(card.subject.members.map(({ key }) => key));
  refuseWhatIsGone(findings);
  const text = noteFor(intent, name);
  const { changed } = await changeSecurityHub(intent, findings, () => undefined, text, services);
  const at = now();
  const noted = (finding: Finding): Finding => ({ ...finding, note: { text, by: 'shub', at: at.toISOString() } });
  for (const finding of changed) await remember(noted(finding), { at }, services);
  return changedMeanwhile(intent, card, [...findings, ...known.map(({ finding }) => finding)]);
}
