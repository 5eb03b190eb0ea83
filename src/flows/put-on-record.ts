import { gunzipSync, gzipSync } from 'node:zlib';
import type { Card } from '../domain/card.ts';
import type { Finding } from '../domain/finding.ts';
import type { Unrecorded } from '../domain/unrecorded.ts';
import type { Services } from './services.ts';

/** The finding, to be put on record when the card is shown that it is first alerted with; `raw` is what Security Hub told of it. */
export const yetUnrecorded = ({ key, id, productArn }: Finding, raw: unknown): Unrecorded => ({
  key,
  id,
  productArn,
  told: gzipSync(JSON.stringify(raw)),
});

/**
 * Before anybody is shown a card, what it is the first alert of is on record, with a copy that outlives Security Hub's own.
 * The card's next write should take it out of the row, see `recorded`; doing it twice does it once.
 */
export async function putOnRecord(
  { unrecorded = [] }: Pick<Card, 'unrecorded'>,
  { audit, now }: Pick<Services, 'audit' | 'now'>,
): Promise<void> {
  await Promise.all(
    unrecorded.map(({ key, id, productArn, told }) =>
      audit.begin(
        { id: `${key}.alerted`, finding: key, phase: 'done', who: 'shub', action: 'alert', at: now().toISOString() },
        { finding: { id, productArn }, raw: JSON.parse(gunzipSync(told).toString('utf8')) },
      ),
    ),
  );
}
