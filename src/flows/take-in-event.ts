import { gzipSync } from 'node:zlib';
import { identityOf } from '../domain/asff/identity.ts';
import { parseAsff } from '../domain/asff/parse-asff.ts';
import { readEvent } from '../domain/event.ts';
import { postInsightResults } from './post-insight-results.ts';
import type { Services } from './services.ts';
import { type Arrival, takeInFinding } from './take-in-finding.ts';

type Needs = Parameters<typeof takeInFinding>[1] & Pick<Services, 'heartbeats' | 'quarantine'>;

/** DynamoDB rows end at 400 KB; a finding is at most 240 KB and compresses well. */
const KEPT_BODY_BYTES = 300_000;

/**
 * Event in → each of its findings read, judged, written down and shown. What cannot be read is quarantined with the
 * reason and does not hold up the rest. Resolves to the channels in which there is something to do. Throws only when the
 * same event should be tried again later.
 */
export async function takeInEvent(body: string, services: Needs): Promise<Set<string>> {
  const { heartbeats, log } = services;
  const wake = new Set<string>();
  const event = readEvent(parseJson(body));
  switch (event.kind) {
    case 'imported':
    case 'custom-action':
      for (const raw of event.findings) {
        const parsed = parseAsff(raw);
        if ('unreadable' in parsed) {
          await quarantine(raw, parsed.unreadable, services);
          continue;
        }
        const arrival: Arrival = { finding: parsed.finding, seen: event.time, byHand: event.kind === 'custom-action', raw };
        for (const channel of (await takeInFinding(arrival, services)).wake) wake.add(channel);
        await heartbeats.beat(parsed.finding.product.kind);
      }
      return wake;
    case 'ocsf':
      log.info('unsupported yet', { dialect: 'OCSF', findings: event.count });
      log.count('UnsupportedFindings', event.count);
      return wake;
    case 'insight-results':
      return new Set(await postInsightResults(event, services));
    case 'unreadable':
      await quarantine(body, event.because, services);
      return wake;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function quarantine(raw: unknown, because: string, { quarantine, log, now }: Needs): Promise<void> {
  const body = gzipSync(asText(raw)).toString('base64');
  const fits = body.length <= KEPT_BODY_BYTES;
  const { id, productArn } = identityOf(raw);
  await quarantine.put({
    at: now().toISOString(),
    because: fits ? because : `${because} (too large to keep)`,
    ...(id && { id }),
    ...(productArn && { productArn }),
    ...(fits && { body }),
  });
  log.warn('finding quarantined', { because, finding: id });
  log.count('QuarantinedFindings');
}

/** A finding nested too deeply to be written out is kept by its reason alone. */
function asText(raw: unknown): string {
  try {
    return typeof raw === 'string' ? raw : JSON.stringify(raw);
  } catch {
    return '';
  }
}
