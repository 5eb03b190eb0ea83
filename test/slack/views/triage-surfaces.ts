import type { ProblemFace } from '../../../src/domain/face.ts';
import { Policy } from '../../../src/domain/policy.ts';
import { assignModal } from '../../../src/slack/views/assign-modal.ts';
import { findingCard } from '../../../src/slack/views/finding-card.ts';
import type { ModalMetadata } from '../../../src/slack/views/modal.ts';
import { noteModal } from '../../../src/slack/views/note-modal.ts';
import { snoozeModal } from '../../../src/slack/views/snooze-modal.ts';
import { threadLine } from '../../../src/slack/views/thread-line.ts';

const AT = '2026-03-02T09:00:00.000Z';

/** What is said to whoever puts a problem off, gives it to somebody or writes about it, `words` being somebody's own. */
export function triageSurfaces(face: ProblemFace, metadata: ModalMetadata, words: string): Record<string, object> {
  const policy = Policy.parse({ owners: [{ who: 'U0ANA' }] });
  const off = { until: AT, open: false, by: words, since: AT, reason: words };
  return {
    'snooze modal': snoozeModal(face, metadata, { policy, now: new Date(AT) }),
    'assign modal': assignModal({ ...face, owner: words }, metadata, { policy, who: 'U0ANA' }),
    'note modal': noteModal(face, metadata),
    'snoozed card': findingCard({ ...face, workflow: 'NOTIFIED', snoozed: off, offers: ['resolve', 'suppress', 'reopen', 'undo'] }),
    'card back from its snooze': findingCard({ ...face, owner: 'U0ANA', awake: { ...off, because: words } }),
    'card that is fixed': findingCard({ ...face, workflow: 'RESOLVED', open: false, fixed: 'archived' }),
    'thread line of a snooze': threadLine({ who: words, action: 'snooze', until: words, reason: words }),
    'thread line of an assignment': threadLine({ who: words, action: 'assign', assignee: words, about: words }),
    'thread line of an undoing': threadLine({ who: words, action: 'undo', undid: 'suppress', about: words }),
    'thread line of a note': threadLine({ who: words, action: 'note', reason: words }),
  };
}
