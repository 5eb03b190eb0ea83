import * as z from 'zod';
import type { WireAnswer, WireRequest } from '../../wire.ts';
import type { Json, SlackFile } from '../contract.ts';
import { post, threadOf } from '../messages.ts';
import { SlackError } from '../slack-error.ts';
import { type Workspace, writableChannel } from '../workspace.ts';
import { readForm } from './call.ts';
import { count, name, nested, ts } from './fields.ts';
import { type Method, method } from './method.ts';

const UPLOAD_PATH = '/upload/v1/';
const MIME: Record<string, string> = {
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
  md: 'text/markdown',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  zip: 'application/zip',
};

export interface Uploads {
  methods: Record<'files.getUploadURLExternal' | 'files.completeUploadExternal' | 'files.info', Method>;
  owns(path: string): boolean;
  /** The upload itself: raw bytes, or multipart as @slack/web-api sends it. */
  receive(request: WireRequest): Promise<WireAnswer>;
}

const GetUrl = z.object({
  filename: name,
  length: count(1_000_000_000).refine((n) => n > 0, 'must be greater than 0'),
  alt_text: z.string().optional(), // as @slack/web-api calls it
  alt_txt: z.string().optional(), // as the documentation calls it
});
const Complete = z.object({
  files: nested(z.array(z.object({ id: name, title: z.string().optional() })).min(1)),
  channel_id: name.optional(),
  thread_ts: ts.optional(),
  initial_comment: z.string().default(''),
});

/** A file comes in three steps: an address, the bytes sent there, and word that it is complete, which shares it. */
export function uploads(workspace: Workspace, origin: () => string): Uploads {
  const { state, newId } = workspace;
  const pending = new Map<string, SlackFile>();

  return {
    methods: {
      'files.getUploadURLExternal': method('tier 4', GetUrl, ({ filename, alt_text, alt_txt = alt_text }) => {
        const id = newId('F');
        const extension = filename.split('.').at(-1)?.toLowerCase() ?? '';
        const mimetype = MIME[extension] ?? 'application/octet-stream';
        pending.set(id, { id, name: filename, title: filename, mimetype, content: Buffer.alloc(0), ...(alt_txt && { alt: alt_txt }) });
        return { file_id: id, upload_url: `${origin()}${UPLOAD_PATH}${id}` };
      }),

      'files.completeUploadExternal': method('tier 4', Complete, (args) => {
        const channel = args.channel_id === undefined ? undefined : writableChannel(workspace, args.channel_id).id;
        const files = args.files.map(({ id, title }) => {
          const file = pending.get(id);
          if (!file || file.content.length === 0) throw new SlackError('file_not_found');
          return { ...file, ...(title !== undefined && { title }) };
        });
        for (const file of files) {
          state.files.set(file.id, file);
          pending.delete(file.id);
        }
        if (channel !== undefined) {
          const thread = args.thread_ts && threadOf(workspace, channel, args.thread_ts);
          post(workspace, { channel, text: args.initial_comment, files: files.map(({ id }) => id), ...(thread && { thread_ts: thread }) });
        }
        return { files: files.map((file) => fileJson(workspace, file)) };
      }),

      'files.info': method('tier 4', z.object({ file: name }), (args) => {
        const file = state.files.get(args.file);
        if (!file) throw new SlackError('file_not_found');
        return { file: fileJson(workspace, file) };
      }),
    },

    owns: (path) => path.startsWith(UPLOAD_PATH),

    async receive({ path, headers, body }) {
      const file = pending.get(path.slice(UPLOAD_PATH.length));
      if (!file) return { status: 404, body: 'file_not_found' };
      file.content = await bytesIn(headers['content-type'] ?? '', body);
      return { status: 200, body: `OK - ${file.content.length}` };
    },
  };
}

async function bytesIn(type: string, body: Buffer): Promise<Buffer> {
  if (!type.startsWith('multipart/form-data')) return body;
  for (const part of (await readForm(type, body)).values()) if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer());
  return Buffer.alloc(0);
}

function fileJson({ state }: Workspace, file: SlackFile): Json {
  const shares = [...state.messages.values()].flat().filter((message) => !message.deleted && message.files?.includes(file.id));
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    size: file.content.length,
    user: state.bot.userId,
    permalink: `https://${state.team.domain}.slack.com/files/${state.bot.userId}/${file.id}/${file.name}`,
    channels: [...new Set(shares.map(({ channel }) => channel))],
    ...(file.alt && { alt_txt: file.alt }),
  };
}
