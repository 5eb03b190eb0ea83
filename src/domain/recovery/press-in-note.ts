import { ReasonClass } from '../exception.ts';
import type { Finding } from '../finding.ts';

/** The presses that leave a state behind which Security Hub tells. */
export const RECOVERED = ['acknowledge', 'resolve', 'suppress', 'reopen'] as const;

/** What a note of ours says about a press; see `noteFor`. */
export interface NotedPress {
  action: (typeof RECOVERED)[number];
  /** Slack user id. */
  who: string;
  at: string;
  approvedBy?: string;
  /** Of a suppression, its last day: `2026-06-01`. */
  day?: string;
  reason?: string;
}

const NOTE = new RegExp(
  [
    /^([A-Z][a-z-]+)(?: until (\d{4}-\d{2}-\d{2}|its severity rises)[\d: UTC]{0,12})?/,
    /(?: to ([UW][A-Z0-9]+))?(?: \(it was [a-z-]+\))? by .{0,200}? \(([UW][A-Z0-9]+)\) in Slack/,
    /(?:, approved by ([UW][A-Z0-9]+))?(?:: (.*))? \[[0-9a-f]{12}\]$/,
  ]
    .map(({ source }) => source)
    .join(''),
  's',
);

/** What is left of a press in its state: who puts something off has taken it on, and so has whoever it was given to. */
const MEANS: Record<string, NotedPress['action']> = {
  acknowledged: 'acknowledge',
  snoozed: 'acknowledge',
  assigned: 'acknowledge',
  resolved: 'resolve',
  suppressed: 'suppress',
  're-opened': 'reopen',
};

/** The press that a note of ours tells of; undefined when the note is somebody else's, or about something else. */
export function pressInNote(note: Finding['note']): NotedPress | undefined {
  if (note?.by !== 'shub') return undefined;
  const [, word = '', day, assignee, who, approvedBy, reason] = NOTE.exec(note.text) ?? [];
  const action = MEANS[word.toLowerCase()];
  if (!action || who === undefined) return undefined;
  return {
    action,
    who: assignee ?? who,
    at: note.at,
    ...(approvedBy !== undefined && { approvedBy }),
    ...(day !== undefined && { day }),
    ...(reason !== undefined && { reason }),
  };
}

/** `accepted risk: honeypot` is read back as what the form of a suppression asks for. */
export function reasonRead(reason: string | undefined): { reasonClass: ReasonClass; text: string } {
  const reasonClass = ReasonClass.options.find((each) => reason === each || reason?.startsWith(`${each}: `));
  if (!reasonClass) return { reasonClass: 'other', text: reason ?? '' };
  return { reasonClass, text: (reason ?? '').slice(reasonClass.length + 2) };
}
