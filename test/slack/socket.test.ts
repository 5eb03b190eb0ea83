import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { startSocket } from '../../src/slack/socket.ts';

/** Slack's end of Socket Mode: apps.connections.open gives out an address, and what connects there is greeted. */
let server: Server;
let sockets: WebSocketServer;
let connected: Promise<WebSocket>;
let tokens: (string | undefined)[];

beforeEach(async () => {
  tokens = [];
  server = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    const { port } = server.address() as AddressInfo;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/link` }));
  });
  sockets = new WebSocketServer({ server });
  connected = new Promise((resolve) =>
    sockets.on('connection', (socket) => {
      socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
      resolve(socket);
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  sockets.close();
  server.closeAllConnections();
  server.close();
});

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };

const nextMessage = (socket: WebSocket) => new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))));

test('a slash command over the socket reaches the same front, and its answer goes back in the envelope', async () => {
  const seen: { parsed: Record<string, unknown>; id: string }[] = [];
  const front = {
    async handleTrusted(parsed: Record<string, unknown>, id: string) {
      seen.push({ parsed, id });
      return { status: 200, headers: {}, body: JSON.stringify({ response_type: 'ephemeral', text: 'Here you are' }) };
    },
  };
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  const socket = await startSocket({ appToken: 'xapp-of-the-app', apiUrl, front, atMost: 1, log: quiet });
  const slack = await connected;

  const answer = nextMessage(slack);
  slack.send(
    JSON.stringify({
      type: 'slash_commands',
      envelope_id: 'e-1',
      payload: { command: '/shub', text: 'help' },
      accepts_response_payload: true,
    }),
  );

  expect(JSON.parse(await answer)).toEqual({ envelope_id: 'e-1', payload: { response_type: 'ephemeral', text: 'Here you are' } });
  expect(seen).toEqual([{ parsed: { command: '/shub', text: 'help' }, id: 'e-1' }]);
  expect(tokens).toEqual(['Bearer xapp-of-the-app']);
  await socket.stop();
});

test('a press that is being answered when shub is told to stop still has its answer', async () => {
  let begun = (): void => undefined;
  let goOn = (): void => undefined;
  const inHand = new Promise<void>((resolve) => (begun = resolve));
  const told = new Promise<void>((resolve) => (goOn = resolve));
  const front = {
    async handleTrusted() {
      begun();
      await told;
      return { status: 200, headers: {}, body: '' };
    },
  };
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  const socket = await startSocket({ appToken: 'xapp-of-the-app', apiUrl, front, atMost: 2, log: quiet });
  const slack = await connected;
  const answer = nextMessage(slack);
  slack.send(JSON.stringify({ type: 'interactive', envelope_id: 'e-1', payload: {}, accepts_response_payload: false }));
  await inHand;
  const stopped = socket.stop();
  goOn();

  expect(JSON.parse(await answer)).toMatchObject({ envelope_id: 'e-1' });
  await stopped;
});
