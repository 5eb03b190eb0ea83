import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SlackFile } from '../slack/contract.ts';

/** On every answer. Nothing is loaded from elsewhere, nothing inline runs, nobody frames the page. */
export const COMMON_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
};

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether the browser addressed us by a loopback name: a web site whose name was pointed at 127.0.0.1 does not. */
export function isLoopback({ headers }: IncomingMessage): boolean {
  return LOOPBACK.has((headers.host ?? '').replace(/:\d+$/, ''));
}

/** Whether a command was sent by the page and not by another page open in the same browser. */
export function isFromThePage({ headers }: IncomingMessage): boolean {
  return headers.origin === `http://${headers.host}` && headers['content-type'] === 'application/json';
}

const SHOWN = /^image\/(png|jpeg|gif|webp)$/;

/** Pictures are shown; anything else is handed over as a download, so that a file can never act as a page of ours. */
export function sendFile(outgoing: ServerResponse, { name, mimetype, content }: SlackFile): void {
  const shown = SHOWN.test(mimetype);
  outgoing.writeHead(200, {
    ...COMMON_HEADERS,
    'content-security-policy': "default-src 'none'; sandbox",
    'content-type': shown ? mimetype : 'application/octet-stream',
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
  outgoing.end(content);
}
