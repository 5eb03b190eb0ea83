import type { AuditEntry } from '../audit.ts';
import { WorkflowStatus } from '../finding.ts';
import { STATUS_AFTER } from '../intent.ts';
import { type NotedPress, RECOVERED } from './press-in-note.ts';

/** What the record tells of a finding now: the press that it stands by, and whose it is. */
export interface OnRecord {
  press?: NotedPress;
  owner?: string;
}

/** The same as the presses did to its card: what was taken back counts as if it had not been. */
export function onRecord(chain: readonly AuditEntry[]): OnRecord {
  const stood: OnRecord[] = [{}];
  for (const entry of chain) {
    if (entry.phase !== 'done') continue;
    const now = stood.at(-1) ?? {};
    if (entry.action === 'undo' && isDone(entry) && stood.length > 1) stood.pop();
    else if (entry.action === 'assign' && isPrincipal(entry.result ?? ''))
      stood.push({ ...now, ...(entry.result && { owner: entry.result }) });
    else if (isPress(entry.action) && entry.result === STATUS_AFTER[entry.action])
      stood.push(after(now, { ...entry, action: entry.action }));
  }
  return stood.at(-1) ?? {};
}

/** Putting something off or resolving it takes it from nobody. */
function after({ owner }: OnRecord, { who, action, at, reason }: AuditEntry & { action: NotedPress['action'] }): OnRecord {
  const press = isPrincipal(who) && { action, who, at, ...(reason !== undefined && { reason }) };
  const owns = action === 'acknowledge' ? isPrincipal(who) && who : (action === 'snooze' || action === 'resolve') && owner;
  return { ...(press && { press }), ...(owns && { owner: owns }) };
}

const isDone = ({ result }: AuditEntry): boolean => result === 'noted' || WorkflowStatus.options.some((status) => status === result);

const isPress = (action: string): action is NotedPress['action'] => RECOVERED.some((each) => each === action);

/** A person or a user group: the trail forgets names after their time. */
const isPrincipal = (who: string): boolean => /^[UWS][A-Z0-9]+$/.test(who);
