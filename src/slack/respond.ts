import type { Log } from '../flows/services.ts';
import type { Message } from './views/block-kit.ts';

const SLACK_HOSTS = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);
const TIMEOUT_MS = 5_000;

/**
 * Sends a message to the response_url of an interaction, which lives for 30 minutes and five uses
 * (https://docs.slack.dev/interactivity/handling-user-interaction). False when it is used up, does not answer, or is not
 * Slack's: a forged address must not make us call whatever it likes.
 */
export async function respond(
  url: string,
  message: Message & { replace_original: boolean; response_type: 'ephemeral' },
  { responseOrigin, log }: { responseOrigin: string | undefined; log: Log },
): Promise<boolean> {
  if (!isSlacks(url, responseOrigin)) {
    log.warn('response_url of a foreign host refused');
    return false;
  }
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) log.info('response_url not taken', { status: answer.status });
    return answer.ok;
  } catch (error) {
    log.warn('response_url not reached', { because: error instanceof Error ? error.name : 'unknown' });
    return false;
  }
}

function isSlacks(text: string, responseOrigin: string | undefined): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (url.protocol === 'https:' && SLACK_HOSTS.has(url.hostname)) || url.origin === responseOrigin;
}
