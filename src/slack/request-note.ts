import { createHash } from 'node:crypto';
import type { Aside, Seen } from '../domain/seen.ts';
import type { ListenerServices } from './listener.ts';
import { handOver } from './request-press.ts';

interface AskedNote {
  /** Slack user id. */
  who: string;
  /** The card's key. */
  card: string;
  /** The card's version, and how its finding stood, as whoever wrote it saw them. */
  actionVersion: number;
  saw?: Seen | undefined;
  aside?: Aside | undefined;
  /** Where whoever wrote it is told when it cannot be done. */
  channel: string;
  text: string;
  /** What it comes from, such as the id of a form or of a message: taken over twice, it is one note. */
  source: string;
}

/** Longer is cut: Security Hub's own note takes 512 characters, the thread and the audit trail this. */
const MOST = 1_000;

/** Makes a note durable and hands it to whoever writes it. Whatever else happens to the card meanwhile does not stop it. */
export async function requestNote(
  { text, source, ...about }: AskedNote,
  services: Pick<ListenerServices, 'intents' | 'queues' | 'now'>,
): Promise<void> {
  const { who, card } = about;
  const id = (attempt: number) => createHash('sha256').update(`${who}|${card}|note|${source}|${attempt}`).digest('hex').slice(0, 32);
  await handOver({ ...about, action: 'note', text: [...text].slice(0, MOST).join('') }, id, services);
}
