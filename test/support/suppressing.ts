import type { TestWorld } from './world.ts';

/** What a person fills into the Suppress form; without a day it is the one proposed. */
export const suppressForm = (text: string, until?: string) => ({
  reason: { class: { type: 'static_select', selected_option: { value: 'accepted risk' } } },
  note: { text: { type: 'plain_text_input', value: text } },
  ...(until !== undefined && { until: { day: { type: 'datepicker', selected_date: until } } }),
});

/** Suppresses the one card of the channel. */
export async function suppresses(world: TestWorld, who: string, text: string, until?: string): Promise<void> {
  await world.press(who, 'suppress');
  await world.slack.as(who).submit(suppressForm(text, until));
  await world.settle();
}

/** All that is said under cards, oldest first. */
export const threads = (world: TestWorld): string[] =>
  world.replies().map(({ text, blocks, attachments }) => JSON.stringify([text, blocks, attachments]));
