import type { TestWorld } from './world.ts';

/** What a person fills into a form. */
export type Form = NonNullable<Parameters<ReturnType<TestWorld['slack']['as']>['submit']>[0]>;

const radio = (value: string) => ({ type: 'radio_buttons', selected_option: { value } });

/** What a person fills into the Snooze form. `at`: seconds since 1970. */
export const snoozeForm = (preset: string, at?: number) => ({
  for: { preset: radio(preset) },
  time: { at: { type: 'datetimepicker', selected_date_time: at ?? null } },
});
export const assignForm = (person: string) => ({ assignee: { person: { type: 'users_select', selected_user: person } } });
export const ownersForm = (person: string, value: string) => ({ ...assignForm(person), whose: { kind: radio(value) } });
export const noteForm = (text: string) => ({ note: { text: { type: 'plain_text_input', value: text } } });

/** Fills in the form that a press on the one card opens, and lets come of it what comes. */
export async function fills(world: TestWorld, who: string, action: string, form: Form): Promise<void> {
  await world.press(who, action);
  await world.slack.as(who).submit(form);
  await world.settle();
}

/** All that is said under cards, oldest first, as it is read. */
export const said = (world: TestWorld): string[] =>
  world.replies().map(({ blocks, attachments }) => JSON.stringify([blocks, attachments]).replaceAll('\\"', '"'));

/** What the row of the one card offers, the entries of its menu after the dots. */
export function row(world: TestWorld): string {
  const labels: string[] = [];
  visit(world.card().attachments, (element) => {
    if (element['type'] === 'button') labels.push(textOf(element));
    if (element['type'] === 'overflow') labels.push('⋯', ...list(element['options']).map(textOf));
  });
  return labels.join(' ');
}

type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : []);
const textOf = ({ text }: Json): string => (isJson(text) ? String(text['text']) : '');

function visit(part: unknown, look: (element: Json) => void): void {
  if (Array.isArray(part)) for (const each of part) visit(each, look);
  if (!isJson(part)) return;
  look(part);
  for (const value of Object.values(part)) visit(value, look);
}
