import type { TicketRow } from '../../../src/domain/answer.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { Home } from '../../../src/domain/home.ts';
import type { Snapshot } from '../../../src/domain/report-snapshot.ts';
import { findModal } from '../../../src/slack/views/find-modal.ts';
import { homeView } from '../../../src/slack/views/home.ts';
import { postModal } from '../../../src/slack/views/post-modal.ts';

const AT = '2026-03-02T09:00:00.000Z';
const CARD = '0123456789abcdef0123456789abcdef';

/** The app's Home at its fullest and for whoever may see nothing, with `words` wherever somebody may write something of their own. */
export function homeSurfaces({ finding, ticket, words }: { finding: Finding; ticket: TicketRow; words: string }): Record<string, object> {
  const counted: Snapshot = {
    day: '2026-03-02',
    at: AT,
    overall: { passed: 62, failed: 38, unknown: 0, noData: 0, disabled: 0 },
    standards: [],
    open: { CRITICAL: 12, HIGH: 40, MEDIUM: 1_000, LOW: 3, INFORMATIONAL: 1, UNKNOWN: 2 },
    failing: [],
  };
  const full: Home = {
    kind: 'open',
    who: 'U0ANA',
    at: AT,
    responds: true,
    mine: {
      cards: Array.from({ length: 8 }, () => ({
        card: CARD,
        actionVersion: 3,
        severity: finding.severity,
        finding,
        since: AT,
        message: { channel: 'C0123456789', ts: '1767000000.000100' },
        overdue: true,
      })),
      total: 60,
    },
    tickets: { mine: Array.from({ length: 4 }, () => ticket), mineTotal: 9, due: Array.from({ length: 4 }, () => ticket), dueTotal: 12 },
    now: { CRITICAL: 3, HIGH: 20 },
    counted,
    before: { ...counted, open: { CRITICAL: 10, HIGH: 44 } },
    exceptions: {
      rows: Array.from({ length: 4 }, () => ({
        card: CARD,
        actionVersion: 3,
        channel: 'C0123456789',
        exception: { reasonClass: 'other' as const, text: words, by: words, since: AT, until: AT },
        finding,
        ids: [words, words, words, words],
        account: words,
      })),
      count: { inForce: 1000, ending: 20, cut: true },
    },
    vitals: { wrong: ['these channels take no messages: <#C0123456789>'], newestEvent: AT },
  };
  return {
    home: homeView(full),
    'quiet home': homeView({
      ...full,
      responds: false,
      mine: { cards: [], total: 0 },
      tickets: { mine: [], mineTotal: 0, due: [], dueTotal: 0 },
      now: {},
      exceptions: { rows: [], count: { inForce: 0, ending: 0, cut: false } },
      vitals: { wrong: [] },
    }),
    'closed home': homeView({ kind: 'closed', because: 'This needs the role viewer or higher.', administrators: ['U0ANA', 'S0ADMINS'] }),
    'find modal': findModal(),
    'report modal': postModal({ what: 'report' }),
    'handover modal': postModal({ what: 'handover' }),
  };
}
