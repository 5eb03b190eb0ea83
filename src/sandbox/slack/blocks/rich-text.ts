import { choice, element, flag, list, number, object, type Shape, shape, string } from './rules.ts';

const style = { style: object({}, { bold: flag, code: flag, italic: flag, strike: flag, underline: flag }) };
const leaf = element('text', 'link', 'user', 'usergroup', 'team', 'channel', 'emoji', 'broadcast', 'color', 'date');
const border = { border: number(0, 1) };

/** What stands inside a rich_text block, by its `type`. */
export const RICH_TEXT: Record<string, Shape> = {
  rich_text_section: shape({ elements: list(leaf, 0, Infinity) }),
  rich_text_list: shape(
    { elements: list(element('rich_text_section'), 1, Infinity), style: choice('bullet', 'ordered') },
    { ...border, indent: number(0, 8), offset: number(0, Infinity) },
  ),
  rich_text_quote: shape({ elements: list(leaf, 1, Infinity) }, border),
  rich_text_preformatted: shape({ elements: list(element('text', 'link'), 1, Infinity) }, { ...border, language: string(50) }),
  text: shape({ text: string(Infinity, 1) }, style),
  link: shape({ url: string(Infinity, 1) }, { ...style, text: string(Infinity), unsafe: flag }),
  user: shape({ user_id: string(255, 1) }, style),
  usergroup: shape({ usergroup_id: string(255, 1) }, style),
  team: shape({ team_id: string(255, 1) }, style),
  channel: shape({ channel_id: string(255, 1) }, style),
  emoji: shape({ name: string(255, 1) }, { ...style, unicode: string(255), url: string(3_000) }),
  broadcast: shape({ range: choice('here', 'channel', 'everyone') }, style),
  color: shape({ value: string(30, 1) }, style),
  date: shape({ timestamp: number(0, Infinity), format: string(255, 1) }, { ...style, url: string(3_000), fallback: string(255) }),
};
