import { createServer, type ServerResponse } from 'node:http';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { awsClients } from '../../src/aws/clients.ts';

const AT_ONCE = 200;

afterEach(() => vi.unstubAllEnvs());

test('two hundred calls at once are all on their way before the first is answered', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (waiting.push(response) < AT_ONCE) return;
      for (const each of waiting) each.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port to listen on');
  const { port } = address;
  const { documents } = awsClients('eu-central-1', { endpoints: { dynamodb: `http://127.0.0.1:${port}` } });

  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, i) => documents.send(new GetCommand({ TableName: 'T', Key: { pk: String(i) } }))),
  );

  expect(answers).toHaveLength(AT_ONCE);
  expect(waiting).toHaveLength(AT_ONCE);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
