import * as z from 'zod';
import { identityOf } from '../domain/asff/identity.ts';
import { parseAsff } from '../domain/asff/parse-asff.ts';
import { cardAfterArrival, cardKeyOf } from '../domain/card-changes.ts';
import { readEvent } from '../domain/event.ts';
import { problemFace } from '../domain/face.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import { routeFor, withAccountName } from '../domain/route.ts';
import { decideVerdict, type Verdict } from '../domain/verdict.ts';
import type { Message } from '../slack/views/block-kit.ts';
import { findingCard } from '../slack/views/finding-card.ts';

export type Explanation =
  | {
      finding: Pick<Finding, 'id' | 'productArn' | 'severity' | 'region' | 'title' | 'workflow' | 'recordState'> & {
        account: string;
        product: string;
      };
      verdict: Verdict['do'];
      because: Verdict['because'];
      /** Null: the policy names none. */
      channel: string | null;
      message?: Message;
    }
  | { error: { reason: string; [what: string]: unknown } };

interface Circumstances {
  policy: Policy;
  /** Draw the card even if the verdict is not to post one. */
  cards: boolean;
}

/** What would be done about a finding or an event if it were the first thing shub ever saw; one explanation per finding. Never throws. */
export function explain(raw: unknown, circumstances: Circumstances): Explanation[] {
  try {
    return isEvent(raw) ? explainEvent(raw, circumstances) : [explainFinding(raw, false, circumstances)];
  } catch (error) {
    // Whatever is wrong with one must not hide what is to be said about the others.
    return [wrong(`It broke the explanation: ${error instanceof Error ? error.message : String(error)}`, identityOf(raw))];
  }
}

const wrong = (reason: string, what: Record<string, unknown> = {}): Explanation => ({ error: { reason, ...what } });

const Event = z.union([z.looseObject({ 'detail-type': z.unknown() }), z.looseObject({ detail: z.unknown() })]);
const isEvent = (raw: unknown): boolean => {
  const event = Event.safeParse(raw).data;
  return event !== undefined && ('detail-type' in event || 'detail' in event);
};

/** Every OCSF record has these (https://schema.ocsf.io), and no ASFF finding does. */
const Ocsf = z.looseObject({ class_uid: z.number(), metadata: z.looseObject({ uid: z.string().optional().catch(undefined) }) });

function explainEvent(raw: unknown, circumstances: Circumstances): Explanation[] {
  const event = readEvent(raw);
  switch (event.kind) {
    case 'imported':
    case 'custom-action':
      return event.findings.map((finding) => explainFinding(finding, event.kind === 'custom-action', circumstances));
    case 'ocsf':
      return Array.from({ length: Math.max(event.count, 1) }, () => wrong('unsupported yet', { dialect: 'OCSF', event: event.id }));
    case 'insight-results':
      return [wrong('unsupported yet', { event: event.id, insight: event.insightArn })];
    case 'unreadable':
      return [wrong(event.because)];
  }
}

function explainFinding(raw: unknown, byHand: boolean, { policy, cards }: Circumstances): Explanation {
  const ocsf = Ocsf.safeParse(raw);
  if (ocsf.success) return wrong('unsupported yet', { dialect: 'OCSF', id: ocsf.data.metadata.uid });
  const parsed = parseAsff(raw);
  if ('unreadable' in parsed) return wrong(parsed.unreadable, identityOf(raw));

  const finding = withAccountName(parsed.finding, policy.accounts);
  const { id, productArn, severity, account, region, title, workflow, recordState, product } = finding;
  const destination = routeFor(finding, policy);
  const channel = destination?.channel;
  const verdict = decideVerdict({
    finding,
    previous: undefined,
    carded: false,
    byHand,
    channel,
    installedAt: EPOCH,
    severities: policy.severities,
  });
  return {
    finding: { id, productArn, severity, account: account.id, region, title, workflow, recordState, product: product.name },
    verdict: verdict.do,
    because: verdict.because,
    channel: channel ?? null,
    ...((cards || verdict.do === 'alert') && { message: firstCard(finding, destination ?? { channel: '' }, verdict.because) }),
  };
}

/** Nothing was known before we came. */
const EPOCH = new Date(0);

function firstCard(finding: Finding, { channel, route }: { channel: string; route?: string }, because: Verdict['because']): Message {
  const key = cardKeyOf(finding.problem, channel);
  const arrived = {
    key,
    channel,
    problem: finding.problem,
    findings: [finding] as const,
    because,
    ...(route && { route }),
    again: true,
    raisedBy: '',
    now: EPOCH,
  };
  return findingCard(problemFace(cardAfterArrival(undefined, arrived), [finding]));
}
