import type { TicketRow } from '../../../src/domain/answer.ts';
import type { Around } from '../../../src/domain/around.ts';
import type { Call } from '../../../src/domain/call.ts';
import { offersFor, type ProblemFace } from '../../../src/domain/face.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { Policy } from '../../../src/domain/policy.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { answerMessage } from '../../../src/slack/views/answer.ts';
import { callMessage } from '../../../src/slack/views/call.ts';
import { detailsModal } from '../../../src/slack/views/details-modal.ts';
import { escalateModal } from '../../../src/slack/views/escalate-modal.ts';
import { exceptionsList } from '../../../src/slack/views/exceptions-list.ts';
import { findingCard, minimalCard } from '../../../src/slack/views/finding-card.ts';
import { insightMessage } from '../../../src/slack/views/insight-card.ts';
import { newFindingModal } from '../../../src/slack/views/new-finding-modal.ts';
import { questionMessage } from '../../../src/slack/views/question.ts';
import { resolveModal } from '../../../src/slack/views/resolve-modal.ts';
import { suppressModal } from '../../../src/slack/views/suppress-modal.ts';
import { threadLine } from '../../../src/slack/views/thread-line.ts';
import { wordsModal } from '../../../src/slack/words-modal.ts';
import { homeSurfaces } from './home-surfaces.ts';
import { insightSurfaces } from './insight-surfaces.ts';
import { manySurfaces } from './many-surfaces.ts';
import { standardSurfaces } from './standard-surfaces.ts';
import { triageSurfaces } from './triage-surfaces.ts';

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
    ticket: undefined,
    because: 'first seen',
    route: undefined,
    offers: offersFor(finding.workflow),
    generation: 1,
    previousTs: undefined,
    ...overrides,
  };
}

/** A ticket about one finding, taken and ahead of its due date unless told otherwise. */
function aTicket(finding: Finding, overrides: Partial<Ticket> = {}): Ticket {
  return {
    key: finding.problem,
    title: finding.title,
    severity: finding.severity,
    findings: [{ key: finding.key, id: finding.id, productArn: finding.productArn }],
    account: finding.account,
    region: finding.region,
    state: 'TAKEN',
    owner: 'U0ANA',
    due: '2026-04-01T09:00:00.000Z',
    reminded: 'nothing',
    openedBy: 'policy',
    openedAt: '2026-03-02T09:00:00.000Z',
    channels: [],
    history: [],
    version: 1,
    told: 0,
    ...overrides,
  };
}

/** Our own sentence, not what somebody wrote. */
const SAID = '<@U0ANA> has taken this ticket already. Nothing was changed.';

