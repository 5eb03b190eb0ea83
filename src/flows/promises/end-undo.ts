import type { Card } from '../../domain/card.ts';
import { leadFirst, wanting } from '../../domain/card-changes.ts';
import { wantingTest } from '../../domain/test-card.ts';
import type { Services } from '../services.ts';

/** The ten minutes after a press are over: the card is drawn once more, without its Undo. */
export async function endUndo({ key, undo, subject }: Card, { cards, findings }: Pick<Services, 'cards' | 'findings'>): Promise<void> {
  const rows = subject.kind === 'problem' ? await findings.many(subject.members.map((member) => member.key)) : [];
  const [lead, ...others] = leadFirst(rows.map(({ finding }) => finding));
  await cards.change(key, (stored) => {
    if (!undo || stored?.undo?.intent !== undo.intent) return undefined;
    const { undo: _undo, ...rest } = stored;
    if (rest.subject.kind === 'test') return wantingTest(rest);
    return lead ? wanting(rest, [lead, ...others]) : rest;
  });
}
