import { ReasonClass } from '../exception.ts';
import type { Finding } from '../finding.ts';

/** The presses that leave a state behind which Security Hub tells. */
export const RECOVERED = ['acknowledge', 'resolve', 'suppress', 'reopen', 'snooze'] as const;

/** What a note of ours says about a press; see `noteFor`. */
export interface NotedPress {
  action: (typeof RECOVERED)[number];
  /** Slack user id. */
  who: string;
  at: string;
  approvedBy?: string;
  /** Of a suppression, its last day: `2026-06-01`. */
  day?: string;
  /** Of a snooze, its end: `2026-03-02T14:30:00.000Z`, or that it is put off until its severity rises. */
  until?: string;
  open?: boolean;
  reason?: string;
}

const NOTE = new RegExp(
  [
    /^([A-Z][a-z-]+)(?: until (?:(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}) UTC)?|(its severity rises)))?/,
    /(?: to ([UWS][A-Z0-9]+))?(?: \(it was [a-z-]+\))? by .{0,200}? \(([UW][A-Z0-9]+)\) in Slack/,
    /(?:, approved by ([UW][A-Z0-9]+))?(?:: (.*))? \[[0-9a-f]{12}\]$/,
  ]
    .map(({ source }) => source)
    .join(''),
  's',
);

/** What is left of a press in its state: whoever something was given to has taken it on. */
const MEANS: Record<string, NotedPress['action']> = {
  acknowledged: 'acknowledge',
  snoozed: 'snooze',
  assigned: 'acknowledge',
  resolved: 'resolve',
  suppressed: 'suppress',
  're-opened': 'reopen',
};

/** The press that a note of ours tells of; undefined when the note is somebody else's, or about something else. */
export function pressInNote(note: Finding['note']): NotedPress | undefined {
  if (note?.by !== 'shub') return undefined;
  const [, word = '', day, time, open, assignee, who, approvedBy, reason] = NOTE.exec(note.text) ?? [];
  const action = MEANS[word.toLowerCase()];
  if (!action || who === undefined) return undefined;
  return {
    action,
    who: assignee ?? who,
    at: note.at,
    ...(approvedBy !== undefined && { approvedBy }),
    ...(day !== undefined && (time === undefined ? { day } : { until: `${day}T${time}:00.000Z` })),
    ...(open !== undefined && { open: true }),
    ...(reason !== undefined && { reason }),
  };
}

/** `accepted risk: honeypot` is read back as what the form of a suppression asks for. */
export function reasonRead(reason: string | undefined): { reasonClass: ReasonClass; text: string } {
  const reasonClass = ReasonClass.options.find((each) => reason === each || reason?.startsWith(`${each}: `));
  if (!reasonClass) return { reasonClass: 'other', text: reason ?? '' };
  return { reasonClass, text: (reason ?? '').slice(reasonClass.length + 2) };
}