const SPAN = { policy: Policy.parse({}), now: new Date('2026-03-02T09:00:00Z') };
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
    ticket: { state: 'TAKEN', owner: words, due: words, overdue: true },
    lastPress: { action: 'suppress', by: 'U0ANA', from: 'slack', at, reason: words },
  });
  const outside = aFace(finding, { open: false, lastPress: { action: 'resolve', by: words, from: 'outside', at: words, reason: words } });
  const done = aTicket(finding, { state: 'DONE', owner: words, title: words, resource: words, region: words });
  const card = { channel: 'C0123456789', ts: '1767000000.000100' };
  const ticketRows: TicketRow[] = [
    ...Array.from({ length: 5 }, () => ({ ticket: done, finding, card, said: SAID })),
    { ticket: aTicket(finding, { title: words, due: at }), said: SAID },
    { ticket: done },
  ];
  const verdict = { do: 'alert', because: 'severity rose' } as const;
  const rows = Array.from({ length: 100 }, () => ({ finding, verdict }));
  const entry = { id: 'a', finding: finding.key, who: 'U0ANA', action: 'resolve', at, reason: words, result: words } as const;
  const history = (['started', 'done'] as const).flatMap((phase) => Array.from({ length: 8 }, () => ({ ...entry, phase })));
  const told = { id: 'a', at, whom: ['U0ANA', words], by: words, from: 'slack', storm: true } as const;
  const around: Around = {
    at,
    channel: 'C0123456789',
    url: 'https://slack.com/archives/C0123456789/p1767000000000100',
    since: at,
    listed: true,
    ticket: undefined,
    told: (['alert page', 'mention', 'page', 'fallback', 'direct'] as const).map((what) => ({ ...told, what, whom: [...told.whom] })),
    next: [{ do: 'escalate', step: 'page', at: Date.parse(at) + 600_000 }],
  };
  const call: Call = { whom: ['U0ANA', words], by: 'U0ANA', reason: words, severity: 'HIGH', title: words, storm: true };
  return {
    call: callMessage(call, { below: true }),
    'call in the channel too': callMessage(call, { below: true, broadcast: true }),
    'call elsewhere': callMessage(
      { ...call, at: { channel: 'C0123456789', url: 'https://slack.com/archives/C0123456789/p1767000000000100' } },
      { below: false },
    ),
    'escalate modal': escalateModal(face, METADATA, ['U0ANA']),
    card: findingCard(face),
    'pressed card': findingCard(pressed, { previousLink: 'https://shub.slack.com/archives/C0123456789/p1767000000000100' }),
    'closed card': findingCard(outside),
    'minimal card': minimalCard(pressed),
    'thread line': threadLine({ who: 'U0ANA', action: 'suppress', reason: words }),
    'failed thread line': threadLine({ who: words, action: 'reopen', reason: words, failed: words }),
    list: answerMessage({ kind: 'findings', query: { account: words }, page: 2, rows, next: words, total: 99 }),
    'one finding': answerMessage({ kind: 'finding', finding, verdict, offers: face.offers }),
    'one carded finding': answerMessage({ kind: 'finding', finding, card: face.card, actionVersion: 0, offers: face.offers }),
    tickets: answerMessage({ kind: 'tickets', who: 'U0ANA', at, list: 'due', rows: ticketRows, page: 2, pages: 3, total: 17 }),
    'no tickets': answerMessage({ kind: 'tickets', who: 'U0ANA', at, list: 'mine', rows: [], page: 1, pages: 1, total: 0 }),
    'one ticket': answerMessage({ kind: 'ticket', who: 'U0ANA', at, row: { ticket: done, finding, card, said: SAID } }),
    details: detailsModal({
      face: pressed,
      finding,
      members: Array.from({ length: 20 }, () => finding),
      verdict,
      around,
      raw: { finding, words },
      history,
    }),
    'loading details': detailsModal(
      { face, finding, members: [finding], verdict, around: undefined, raw: undefined, history: [] },
      { loading: true },
    ),
    'test card': findingCard(aFace(finding, { because: words, test: { by: words, until: words, over: false } })),
    'test card that is over': findingCard(aFace(finding, { offers: [], test: { by: 'U0ANA', until: at, over: true } })),
    'test thread line': threadLine({ who: 'U0ANA', action: 'resolve', reason: words, test: true }),
    insight: insightMessage({
      kind: 'insight',
      card: face.card,
      arn: words,
      name: words,
      resultType: words,
      region: words,
      groups: Array.from({ length: 100 }, (_, i) => ({ value: words.repeat(3), count: 100 - i })),
      at: words,
    }),
    'insight without groups': insightMessage({
      kind: 'insight',
      card: face.card,
      arn: words,
      name: '',
      resultType: '',
      region: 'eu-west-1',
      groups: [],
      at,
    }),
    health: answerMessage({
      kind: 'health',
      at,
      tookMs: 1234,
      checks: [
        {
          name: 'Rule',
          readings: Array.from({ length: 20 }, () => ({ state: 'red' as const, says: words, todo: 'Deploy again: `npm run deploy`.' })),
        },
        { name: 'Topic', readings: [{ state: 'amber', says: words }] },
        { name: words, readings: [{ state: 'green', says: words }] },
      ],
    }),
    'not created': answerMessage({
      kind: 'not created',
      words: 'Not created. Security Hub is off.',
      form: {
        title: words,
        description: `${words}\n${words}`,
        severity: 'LOW',
        resourceType: words,
        resourceId: words,
        remediation: words,
      },
    }),
    'form of a new finding': newFindingModal({ channel: 'C0123456789', responseUrl: 'https://hooks.slack.com/commands/x' }),
    'window with what was typed': wordsModal('Nothing was done.', { note: words, title: words }),
    'resolve modal of a test': resolveModal(aFace(finding, { test: { by: 'U0ANA', until: at, over: false } }), METADATA),
    ...standardSurfaces(words),
    ...insightSurfaces(words),
    'card with promises': findingCard(
      aFace(finding, {
        exception: { until: at, approvedBy: words },
        lapsed: { reasonClass: 'other', text: words, by: words, since: at, until: at },
        breaches: [{ of: 'acknowledge', by: at }],
      }),
    ),
    'approval question': questionMessage({
      about: 'approval',
      card: METADATA.card,
      intent: METADATA.card,
      notice: { tone: 'working', title: words, lines: [words], by: words },
    }),
    'holding question': questionMessage({
      about: 'holding',
      card: METADATA.card,
      actionVersion: 3,
      since: at,
      notice: { tone: 'working', title: words, lines: [words], by: words },
    }),
    'list of suppressions': exceptionsList({
      kind: 'exceptions',
      rows: Array.from({ length: 8 }, () => ({
        card: METADATA.card,
        actionVersion: 3,
        channel: METADATA.channel,
        exception: { reasonClass: 'other' as const, text: words, by: words, approvedBy: words, since: at, until: at },
        finding,
        ids: [words, words, words, words],
        account: words,
      })),
      count: { inForce: 1000, ending: 20, cut: true },
      page: 2,
      pages: 3,
      responds: true,
      said: 'You have ended this suppression.',
    }),
    ...triageSurfaces(face, METADATA, words),
    'resolve modal': resolveModal(face, METADATA),
    'suppress modal': suppressModal(pressed, METADATA, SPAN),
    ...manySurfaces({ finding, face: pressed, ticket: done, words }),
    ...homeSurfaces({ finding, ticket: { ticket: done, finding, card }, words }),
  };
}
