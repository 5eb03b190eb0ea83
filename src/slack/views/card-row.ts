import type { CardRow } from '../../domain/card-row.ts';
import { messageUrl } from '../../domain/message-url.ts';
import { dotted } from './block-kit.ts';
import { link } from './links.ts';
import { date, principal, prose } from './text.ts';
import { SEVERITY_MARK } from './words.ts';

/** `• 🔴 Root user signed in · Ana · late since 2 March at 09:00 · its card` */
export function rowLine({ title, severity, who, what, at, message }: CardRow): string {
  const name = prose(title, 70) || 'untitled';
  const card = message && link(messageUrl(message.channel, message.ts), 'its card');
  return `• ${severity ? `${SEVERITY_MARK[severity]} ` : ''}${dotted(name, who !== undefined && principalQuietly(who), `${what} ${date(at)}`, card)}`;
}

/** The same without its owner, for what all of a channel reads again and again: nobody is called by it. */
export const quietRowLine = ({ who: _who, ...row }: CardRow): string => rowLine(row);

/** A user group is not called for being named here. */
const principalQuietly = (id: string): string => (id.startsWith('S') ? prose(id, 40) : principal(id));
