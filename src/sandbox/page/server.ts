import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { buildAssets } from './assets.ts';
import { Command } from './command.ts';
import { consoleSections } from './console-sections.ts';
import type { Page, PageOptions } from './contract.ts';
import { COMMON_HEADERS, isFromThePage, isLoopback, sendFile } from './http.ts';
import { liveUpdates } from './live.ts';
import { perform } from './perform.ts';
import { pushLog } from './pushes.ts';
import { readMarks } from './read-marks.ts';
import { channelsOf, slackSections } from './slack-sections.ts';

const PORTS_TRIED = 20;
const BODY_LIMIT = 1024 * 1024;

const Look = z.object({
  as: z.string(),
  channel: z.string().default(''),
  count: z.coerce.number().int().min(1).max(5000).default(50),
  thread: z.string().optional(),
});

/** Serves the page on loopback, on the given port or the next free one. */
export async function startPage(options: PageOptions): Promise<Page> {
  const { slack, hub, controls, announcers } = options;
  const assets = await buildAssets();
  const marks = readMarks();
  const pushes = pushLog(options);
  const live = liveUpdates({ ...slackSections({ ...options, marks, pushes }), ...consoleSections(options) });

  const listening = [
    slack.onChange((change) => {
      if (change.kind === 'view') live.touch('modals', 'clock');
      else if (change.kind === 'home') live.touch('home');
      else live.touch('messages', 'window', 'channels', 'people', 'pushes', 'lines', 'clock');
    }),
    hub.onChange(() => live.touch('findings', 'lines', 'clock')),
    ...announcers.map(({ onChange }) => onChange(() => live.touch('lines'))),
  ];

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://loopback');
    const text = (type: string, body: string) =>
      outgoing.writeHead(200, { ...COMMON_HEADERS, 'content-type': `${type}; charset=utf-8` }).end(body);
    const refuse = (status: number, why: string) =>
      outgoing.writeHead(status, { ...COMMON_HEADERS, 'content-type': 'application/json' }).end(JSON.stringify({ error: why }));

    if (!isLoopback(incoming)) return void refuse(403, 'Only this machine may look at the sandbox');
    if (incoming.method === 'POST') {
      if (url.pathname !== '/do') return void refuse(404, 'There is nothing here');
      if (!isFromThePage(incoming)) return void refuse(403, 'Only the page itself may do things');
      const command = Command.safeParse(await readJson(incoming));
      if (!command.success) return void refuse(400, z.prettifyError(command.error));
      const said = await perform(command.data, { slack, hub, controls, live, marks });
      return void outgoing.writeHead(200, { ...COMMON_HEADERS, 'content-type': 'application/json' }).end(JSON.stringify(said));
    }
    switch (url.pathname) {
      case '/':
        return void text('text/html', assets.html);
      case '/page.js':
        return void text('text/javascript', assets.js);
      case '/page.css':
        return void text('text/css', assets.css);
      case '/live': {
        const look = Look.safeParse(Object.fromEntries(url.searchParams));
        const first = controls.people[0]?.id ?? '';
        const as = look.data && controls.people.some(({ id }) => id === look.data.as) ? look.data.as : first;
        const channel = look.data?.channel || (controls.firstChannel ?? channelsOf(slack.state, as)[0]?.id ?? '');
        outgoing.writeHead(200, { ...COMMON_HEADERS, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        return live.connect(outgoing, { as, channel, count: look.data?.count ?? 50, thread: look.data?.thread });
      }
      default: {
        const file = slack.state.files.get(url.pathname.startsWith('/file/') ? url.pathname.slice('/file/'.length) : '');
        return void (file ? sendFile(outgoing, file) : refuse(404, 'There is nothing here'));
      }
    }
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      // A button or an emulator that breaks is shown to whoever pressed it, in its own words.
      const words = error instanceof Error ? error.message : String(error);
      if (!outgoing.headersSent) outgoing.writeHead(500, { ...COMMON_HEADERS, 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ toast: { tone: 'error', text: words } }));
    });
  });
  const port = await listen(server, options.port, options.say ?? console.log);

  return {
    url: `http://127.0.0.1:${port}`,
    changed: () => live.touch('lines', 'clock', 'findings', 'channels', 'people', 'messages', 'window'),
    async stop() {
      for (const unlisten of listening) unlisten();
      pushes.stop();
      live.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function listen(server: Server, wanted: number, say: (line: string) => void): Promise<number> {
  for (let port = wanted; ; port++) {
    try {
      const bound = await tryPort(server, port);
      if (port !== wanted) say(`Port ${wanted} is taken; the page is on ${bound} instead.`);
      return bound;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port >= wanted + PORTS_TRIED) throw error;
    }
  }
}

function tryPort(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined; // refused by the parser of commands, in its words
  }
}
