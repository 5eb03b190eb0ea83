import type { WireRequest } from '../../wire.ts';
import { isObject } from '../blocks/check.ts';
import type { Json } from '../contract.ts';
import { SlackError } from '../slack-error.ts';

export interface ApiCall {
  token: string | undefined;
  args: Json;
}

/** Reads the arguments however they came: a form (nested values as JSON text), a JSON body, multipart, or the query. */
export async function readCall({ headers, query, body }: WireRequest): Promise<ApiCall> {
  const args = { ...Object.fromEntries(query), ...(await readBody(headers['content-type'] ?? '', body)) };
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  const { token } = args;
  return { token: bearer ?? (typeof token === 'string' ? token : undefined), args };
}

async function readBody(type: string, body: Buffer): Promise<Json> {
  if (body.length === 0) return {};
  if (type.startsWith('application/json')) {
    const parsed = parse(body.toString('utf8'));
    if (!isObject(parsed)) throw new SlackError('json_not_object');
    return parsed;
  }
  if (type.startsWith('multipart/form-data')) return Object.fromEntries(await readForm(type, body));
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new SlackError('invalid_json');
    throw cause;
  }
}

/** The fields of a multipart body; files among them. */
export async function readForm(type: string, body: Buffer): Promise<FormData> {
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
}
