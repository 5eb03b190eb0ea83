import type { WebClient } from '@slack/web-api';
import type { File, Outcome, Publications } from '../flows/services.ts';
import { outcomeOf } from './outcome.ts';
import { reportMessage } from './views/report.ts';

/** What a file of a few megabytes may take. */
const UPLOAD_TIMEOUT_MS = 30_000;

/** Reports and files in Slack; a file comes in three steps (https://docs.slack.dev/messaging/working-with-files). */
export function slackPublications(client: WebClient): Publications {
  async function send({ name, content, alt }: File): Promise<string> {
    const place = await client.files.getUploadURLExternal({ filename: name, length: content.byteLength, ...(alt && { alt_text: alt }) });
    if (!place.upload_url || !place.file_id) throw new Error('Slack named no place to upload to');
    const answer = await fetch(place.upload_url, {
      method: 'POST',
      body: new Uint8Array(content),
      headers: { 'content-type': 'application/octet-stream' },
      redirect: 'error',
      signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
    });
    if (!answer.ok) throw new Error(`Slack did not take the file: ${answer.status}`);
    return place.file_id;
  }

  return {
    async upload(file) {
      const id = await send(file);
      await client.files.completeUploadExternal({ files: [{ id, title: file.title }] });
      return id;
    },

    async attach(channel, ts, file) {
      const id = await send(file);
      await client.files.completeUploadExternal({
        files: [{ id, title: file.title }],
        channel_id: channel,
        ...(ts !== undefined && { thread_ts: ts }),
      });
    },

    async hand(who, file) {
      const { channel } = await client.conversations.open({ users: who });
      if (!channel?.id) throw new Error('Slack opened a direct message without an id');
      const id = await send(file);
      await client.files.completeUploadExternal({ files: [{ id, title: file.title }], channel_id: channel.id });
    },

    async report(channel, report, { ref, picture, instead }): Promise<Outcome> {
      const metadata = { event_type: 'shub_card', event_payload: { token: ref.id } };
      const message = { channel, ...reportMessage(report, ref, picture), link_names: false, parse: 'none' as const, metadata };
      try {
        const { ts = '' } = await (instead === undefined
          ? client.chat.postMessage({ ...message, unfurl_links: false, unfurl_media: false })
          : client.chat.update({ ...message, ts: instead }));
        return ts === '' ? { kind: 'ambiguous', error: 'answer without ts' } : { kind: 'ok', ts };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}
