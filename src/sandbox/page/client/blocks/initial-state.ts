import { type Json, object, objects, text } from '../json.ts';

const orNull = (value: unknown) => value ?? null;
const typed = (item: Json): Json => ({ value: text(item.initial_value) || null });

/** The state of an input nobody has touched: https://docs.slack.dev/reference/views/#state */
const INITIAL: Record<string, (item: Json) => Json> = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: (item) => ({ value: item.initial_value === undefined ? null : String(item.initial_value) }),
  static_select: (item) => ({ selected_option: orNull(object(item.initial_option)) }),
  users_select: (item) => ({ selected_user: orNull(item.initial_user) }),
  conversations_select: (item) => ({ selected_conversation: orNull(item.initial_conversation) }),
  channels_select: (item) => ({ selected_channel: orNull(item.initial_channel) }),
  multi_static_select: (item) => ({ selected_options: objects(item.initial_options) }),
  multi_users_select: (item) => ({ selected_users: item.initial_users ?? [] }),
  multi_conversations_select: (item) => ({ selected_conversations: item.initial_conversations ?? [] }),
  multi_channels_select: (item) => ({ selected_channels: item.initial_channels ?? [] }),
  checkboxes: (item) => ({ selected_options: objects(item.initial_options) }),
  radio_buttons: (item) => ({ selected_option: orNull(object(item.initial_option)) }),
  datepicker: (item) => ({ selected_date: orNull(item.initial_date) }),
  timepicker: (item) => ({ selected_time: orNull(item.initial_time) }),
  datetimepicker: (item) => ({ selected_date_time: orNull(item.initial_date_time) }),
};

/** Undefined for what has no state, such as a button. */
export function initialState(item: Json): Json | undefined {
  const type = text(item.type);
  const state = INITIAL[type]?.(item);
  return state && { type, ...state };
}
