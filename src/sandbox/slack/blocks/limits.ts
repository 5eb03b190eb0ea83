import { picture, URL_MAX } from './element-limits.ts';
import {
  anything,
  block,
  choice,
  element,
  type Fields,
  flag,
  list,
  matching,
  mrkdwn,
  number,
  object,
  plain,
  type Shape,
  shape,
  string,
  text,
} from './rules.ts';

// Every limit of Block Kit in one place. Source: docs.slack.dev/reference/block-kit and the comments in @slack/types 3.2;
// where two of them disagree, the narrower one, so that what passes here passes at Slack.

export type Surface = 'message' | 'modal' | 'home';

export const BLOCKS_ON: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
export const MESSAGE = {
  /** Undocumented; measured in slackapi/bolt-js#2509 and metabase/metabase#79908 (refused at 13,202). */
  renderedText: 13_200,
  /** A longer post is cut, a longer chat.update is refused: docs.slack.dev/reference/methods/chat.update. */
  text: 40_000,
  textOfUpdate: 4_000,
  attachments: 100,
  tables: 1,
  tableText: 10_000,
  charts: 2,
} as const;
export const VIEW = { stack: 3, bytes: 250_000 } as const;

const PICKERS = ['datepicker', 'timepicker', 'datetimepicker', 'checkboxes', 'radio_buttons'];
const SELECTS = ['static', 'external', 'users', 'conversations', 'channels'].flatMap((kind) => [`${kind}_select`, `multi_${kind}_select`]);
const INPUTS = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input', 'rich_text_input', 'file_input'];
const cell = element('rich_text', 'raw_text', 'raw_number');
const CHILDREN = ['actions', 'context', 'divider', 'file', 'header', 'image', 'input', 'rich_text', 'section', 'table', 'video'];

interface BlockRule extends Shape {
  on: readonly Surface[];
}
const on = (surfaces: readonly Surface[], rule: Shape): BlockRule => ({
  ...rule,
  optional: { ...rule.optional, block_id: string(255, 1) },
  on: surfaces,
});
const EVERYWHERE: readonly Surface[] = ['message', 'modal', 'home'];

/** Blocks by `type`, and where each may stand. */
export const BLOCKS: Record<string, BlockRule> = {
  actions: on(
    EVERYWHERE,
    shape({ elements: list(element('button', 'overflow', 'workflow_button', 'rich_text_input', ...PICKERS, ...SELECTS), 1, 25) }),
  ),
  alert: on(['modal'], shape({ text: text(3_000) }, { level: choice('default', 'info', 'warning', 'error', 'success') })),
  card: on(['message', 'home'], card()),
  carousel: on(['message', 'home'], shape({ elements: list(block('card'), 1, 10) })),
  container: on(
    ['message', 'home'],
    shape(
      { child_blocks: list(block(...CHILDREN), 1, 10) },
      {
        title: plain(150),
        rich_text_title: block('rich_text'),
        subtitle: text(150),
        width: choice('narrow', 'standard', 'wide', 'full'),
        icon: element('image'),
        is_collapsible: flag,
        default_collapsed: flag,
        has_header_divider: flag,
      },
      ['title', 'rich_text_title'],
    ),
  ),
  context: on(EVERYWHERE, shape({ elements: list(element('image', 'plain_text', 'mrkdwn'), 1, 10) })),
  context_actions: on(['message'], shape({ elements: list(element('feedback_buttons', 'icon_button'), 1, 5) })),
  data_table: on(
    ['message'],
    shape(
      { rows: list(list(cell, 1, 20), 2, 101), caption: string(2_000, 1) },
      { page_size: number(1, 100), row_header_column_index: number(0, 19) },
    ),
  ),
  data_visualization: on(['message'], shape({ title: string(50, 1), chart: anything })),
  divider: on(EVERYWHERE, shape({})),
  file: on(['message'], shape({ external_id: string(255, 1), source: choice('remote') })),
  header: on(EVERYWHERE, shape({ text: plain(150) }, { level: number(1, 4) })),
  image: on(EVERYWHERE, shape({ alt_text: string(2_000, 1) }, { ...picture, title: plain(2_000) }, ['image_url', 'slack_file'])),
  input: on(
    EVERYWHERE,
    shape(
      { label: plain(2_000), element: element(...INPUTS, ...PICKERS, ...SELECTS) },
      { hint: plain(2_000), optional: flag, dispatch_action: flag },
    ),
  ),
  markdown: on(['message'], shape({ text: string(12_000, 1) })),
  plan: on(['message'], shape({ title: string(150, 1) }, { tasks: list(block('task_card'), 1, 50) })),
  rich_text: on(
    EVERYWHERE,
    shape({ elements: list(element('rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted'), 1, Infinity) }),
  ),
  section: on(
    EVERYWHERE,
    shape(
      {},
      {
        text: text(3_000),
        fields: list(text(2_000), 1, 10),
        accessory: element('button', 'image', 'overflow', 'workflow_button', ...PICKERS, ...SELECTS),
        expand: flag,
      },
      ['text', 'fields'],
    ),
  ),
  table: on(
    ['message'],
    shape(
      { rows: list(list(cell, 1, 20), 1, 100) },
      { column_settings: list(object({}, { align: choice('left', 'center', 'right'), is_wrapped: flag }), 1, 20) },
    ),
  ),
  task_card: on(
    ['message'],
    shape(
      { task_id: string(255, 1), title: string(150, 1), status: choice('pending', 'in_progress', 'complete', 'error') },
      { details: block('rich_text'), output: block('rich_text'), sources: list(element('url'), 1, 50) },
    ),
  ),
  video: on(
    EVERYWHERE,
    shape(
      { video_url: matching(/^https:\/\//), thumbnail_url: string(URL_MAX, 1), alt_text: string(2_000, 1), title: plain(199) },
      {
        title_url: matching(/^https:\/\//),
        author_name: string(49),
        provider_name: string(255),
        provider_icon_url: string(URL_MAX),
        description: plain(199),
      },
    ),
  ),
};

const viewFields: Fields = { private_metadata: string(3_000), callback_id: string(255), external_id: string(255) };
/** A view apart from its blocks. */
export const VIEWS: Record<'modal' | 'home', Shape> = {
  modal: shape(
    { title: plain(24), blocks: anything },
    { ...viewFields, submit: plain(24), close: plain(24), clear_on_close: flag, notify_on_close: flag },
  ),
  home: shape({ blocks: anything }, viewFields),
};

function card(): Shape {
  const words = { title: mrkdwn(150), subtitle: mrkdwn(150), body: mrkdwn(200) };
  return shape({}, { ...words, hero_image: element('image'), icon: element('image'), actions: list(element('button'), 1, 2) }, [
    'hero_image',
    'title',
    'actions',
    'body',
  ]);
}
