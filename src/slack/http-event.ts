import * as z from 'zod';
import type { HttpReceiver, SlackResponse } from './receiver.ts';

/** A Lambda function URL's event, or an HTTP API's with payload format 2.0: the two are alike in what is read here. */
const HttpEvent = z.object({
  headers: z.record(z.string(), z.string()),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** Answers Slack's request in an event with what the receiver makes of it. Never rejects: anyone on the internet can send events. */
export const slackHandler =
  (receiver: Pick<HttpReceiver, 'handle'>) =>
  async (event: unknown): Promise<HttpResult> => {
    const { success, data } = HttpEvent.safeParse(event);
    if (!success) return { statusCode: 400, headers: {}, body: '' };
    const body = Buffer.from(data.body, data.isBase64Encoded ? 'base64' : 'utf8');
    return result(await receiver.handle({ body, headers: data.headers }));
  };

const result = ({ status, headers, body }: SlackResponse): HttpResult => ({ statusCode: status, headers, body });
