import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HttpHeaders, verifySlackRequest } from '../../src/slack/verify.ts';

const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const NOW = new Date('2026-03-02T10:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const BODY = Buffer.from('command=%2Fshub&text=help');

const sign = (body: Buffer, timestamp: number | string, secret = SECRET, version = 'v0') =>
  `${version}=${createHmac('sha256', secret).update(`${version}:${timestamp}:`).update(body).digest('hex')}`;

const signed = (body = BODY, timestamp: number | string = SECONDS, secret = SECRET): HttpHeaders => ({
  'x-slack-request-timestamp': String(timestamp),
  'x-slack-signature': sign(body, timestamp, secret),
});

const verify = (body: Buffer, headers: HttpHeaders, secrets: readonly string[] = [SECRET]) =>
  verifySlackRequest({ body, headers, secrets, now: NOW });

const otherCase = (headers: HttpHeaders): HttpHeaders =>
  Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toUpperCase(), value]));

test.each<[string, Buffer, HttpHeaders, (readonly string[])?]>([
  ['Slack signed it just now', BODY, signed()],
  ['header names come in capitals', BODY, otherCase(signed())],
  ['a header comes as a list of one', BODY, { ...signed(), 'x-slack-signature': [sign(BODY, SECONDS)] }],
  ['the body is empty', Buffer.alloc(0), signed(Buffer.alloc(0))],
  ['the body is not text', Buffer.from([0xff, 0xfe, 0x00, 0xc3]), signed(Buffer.from([0xff, 0xfe, 0x00, 0xc3]))],
  ['the body has exactly 64 KB', Buffer.alloc(65_536, 'a'), signed(Buffer.alloc(65_536, 'a'))],
  ['it is 300 seconds old', BODY, signed(BODY, SECONDS - 300)],
  ['Slack’s clock is 300 seconds ahead', BODY, signed(BODY, SECONDS + 300)],
  ['the secret was rotated a moment ago', BODY, signed(), ['the-new-secret', SECRET]],
])('a request is taken when %s', (_, body, headers, secrets) => {
  expect(verify(body, headers, secrets)).toBe('ok');
});

test.each<[string, Buffer, HttpHeaders, string, (readonly string[])?]>([
  ['nothing is signed', BODY, {}, 'no single timestamp'],
  ['there is no signature', BODY, { 'x-slack-request-timestamp': String(SECONDS) }, 'no single v0 signature'],
  ['there is no timestamp', BODY, { 'x-slack-signature': sign(BODY, SECONDS) }, 'no single timestamp'],
  ['another secret signed it', BODY, signed(BODY, SECONDS, 'guess'), 'signature does not match'],
  ['the body was changed', Buffer.from('command=%2Fshub&text=pause+all'), signed(), 'signature does not match'],
  ['one byte was added', Buffer.concat([BODY, Buffer.from('\n')]), signed(), 'signature does not match'],
  ['the timestamp was changed', BODY, { ...signed(), 'x-slack-request-timestamp': String(SECONDS - 1) }, 'signature does not match'],
  ['it is 301 seconds old', BODY, signed(BODY, SECONDS - 301), 'timestamp too old'],
  ['it is 301 seconds ahead', BODY, signed(BODY, SECONDS + 301), 'timestamp in the future'],
  ['it was signed for a year from now', BODY, signed(BODY, SECONDS + 365 * 86_400), 'timestamp in the future'],
  ['it is milliseconds, not seconds', BODY, signed(BODY, NOW.getTime()), 'no single timestamp'],
  ['the timestamp is no number', BODY, signed(BODY, 'NaN'), 'no single timestamp'],
  ['the timestamp is written as hex', BODY, signed(BODY, '0x65e2f2a0'), 'no single timestamp'],
  ['the timestamp has a sign', BODY, signed(BODY, `+${SECONDS}`), 'no single timestamp'],
  ['the version is v9', BODY, { ...signed(), 'x-slack-signature': sign(BODY, SECONDS, SECRET, 'v9') }, 'no single v0 signature'],
  ['the signature is shortened', BODY, { ...signed(), 'x-slack-signature': sign(BODY, SECONDS).slice(0, -1) }, 'no single v0 signature'],
  ['the signature is in capitals', BODY, { ...signed(), 'x-slack-signature': sign(BODY, SECONDS).toUpperCase() }, 'no single v0 signature'],
  ['something follows the signature', BODY, { ...signed(), 'x-slack-signature': `${sign(BODY, SECONDS)}\n` }, 'no single v0 signature'],
  [
    'two signatures are joined',
    BODY,
    { ...signed(), 'x-slack-signature': `v0=${'0'.repeat(64)}, ${sign(BODY, SECONDS)}` },
    'no single v0 signature',
  ],
  [
    'two signatures are listed',
    BODY,
    { ...signed(), 'x-slack-signature': [`v0=${'0'.repeat(64)}`, sign(BODY, SECONDS)] },
    'no single v0 signature',
  ],
  [
    'two signatures differ in the case of their names',
    BODY,
    { ...signed(), 'X-Slack-Signature': sign(BODY, SECONDS) },
    'no single v0 signature',
  ],
  [
    'two timestamps are listed',
    BODY,
    { ...signed(), 'x-slack-request-timestamp': [String(SECONDS), String(SECONDS)] },
    'no single timestamp',
  ],
  ['the secret is empty and so was the key', BODY, signed(BODY, SECONDS, ''), 'signature does not match', ['']],
  ['there is no secret at all', BODY, signed(), 'signature does not match', []],
])('a request is refused when %s', (_, body, headers, because, secrets) => {
  expect(verify(body, headers, secrets)).toEqual({ refused: 401, because });
});

test('a request over 64 KB is refused before anything is computed over it', () => {
  const body = Buffer.alloc(65_537, 'a');
  expect(verify(body, signed(body))).toEqual({ refused: 413, because: 'body over 64 KB' });
});

const bytes = fc.uint8Array({ size: 'max', maxLength: 2000 }).map((array) => Buffer.from(array));
const headerValue = fc.oneof(
  fc.string(),
  fc.constant(undefined),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.constant(String(SECONDS)),
  fc.constant(`v0=${'a'.repeat(64)}`),
);
const anyHeaders = fc.dictionary(
  fc.constantFrom('x-slack-signature', 'X-Slack-Signature', 'x-slack-request-timestamp', 'content-type', '__proto__', ''),
  headerValue,
);

test('whatever bytes and headers come unsigned, they are refused and nothing is thrown', () => {
  fc.assert(
    fc.property(bytes, anyHeaders, (body, headers) => verify(body, headers) !== 'ok'),
    { numRuns: 2000 },
  );
});

test('whatever Slack signs is taken, and no single bit of it can be changed', () => {
  fc.assert(
    fc.property(bytes, fc.integer({ min: -300, max: 300 }), fc.nat(), fc.nat({ max: 7 }), (body, age, place, bit) => {
      const headers = signed(body, SECONDS + age);
      if (verify(body, headers) !== 'ok') return false;
      if (body.length === 0) return true;
      const tampered = Buffer.from(body);
      const at = place % body.length;
      tampered[at] = (tampered[at] ?? 0) ^ (1 << bit);
      return verify(tampered, headers) !== 'ok';
    }),
    { numRuns: 500 },
  );
});
