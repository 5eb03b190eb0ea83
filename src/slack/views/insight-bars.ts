import type { KnownBlock } from '@slack/types';
import type { Group } from '../../domain/insight.ts';
import { button, context, section } from './block-kit.ts';
import { INSIGHT_IDS } from './ids.ts';
import { code } from './text.ts';

const MOST_ROWS = 12;
const CELLS = 10;
/** So many and no more Security Hub tells. */
const MOST_GROUPS = 100;

/** Bars, the longest first; with the `arn` of the insight each opens the findings behind it. */
export function groupRows(groups: readonly Group[], arn?: string): KnownBlock[] {
  const most = Math.max(1, ...groups.map(({ count }) => count));
  const shown = groups.slice(0, MOST_ROWS);
  const more = groups.length - shown.length;
  const atLeast = groups.length === MOST_GROUPS ? ' at least: Security Hub tells the largest hundred' : '';
  if (shown.length === 0) return [section('No finding passes its filters now.')];
  return [...shown.map((group) => groupRow(group, most, arn)), ...(more > 0 ? [context(`… and ${more} more${atLeast}`)] : [])];
}

function groupRow({ value, count }: Group, most: number, arn: string | undefined): KnownBlock {
  const filled = Math.max(1, Math.round((count / most) * CELLS));
  const words = section(`${'▰'.repeat(filled)}${'▱'.repeat(CELLS - filled)} *${count}* ${code(value, 120)}`);
  const behind = JSON.stringify({ arn, value, count });
  return arn !== undefined && behind.length < 2000
    ? { ...words, accessory: button(INSIGHT_IDS.behind, 'Findings', behind, { says: `Findings of ${value}` }) }
    : words;
}
