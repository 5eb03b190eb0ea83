import type { AlertPage } from '../../domain/alert-page.ts';
import type { EventOut } from '../../domain/events-out.ts';

/** What became of something sent to the outside. `nowhere`: nothing is set up for it; `lasting`: the same again soon cannot help. */
export type Sent = { is: 'sent' } | { is: 'nowhere' } | { is: 'failed'; lasting: boolean; because: string };

export interface Pager {
  /** Publishes an alert page. A page may arrive twice, then with the same id; on a FIFO topic not even that. */
  page(page: AlertPage): Promise<Sent>;
  /** Tells those who run shub that something is wrong with it. */
  operations(subject: string, text: string): Promise<Sent>;
}

export interface Bus {
  /** One result for each event, in their order. */
  put(events: readonly EventOut[]): Promise<Sent[]>;
}
