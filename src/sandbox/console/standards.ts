import type { ConsoleLine, Tone } from '../page/protocol.ts';
import type { World } from '../world.ts';

const TONES: Record<string, Tone> = { READY: 'good', FAILED: 'bad', INCOMPLETE: 'bad' };

/** The standards that are on in Security Hub, with how far each is. */
export const standardLines = ({ hub }: Pick<World, 'hub'>): ConsoleLine[] =>
  Object.entries(hub.standards.enabled()).map(([arn, status]) => ({
    id: arn,
    title: arn.replace(/^.*:(standards|ruleset)\//, ''),
    outcome: { word: status, tone: TONES[status] ?? 'news' },
    facts: [arn],
  }));
