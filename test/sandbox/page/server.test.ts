import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemo } from '../../support/demo-page.ts';

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

/** An HTTP request with any headers, those a browser would not let a page set included. */
function ask(path: string, { method = 'GET', headers = {}, body = '' } = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const call = request(`${demo.page.url}${path}`, { method, headers }, async (answer) => {
      resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(await answer.toArray()).toString() });
    });
    call.on('error', reject);
    call.end(body);
  });
}

const command = JSON.stringify({ do: 'say', as: 'UANA', channel: 'CSEC', text: 'hello' });
const said = () =>
  demo.slack
    .as('UANA')
    .sees('CSEC')
    .filter(({ user }) => user === 'UANA').length;

test('nothing inline runs, nothing foreign loads, nobody frames the page', async () => {
  const page = await fetch(demo.page.url);
  const policy = page.headers.get('content-security-policy') ?? '';

  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("style-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(await page.text()).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
});

test('a page of another site in the same browser can do nothing here', async () => {
  const before = said();
  const foreign = { 'content-type': 'application/json', origin: 'https://evil.example' };

  expect(await ask('/do', { method: 'POST', headers: foreign, body: command })).toMatchObject({ status: 403 });
  expect(await ask('/do', { method: 'POST', headers: { 'content-type': 'application/json' }, body: command })).toMatchObject({
    status: 403,
  });
  expect(said()).toBe(before);
});

test('a form cannot be posted as a command, even from the page itself', async () => {
  const headers = { 'content-type': 'text/plain', origin: demo.page.url };
  expect(await ask('/do', { method: 'POST', headers, body: command })).toMatchObject({ status: 403 });
});

test('a web site whose name was pointed at this machine is turned away', async () => {
  const answer = await ask('/', { headers: { host: 'evil.example' } });
  expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('Only this machine') });
});

test('a command that makes no sense is refused in words', async () => {
  const headers = { 'content-type': 'application/json', origin: demo.page.url };
  const answer = await ask('/do', { method: 'POST', headers, body: JSON.stringify({ do: 'say', as: 'UANA', channel: 'CSEC', text: '' }) });
  expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('text') });
  expect(await ask('/do', { method: 'POST', headers, body: 'not json' })).toMatchObject({ status: 400 });
});

test('the page itself is obeyed', async () => {
  const before = said();
  const headers = { 'content-type': 'application/json', origin: demo.page.url };
  expect(await ask('/do', { method: 'POST', headers, body: command })).toMatchObject({ status: 200 });
  expect(said()).toBe(before + 1);
});

test('when the port is taken the next free one is used, and said', async () => {
  const port = Number(new URL(demo.page.url).port);
  const lines: string[] = [];
  const second = await startDemo({ port, say: (line) => lines.push(line) });
  try {
    expect(Number(new URL(second.page.url).port)).toBeGreaterThan(port);
    expect(lines).toEqual([`Port ${port} is taken; the page is on ${new URL(second.page.url).port} instead.`]);
  } finally {
    await second.stop();
  }
});

test('a picture is shown by its id; a file that could act as a page is only ever downloaded', async () => {
  const file = { title: 'A file', content: Buffer.from('<script>alert(1)</script>') };
  demo.slack.state.files.set('FPNG', { ...file, id: 'FPNG', name: 'chart.png', mimetype: 'image/png' });
  demo.slack.state.files.set('FHTML', { ...file, id: 'FHTML', name: 'report.html', mimetype: 'text/html' });
  demo.slack.state.files.set('FSVG', { ...file, id: 'FSVG', name: 'chart.svg', mimetype: 'image/svg+xml' });
  const headersOf = async (id: string) => (await fetch(`${demo.page.url}/file/${id}`)).headers;

  expect((await headersOf('FPNG')).get('content-type')).toBe('image/png');
  for (const id of ['FHTML', 'FSVG']) {
    expect((await headersOf(id)).get('content-type')).toBe('application/octet-stream');
    expect((await headersOf(id)).get('content-disposition')).toContain('attachment');
  }
  expect((await fetch(`${demo.page.url}/file/FNONE`)).status).toBe(404);
});
