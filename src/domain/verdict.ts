import * as z from 'zod';
import { type Finding, isOpen, severityRank } from './finding.ts';
import type { Policy } from './policy.ts';

/**
 * What is to be done about a state of a finding. `alert`: a card, new or again; `edit`: the card it has; `ticket` and
 * `log`: a row in the lists, by the policy's word for its severity; `nothing`: not even that.
 */
export const Verdict = z.object({
  do: z.enum(['alert', 'edit', 'ticket', 'log', 'nothing']),
  because: z.enum([
    'first seen',
    'severity rose',
    're-opened',
    'sent by hand',
    'asked for by a sweep',
    'severity fell',
    'workflow changed',
    'closed',
    'details changed',
    'echo of our own update',
    'nothing changed',
    'older version',
    'no route wants it',
    'known before we came',
    'archived before anyone was told',
    'closed before anyone was told',
    'check passed',
    'found in Slack',
  ]),
});
export type Verdict = z.infer<typeof Verdict>;

interface Circumstances {
  finding: Finding;
  /** What we knew of it until now. */
  previous: Finding | undefined;
  /** Whether the problem it belongs to has a card already. */
  carded: boolean;
  /** Whether a person chose to send it here, by a custom action in the AWS console. */
  byHand: boolean;
  /** Whether somebody wants everything open of its severity alerted. */
  swept?: boolean;
  /** The channel the policy names for it. */
  channel: string | undefined;
  installedAt: Date;
  /** So long after installation that what was there then has been forgotten, or has been heard of: what is unknown is news. */
  longAgo?: boolean;
  severities: Policy['severities'];
}

/** Why a state of a finding deserves attention, or why it does not. Pure: the same circumstances always get the same verdict. */
export function decideVerdict(circumstances: Circumstances): Verdict {
  const { finding, previous, carded, byHand, swept = false, longAgo = false, channel } = circumstances;
  if (byHand && channel) return { do: 'alert', because: 'sent by hand' };
  if (swept && channel && !carded && isOpen(finding)) return { do: 'alert', because: 'asked for by a sweep' };
  if (carded && previous) return decideAboutCard(finding, previous);
  if (!isOpen(finding)) return { do: carded ? 'edit' : 'nothing', because: whyClosed(finding, previous) };
  if (!previous && !longAgo && Date.parse(finding.createdAt) < circumstances.installedAt.getTime()) {
    return { do: 'nothing', because: 'known before we came' };
  }
  return decideByClass(circumstances, newsAbout(finding, previous));
}

function decideAboutCard(finding: Finding, previous: Finding): Verdict {
  if (isEcho(finding, previous)) return { do: 'nothing', because: 'echo of our own update' };
  // Its event can be faster than we are at writing down what we did.
  if (isOurs(finding) && finding.note?.text !== previous.note?.text) return { do: 'edit', because: 'echo of our own update' };
  if (isOpen(finding) && !isOpen(previous)) return { do: 'alert', because: 're-opened' };
  if (!isOpen(finding) && isOpen(previous)) return { do: 'edit', because: 'closed' };
  if (severityRank(finding.severity) < severityRank(previous.severity)) return { do: 'edit', because: 'severity rose' };
  if (severityRank(finding.severity) > severityRank(previous.severity)) return { do: 'edit', because: 'severity fell' };
  if (finding.workflow !== previous.workflow || finding.recordState !== previous.recordState)
    return { do: 'edit', because: 'workflow changed' };
  if (finding.contentHash !== previous.contentHash) return { do: 'edit', because: 'details changed' };
  return { do: 'nothing', because: 'nothing changed' };
}

/** Our own BatchUpdateFindings comes back as an event: the note is the one we wrote, and UpdatedAt has not moved. */
const isEcho = (finding: Finding, previous: Finding): boolean =>
  isOurs(finding) &&
  finding.note?.text === previous.note?.text &&
  finding.updatedAt === previous.updatedAt &&
  finding.workflow === previous.workflow &&
  finding.recordState === previous.recordState;

/** Every note is written together with the workflow status it explains, so whose note it is tells whose status. */
const isOurs = ({ note }: Finding): boolean => note?.by === 'shub';

/** Undefined when the state says nothing that was not known. */
function newsAbout(finding: Finding, previous: Finding | undefined): 'first seen' | 're-opened' | 'severity rose' | undefined {
  if (!previous) return 'first seen';
  if (!isOpen(previous)) return 're-opened';
  return severityRank(finding.severity) < severityRank(previous.severity) ? 'severity rose' : undefined;
}

function decideByClass({ finding, channel, severities }: Circumstances, news: ReturnType<typeof newsAbout>): Verdict {
  if (!news) return { do: 'nothing', because: 'nothing changed' };
  const wanted = severities[finding.severity];
  if (wanted === 'alert' && !channel) return { do: 'log', because: 'no route wants it' };
  return { do: wanted, because: news };
}

function whyClosed(finding: Finding, previous: Finding | undefined): Verdict['because'] {
  if (finding.compliance?.status === 'PASSED') return 'check passed';
  if (previous) return 'closed';
  return finding.recordState === 'ARCHIVED' ? 'archived before anyone was told' : 'closed before anyone was told';
}
