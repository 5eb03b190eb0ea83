import type { Change } from '../protocol.ts';
import { move, onMove, place } from './place.ts';
import { send } from './send.ts';
import { apply, empty, row, rows } from './store.ts';

type Line = { connection: string } | { changes: Change[] };

const PERSONAL = ['channels', 'window', 'messages', 'modals', 'home', 'pushes'] as const;

let source: EventSource | undefined;
let connection = '';
let tries = 0;

/** Keeps the page fed. When the line breaks it says so and connects again by itself, from half a second up to five. */
export function startLive(status: (connected: boolean) => void): void {
  function connect(): void {
    source?.close();
    const query = new URLSearchParams({ as: place.as, channel: place.channel, count: String(place.count) });
    if (place.thread) query.set('thread', place.thread);
    const made = new EventSource(`/live?${query}`);
    source = made;
    made.onmessage = ({ data }) => {
      if (source !== made) return;
      const line: Line = JSON.parse(data);
      if ('connection' in line) {
        connection = line.connection;
        tries = 0;
        empty();
        status(true);
        return;
      }
      apply(line.changes);
      settle();
    };
    made.onerror = () => {
      if (source !== made) return;
      made.close();
      status(false);
      setTimeout(connect, Math.min(500 * 2 ** tries++, 5000));
    };
  }

  onMove((before) => {
    if (before.as !== place.as) {
      // Nothing of one person's is shown to the next, not even for a moment.
      empty(PERSONAL);
      connect();
    } else if (before.channel !== place.channel || before.count !== place.count || before.thread !== place.thread) look();
  });
  connect();
}

function look(): void {
  const { channel, count, thread } = place;
  if (connection) void send({ do: 'look', connection, channel, count, ...(thread && { thread }) });
}

/** The server chose who and where, when the address did not say, or names a channel that this person does not see. */
function settle(): void {
  const workspace = row('workspace', 'it');
  if (!workspace) return;
  const notKnownYet = place.channel !== '' && rows('channels').length === 0;
  const channel = notKnownYet || row('channels', place.channel) ? place.channel : workspace.firstChannel;
  if (workspace.viewer !== place.as || channel !== place.channel) move({ as: workspace.viewer, channel });
}
