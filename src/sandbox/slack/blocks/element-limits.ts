import { RICH_TEXT } from './rich-text.ts';
import {
  anything,
  block,
  choice,
  type Fields,
  flag,
  list,
  matching,
  number,
  object,
  plain,
  type Shape,
  shape,
  string,
  text,
} from './rules.ts';

export const URL_MAX = 3_000;
const confirm = object({ title: plain(100), text: text(300), confirm: plain(30), deny: plain(30) }, { style: choice('primary', 'danger') });
const slackFile = object({}, { id: string(255), url: string(URL_MAX) }, ['id', 'url']);
export const picture = { image_url: string(URL_MAX, 1), slack_file: slackFile };
const option = (label = text(75)) => object({ text: label, value: string(75, 1) }, { description: text(75) });
const choices = {
  options: list(option(plain(75)), 1, 100),
  option_groups: list(object({ label: plain(75), options: list(option(plain(75)), 1, 100) }), 1, 100),
};

const id: Fields = { action_id: string(255, 1) };
const focus: Fields = { focus_on_load: flag };
const asked: Fields = { ...id, ...focus, placeholder: plain(150), confirm };
const typedIn: Fields = {
  ...id,
  ...focus,
  placeholder: plain(150),
  dispatch_action_config: object({}, { trigger_actions_on: list(choice('on_enter_pressed', 'on_character_entered'), 1, 2) }),
};
const several: Fields = { ...asked, max_selected_items: number(1, Infinity) };
const filter = object(
  {},
  { include: list(choice('im', 'mpim', 'private', 'public'), 1, 4), exclude_external_shared_channels: flag, exclude_bot_users: flag },
  ['include', 'exclude_external_shared_channels', 'exclude_bot_users'],
);
const talk: Fields = { default_to_current_conversation: flag, filter };
const chosen = (max: number) => list(string(255), 1, max);
const verdict = object({ text: plain(75), value: string(2_000) }, { accessibility_label: string(75) });

/** What stands inside blocks, by its `type`. */
export const ELEMENTS: Record<string, Shape> = {
  button: shape(
    { text: plain(75) },
    { ...id, confirm, value: string(2_000), url: string(URL_MAX), style: choice('primary', 'danger'), accessibility_label: string(75) },
  ),
  checkboxes: shape({ options: list(option(), 1, 10) }, { ...id, ...focus, confirm, initial_options: list(option(), 1, 10) }),
  radio_buttons: shape({ options: list(option(), 1, 10) }, { ...id, ...focus, confirm, initial_option: option() }),
  overflow: shape(
    { options: list(object({ text: plain(75), value: string(75, 1) }, { description: plain(75), url: string(URL_MAX) }), 1, 5) },
    { ...id, confirm },
  ),
  datepicker: shape({}, { ...asked, initial_date: matching(/^\d{4}-\d\d-\d\d$/) }),
  timepicker: shape({}, { ...asked, initial_time: matching(/^\d\d:\d\d$/), timezone: string(100) }),
  datetimepicker: shape({}, { ...id, ...focus, confirm, initial_date_time: number(1_000_000_000, 9_999_999_999) }),
  plain_text_input: shape(
    {},
    { ...typedIn, initial_value: string(3_000), multiline: flag, min_length: number(0, 3_000), max_length: number(1, 3_000) },
  ),
  email_text_input: shape({}, { ...typedIn, initial_value: string(3_000) }),
  url_text_input: shape({}, { ...typedIn, initial_value: string(3_000) }),
  number_input: shape(
    { is_decimal_allowed: flag },
    { ...typedIn, initial_value: string(50), min_value: string(50), max_value: string(50) },
  ),
  rich_text_input: shape({}, { ...typedIn, initial_value: block('rich_text'), min_lines: number(1, 100), max_lines: number(1, 100) }),
  file_input: shape({}, { ...id, filetypes: list(string(50), 1, 100), max_files: number(1, 10) }),
  static_select: shape({}, { ...asked, ...choices, initial_option: option(plain(75)) }, ['options', 'option_groups']),
  external_select: shape({}, { ...asked, initial_option: option(plain(75)), min_query_length: number(0, 150) }),
  users_select: shape({}, { ...asked, initial_user: string(255) }),
  conversations_select: shape({}, { ...asked, ...talk, initial_conversation: string(255), response_url_enabled: flag }),
  channels_select: shape({}, { ...asked, initial_channel: string(255), response_url_enabled: flag }),
  multi_static_select: shape({}, { ...several, ...choices, initial_options: list(option(plain(75)), 1, 100) }, [
    'options',
    'option_groups',
  ]),
  multi_external_select: shape({}, { ...several, initial_options: list(option(plain(75)), 1, 100), min_query_length: number(0, 150) }),
  multi_users_select: shape({}, { ...several, initial_users: chosen(100) }),
  multi_conversations_select: shape({}, { ...several, ...talk, initial_conversations: chosen(100) }),
  multi_channels_select: shape({}, { ...several, initial_channels: chosen(100) }),
  feedback_buttons: shape({ positive_button: verdict, negative_button: verdict }, id),
  icon_button: shape(
    { icon: choice('trash'), text: plain(75) },
    { ...id, confirm, value: string(2_000), accessibility_label: string(75), visible_to_user_ids: list(string(255), 1, 100) },
  ),
  workflow_button: shape(
    { text: plain(75), workflow: anything },
    { ...id, confirm, style: choice('primary', 'danger'), accessibility_label: string(75) },
  ),
  image: shape({ alt_text: string(2_000, 1) }, picture, ['image_url', 'slack_file']),
  plain_text: shape({ text: string(3_000, 1) }, { emoji: flag }),
  mrkdwn: shape({ text: string(3_000, 1) }, { verbatim: flag }),
  url: shape({ url: string(URL_MAX), text: string(3_000) }),
  raw_text: shape({ text: string(3_000) }),
  raw_number: shape({ value: anything, text: string(3_000) }),
  ...RICH_TEXT,
};
