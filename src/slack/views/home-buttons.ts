import type { KnownBlock } from '@slack/types';
import type { Home } from '../../domain/home.ts';
import { actions, button } from './block-kit.ts';
import { HEALTH_AGAIN_ID, HOME_IDS } from './ids.ts';

/** What otherwise is typed, for where nobody types. The answers come as direct messages, the forms at once. */
export const homeButtons = ({ responds }: Pick<Extract<Home, { kind: 'open' }>, 'responds'>): KnownBlock[] => [
  actions(
    button(HOME_IDS.find, 'Find a finding…', 'find'),
    ...(responds ? [button(HOME_IDS.create, 'New finding…', 'new')] : []),
    button(HOME_IDS.score, 'Score', 'score', { says: 'Score of every standard' }),
    button(HEALTH_AGAIN_ID, 'Health', 'health', { says: 'Health of shub, hop by hop' }),
  ),
];
