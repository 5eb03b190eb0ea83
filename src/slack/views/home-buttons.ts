import type { KnownBlock } from '@slack/types';
import type { Home } from '../../domain/home.ts';
import { actions, button } from './block-kit.ts';
import { HEALTH_AGAIN_ID, HOME_IDS, STANDARDS_ID } from './ids.ts';

/** What otherwise is typed, for where nobody types: first what is wanted daily. Answers come as direct messages, forms at once. */
export const homeButtons = ({ responds }: Pick<Extract<Home, { kind: 'open' }>, 'responds'>): KnownBlock[] => [
  actions(
    button(HOME_IDS.next, 'Next', 'next', { style: 'primary', says: 'Next: what waits for you, one card at a time' }),
    button(HOME_IDS.find, 'Find a finding…', 'find'),
    button(HOME_IDS.report, 'Report…', 'report', { says: 'Security report, into a channel' }),
    button(HOME_IDS.handover, 'Handover…', 'handover', { says: 'Handover to the next shift, into a channel' }),
  ),
  actions(
    ...(responds ? [button(HOME_IDS.create, 'New finding…', 'new')] : []),
    button(HOME_IDS.onCall, 'On call', 'oncall', { says: 'On call: who is, and which cards call them next' }),
    button(HOME_IDS.score, 'Score', 'score', { says: 'Score of every standard' }),
    button(STANDARDS_ID, 'Standards', 'standards', { says: 'Standards: which are on' }),
    button(HEALTH_AGAIN_ID, 'Health', 'health', { says: 'Health of shub, hop by hop' }),
  ),
];
