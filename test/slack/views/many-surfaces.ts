import type { BulkAction, BulkForm, Plan } from '../../../src/domain/bulk.ts';
import type { CardRow } from '../../../src/domain/card-row.ts';
import type { ProblemFace } from '../../../src/domain/face.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { HandoverPart } from '../../../src/domain/handover.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { answerMessage } from '../../../src/slack/views/answer.ts';
import { bulkModal } from '../../../src/slack/views/bulk-modal.ts';
import { digestMessage } from '../../../src/slack/views/digest.ts';
import { handoverMessage } from '../../../src/slack/views/handover.ts';
import { aDigest } from '../../fixtures/a-digest.ts';

const AT = '2026-03-02T09:00:00.000Z';

/** What is said about many findings, and to whoever works through them, with `words` wherever somebody may write something of their own. */
export function manySurfaces({
  finding,
  face,
  ticket,
  words,
}: {
  finding: Finding;
  face: ProblemFace;
  ticket: Ticket;
  words: string;
}): Record<string, object> {
  const plan: Plan = { does: 37, accounts: 4, critical: 5, left: { 'acknowledged already': 3, [words]: 2 } };
  const none: Plan = { does: 0, accounts: 0, critical: 0, left: { 'suppressed already': 40 } };
  const form: BulkForm = {
    selection: {
      id: '0123456789abcdef0123456789abcdef',
      who: 'U0ANA',
      channel: 'C0ALERTS',
      source: { of: 'list', query: {} },
      what: `All with the title “${words}”`,
      at: AT,
      parts: 1,
      count: 40,
      cut: true,
      plans: { acknowledge: plan, resolve: plan, suppress: plan, assign: plan, reopen: none } satisfies Record<BulkAction, Plan>,
    },
    span: { first: '2026-03-03', proposed: '2026-05-31', last: '2027-03-02' },
  };
  const message = { channel: 'C0123456789', ts: '1767000000.000100' };
  const row: CardRow = { title: words, severity: finding.severity, who: 'U0ANA', what: 'due', at: AT, message };
  const part = (rows: CardRow[], total = rows.length) => ({ rows, total });
  const parts: Record<HandoverPart, ReturnType<typeof part>> = {
    unowned: part([row, row, row, row, row], 12),
    sla: part([row, row, row, row, row], 12),
    ageing: part([row, row, row, row, row], 12),
    snoozes: part([row, row, row, row, row], 12),
    suppressions: part([row, row, row, row, row], 12),
    tickets: part([row, row, row, row, row], 12),
    feeds: part([{ title: words, what: 'silent since', at: AT }]),
  };
  const mine = {
    is: 'card' as const,
    finding,
    severity: finding.severity,
    workflow: finding.workflow,
    since: '2026-03-01T09:00:00.000Z',
    overdue: true,
    snoozed: { until: AT, open: false },
    message,
  };
  return {
    digest: digestMessage(aDigest({ words })),
    'bulk form': bulkModal(form, 'acknowledge'),
    'bulk form to suppress': bulkModal(form, 'suppress'),
    'bulk form with nothing to do': bulkModal(form, 'reopen'),
    'bulk result': answerMessage({
      kind: 'notice',
      notice: {
        tone: 'bad',
        title: 'Acknowledged 34 of 37 findings',
        lines: [words, `${words}: Security Hub no longer has it`],
        by: 'U0ANA',
        undo: '0123456789abcdef0123456789abcdef',
      },
    }),
    next: answerMessage({ kind: 'next', face, left: 4, passed: Array.from({ length: 60 }, () => '0123456789'), snoozed: 3 }),
    mine: answerMessage({
      kind: 'mine',
      who: 'U0ANA',
      at: AT,
      rows: [...Array.from({ length: 7 }, () => mine), { is: 'ticket', ticket, finding }],
      page: 2,
      pages: 3,
      total: 17,
    }),
    'nothing mine': answerMessage({ kind: 'mine', who: 'U0ANA', at: AT, rows: [], page: 1, pages: 1, total: 0 }),
    handover: handoverMessage({ by: 'U0ANA', channel: 'C0ALERTS', at: AT, open: 40, parts }),
  };
}
