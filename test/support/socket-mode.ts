import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod';

/** What becomes of the connection over which an envelope goes out. */
type Ending = 'before it is acknowledged' | 'with its acknowledgement on the way' | 'for a refresh_requested' | 'for a warning';

interface Envelope {
  frame: ReturnType<typeof frameOf>;
  deliveries: number;
  answer(payload: unknown): void;
}

const Answer = z.object({ envelope_id: z.string(), payload: z.unknown() });

/**
 * Slack's end of Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode): what would go to the app's request URL goes out
 * as an envelope over the newest connection, and what that leaves unacknowledged goes out again over the next.
 */
export async function socketMode() {
  const open = new Set<WebSocket>();
  const unanswered = new Map<string, Envelope>();
  const delivered: string[] = [];
  let ghosts = 0;
  let greeted = 0;
  let ending: Ending | undefined;

  const server = createServer((request, response) => void take(request, response));
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    open.add(socket);
    greeted++;
    socket.on('close', () => open.delete(socket));
    socket.on('message', (data) => acknowledged(socket, String(data)));
    socket.send(JSON.stringify({ type: 'hello', num_connections: open.size + ghosts, connection_info: { app_id: 'A0SHUB' } }));
    for (const envelope of [...unanswered.values()]) send(socket, envelope);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const json = (body: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/api/apps.connections.open') return void json({ ok: true, url: `ws://127.0.0.1:${port}/link` });

    const envelope = { frame: frameOf(Buffer.concat(chunks).toString(), request.headers), deliveries: 0, answer: json };
    unanswered.set(envelope.frame.envelope_id, envelope);
    const newest = [...open].at(-1);
    if (newest) send(newest, envelope);
  }

  function send(socket: WebSocket, envelope: Envelope): void {
    const again = envelope.deliveries++ > 0 && envelope.frame.type === 'events_api';
    // An event that is sent again comes in an envelope of its own, a press in the same.
    const frame = again ? { ...envelope.frame, envelope_id: randomUUID(), retry_attempt: 1, retry_reason: 'timeout' } : envelope.frame;
    if (again) {
      unanswered.delete(envelope.frame.envelope_id);
      unanswered.set(frame.envelope_id, envelope);
    }
    delivered.push(frame.type);
    socket.send(JSON.stringify(frame));
    if (ending === 'for a refresh_requested' || ending === 'for a warning') {
      socket.send(JSON.stringify({ type: 'disconnect', reason: ending.slice('for a '.length), debug_info: { host: 'applink-1' } }));
    }
    if (ending === 'before it is acknowledged') socket.close();
    if (ending !== 'with its acknowledgement on the way') ending = undefined;
  }

  function acknowledged(socket: WebSocket, data: string): void {
    const { envelope_id: id, payload } = Answer.parse(JSON.parse(data));
    if (ending === 'with its acknowledgement on the way') {
      ending = undefined;
      socket.terminate();
      return;
    }
    unanswered.get(id)?.answer(payload);
    unanswered.delete(id);
  }

  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    /** For the Slack emulator: what it sends there goes over the socket. */
    requestUrl: `http://127.0.0.1:${port}/slack/events`,
    /** The types of all envelopes that went out, those that went out again included. */
    delivered,
    /** How many connections there have been. */
    connections: () => greeted,
    /** Slack counts so many more than there are. */
    haunt(by: number): void {
      ghosts = by;
    },
    /** The connection that the next envelope goes over ends. */
    next(ends: Ending): void {
      ending = ends;
    },
    async stop(): Promise<void> {
      for (const socket of open) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function frameOf(body: string, headers: IncomingMessage['headers']): { envelope_id: string; type: string; payload: unknown } {
  const common = { envelope_id: randomUUID(), accepts_response_payload: true };
  if (headers['content-type'] === 'application/json') return { ...common, type: 'events_api', payload: JSON.parse(body) };
  const fields = Object.fromEntries(new URLSearchParams(body));
  return fields.payload === undefined
    ? { ...common, type: 'slash_commands', payload: fields }
    : { ...common, type: 'interactive', payload: JSON.parse(fields.payload) };
}
