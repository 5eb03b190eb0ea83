import { offersFor, type ProblemFace } from '../../../src/domain/face.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { answerMessage } from '../../../src/slack/views/answer.ts';
import { detailsModal } from '../../../src/slack/views/details-modal.ts';
import { findingCard, minimalCard } from '../../../src/slack/views/finding-card.ts';
import { resolveModal } from '../../../src/slack/views/resolve-modal.ts';
import { suppressModal } from '../../../src/slack/views/suppress-modal.ts';
import { threadLine } from '../../../src/slack/views/thread-line.ts';

/** The face of a card about one finding, open and untouched unless told otherwise. */
export function aFace(finding: Finding, overrides: Partial<ProblemFace> = {}): ProblemFace {
  return {
    kind: 'problem',
    card: '0123456789abcdef0123456789abcdef',
    actionVersion: 3,
    severity: finding.severity,
    workflow: finding.workflow,
    open: true,
    finding,
    memberCount: 1,
    standards: finding.compliance?.standards ?? [],
    owner: undefined,
    lastPress: undefined,
    because: 'first seen',
    route: undefined,
    offers: offersFor(finding.workflow),
    generation: 1,
    previousTs: undefined,
    ...overrides,
  };
}

const METADATA = { card: '0123456789abcdef0123456789abcdef', actionVersion: 3, channel: 'C0123456789' };

/** Everything that can be drawn about a finding, with `words` wherever a person or a system may write something of their own. */
export function everySurface(finding: Finding, words: string): Record<string, object> {
  const at = '2026-03-02T09:00:00.000Z';
  const face = aFace(finding);
  const pressed = aFace(finding, {
    memberCount: 3,
    standards: [words, `${words}2`, ...face.standards],
    owner: words,
    because: words,
    generation: 4,
    previousTs: '1767000000.000100',
    lastPress: { action: 'suppress', by: 'U0ANA', from: 'slack', at, reason: words },
  });
  const outside = aFace(finding, { open: false, lastPress: { action: 'resolve', by: words, from: 'outside', at: words, reason: words } });
  const verdict = { do: 'alert', because: 'severity rose' } as const;
  const rows = Array.from({ length: 100 }, () => ({ finding, verdict }));
  const entry = { id: 'a', finding: finding.key, who: 'U0ANA', action: 'resolve', at, reason: words, result: words } as const;
  const history = (['started', 'done'] as const).flatMap((phase) => Array.from({ length: 8 }, () => ({ ...entry, phase })));
  return {
    card: findingCard(face),
    'pressed card': findingCard(pressed, { previousLink: 'https://shub.slack.com/archives/C0123456789/p1767000000000100' }),
    'closed card': findingCard(outside),
    'minimal card': minimalCard(pressed),
    'thread line': threadLine({ who: 'U0ANA', action: 'suppress', reason: words }),
    'failed thread line': threadLine({ who: words, action: 'reopen', reason: words, failed: words }),
    list: answerMessage({ kind: 'findings', query: { account: words }, page: 2, rows, next: words, total: 99 }),
    'one finding': answerMessage({ kind: 'finding', finding, verdict, offers: face.offers }),
    'one carded finding': answerMessage({ kind: 'finding', finding, card: face.card, actionVersion: 0, offers: face.offers }),
    details: detailsModal({
      face: pressed,
      finding,
      members: Array.from({ length: 20 }, () => finding),
      verdict,
      raw: { finding, words },
      history,
    }),
    'loading details': detailsModal({ face, finding, members: [finding], verdict, raw: undefined, history: [] }, { loading: true }),
    'resolve modal': resolveModal(face, METADATA),
    'suppress modal': suppressModal(pressed, METADATA),
  };
}
