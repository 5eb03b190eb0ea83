import { LogLevel, SocketModeClient } from '@slack/socket-mode';
import * as z from 'zod';
import type { Log } from '../flows/services.ts';
import { boltLogger } from './bolt-logger.ts';
import type { HttpReceiver } from './receiver.ts';

interface SocketOptions {
  /** xapp-…, with the scope connections:write. */
  appToken: string;
  /** Only to move the Slack client elsewhere, as tests do. */
  apiUrl?: string;
  front: Pick<HttpReceiver, 'handleTrusted'>;
  /** How many connections the app may have at once, those of other containers included. */
  atMost: number;
  log: Log;
}

const Envelope = z.object({
  envelope_id: z.string(),
  body: z.record(z.string(), z.unknown()),
  ack: z.custom<(response?: object) => Promise<void>>((value) => typeof value === 'function'),
});

/** Slack greets each connection with how many the app has (https://docs.slack.dev/apis/events-api/using-socket-mode). */
const Hello = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('is not JSON');
      return z.NEVER;
    }
  })
  .pipe(z.object({ type: z.literal('hello'), num_connections: z.number() }));

/**
 * Slack's requests over a WebSocket that we open, for where nothing may be reached from outside. Slack vouches for the
 * connection, so there is no signature; everything after it is the same. Resolves once connected; reconnects by itself. What has come
 * by the time of `stop` is answered before the connection ends.
 */
export async function startSocket({ appToken, apiUrl, front, atMost, log }: SocketOptions): Promise<{ stop(): Promise<void> }> {
  const client = new SocketModeClient({
    appToken,
    logger: boltLogger(log),
    logLevel: LogLevel.WARN,
    // An object of its own: the client writes its retry policy into it.
    clientOptions: { ...(apiUrl && { slackApiUrl: apiUrl }) },
  });
  const answering = new Set<Promise<void>>();
  client.on('slack_event', (event: unknown) => {
    const envelope = Envelope.safeParse(event);
    if (!envelope.success) return log.warn('socket message not understood');
    const { envelope_id, body, ack } = envelope.data;
    const answered = front
      .handleTrusted(body, envelope_id)
      .then(async ({ status, body: answer }) => {
        // Unanswered, Slack says so to the person, and sends an event again.
        if (status < 500) await ack(answer === '' ? undefined : z.record(z.string(), z.unknown()).parse(JSON.parse(answer)));
      })
      .catch((error: unknown) => log.error('socket message not answered', { because: error instanceof Error ? error.name : 'unknown' }))
      .finally(() => answering.delete(answered));
    answering.add(answered);
  });
  // The client tells only that it is connected, not what the greeting says.
  client.on('ws_message', (data: unknown) => {
    const connections = Hello.safeParse(data).data?.num_connections ?? 0;
    if (connections <= atMost) return;
    // What goes over one that nobody reads is lost, and whoever pressed has to press again.
    log.warn('Slack counts more connections than there are containers', { connections, atMost });
    log.count('GhostConnections');
  });
  await client.start();
  return {
    async stop() {
      // What comes in meanwhile is answered too: Slack sends until the connection ends, and of a press nobody would hear again.
      while (answering.size > 0) await Promise.all(answering);
      await client.disconnect();
    },
  };
}
