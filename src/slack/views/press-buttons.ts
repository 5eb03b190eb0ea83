import type { Button, Overflow } from '@slack/types';
import type { ProblemFace } from '../../domain/face.ts';
import { button } from './block-kit.ts';
import { DETAILS_ID, PRESS_IDS } from './ids.ts';
import { moreMenu } from './more-menu.ts';
import { PRESS_LABEL } from './words.ts';

const STYLE: Partial<Record<ProblemFace['offers'][number], NonNullable<Button['style']>>> = { acknowledge: 'primary', suppress: 'danger' };

/** A card's row: five buttons at most, the important first, then the menu. `title` is read out with each; the values are opaque to Slack. */
export function pressButtons({ card, actionVersion, offers, title, ...about }: PressButtons): (Button | Overflow)[] {
  const value = `${card}|${actionVersion}`;
  const presses = offers.map((action) => {
    const style = STYLE[action];
    return button(PRESS_IDS[action], PRESS_LABEL[action], value, { says: `${PRESS_LABEL[action]} ${title}`, ...(style && { style }) });
  });
  const more = moreMenu(card, actionVersion, { ...about, offers });
  return [...presses, button(DETAILS_ID, 'Details', value, { says: `Details of ${title}` }), ...(more ? [more] : [])];
}

type PressButtons = Pick<ProblemFace, 'card' | 'actionVersion' | 'offers' | 'open' | 'ticket' | 'test'> & { title: string };
