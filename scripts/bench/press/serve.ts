import { createServer, type IncomingHttpHeaders } from 'node:http';

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** Serves Slack's requests on a loopback port. Resolves to the request URL. */
export async function serve(handle: (request: { body: Buffer; headers: IncomingHttpHeaders }) => Promise<Answer>): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      handle({ body: Buffer.concat(chunks), headers: incoming.headers }).then(
        ({ status, headers = {}, body = '' }) => outgoing.writeHead(status, headers).end(body),
        (error: unknown) => {
          console.error(error);
          outgoing.writeHead(500).end();
        },
      );
    });
  });
  // As long as the product's own container, so that no volley meets a connection that is just being closed.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port to listen on');
  return `http://127.0.0.1:${address.port}/slack/events`;
}
