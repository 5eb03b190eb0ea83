import * as z from 'zod';
import { UserFacingError } from '../../domain/refusal.ts';
import { askerOf } from '../asker.ts';
import type { CommandListener, PressListener, SubmissionListener } from '../listener.ts';
import { jsonOf } from '../payload.ts';
import { ControlsPlace, readChoice } from '../views/controls-list.ts';
import { NOTE_INPUT } from '../views/ids.ts';
import { NOTE_LENGTH } from '../views/modal.ts';
import { SwitchOffMetadata, switchOffModal } from '../views/switch-off-modal.ts';
import { administers } from './standards.ts';

/** `/shub controls <standard>`: the list follows by itself, beginning with what fails. */
export const onControls: CommandListener<'controls'> = async (asked, { queues }) => {
  const { standard } = asked.args;
  await queues.request(
    { kind: 'controls', ...askerOf(asked), administers: administers(asked.person), standard, list: 'failed', page: 1 },
    'reports',
  );
  return undefined;
};

/** A click on Controls under a standard; the list of standards stays. */
export const onControlsOf: PressListener = async (press, { queues }) => {
  await queues.request(
    { kind: 'controls', ...askerOf(press), administers: administers(press.person), standard: press.value, list: 'failed', page: 1 },
    'reports',
  );
  return undefined;
};

/** A click on the name of another list, on Next or on Previous. */
export const onControlsTurned: PressListener = async (press, { queues }) => {
  const place = ControlsPlace.safeParse(jsonOf(press.value));
  if (!place.success) throw new UserFacingError('bad_arguments', TOO_OLD, { cause: place.error });
  await queues.request(
    { kind: 'controls', ...askerOf(press), replaces: true, administers: administers(press.person), ...place.data },
    'reports',
  );
  return undefined;
};

/** Something chosen in a control's menu: switching on happens, switching off asks for the reason first. */
export const onControlMenu: PressListener = async (press, { queues, modals, token, now }) => {
  const choice = readChoice(press.value);
  if (!choice) throw new UserFacingError('bad_arguments', TOO_OLD);
  const { do: to, control, name, ...place } = choice;
  const { channel, responseUrl, ...asker } = askerOf(press);
  if (to === 'off') {
    const metadata = { control, place, channel, ...(responseUrl !== undefined && { responseUrl }) };
    await modals.open(press.trigger, switchOffModal(name, metadata));
    return undefined;
  }
  await queues.request(
    {
      kind: 'switch control',
      ...asker,
      channel,
      ...(responseUrl !== undefined && { responseUrl }),
      press: token(),
      askedAt: now().toISOString(),
      control,
      to: { on: true },
      from: place,
    },
    'admin',
  );
  return undefined;
};

const Typed = z.object({ value: z.string().nullish() });
const Reason = z
  .string()
  .trim()
  .min(3, 'Please write a few words: at least 3 characters.')
  .max(NOTE_LENGTH, `Please keep it to ${NOTE_LENGTH} characters.`);

/** The form sent off: without a reason no control is switched off. */
export const onSwitchOffSubmitted: SubmissionListener = async ({ who, values, metadata }, { queues, token, now }) => {
  const reason = Reason.safeParse(Typed.safeParse(values[NOTE_INPUT.block]?.[NOTE_INPUT.action]).data?.value ?? '');
  if (!reason.success) return { [NOTE_INPUT.block]: reason.error.issues[0]?.message ?? 'Please look at this again.' };
  const remembered = SwitchOffMetadata.safeParse(jsonOf(metadata));
  if (!remembered.success) throw new UserFacingError('bad_arguments', TOO_OLD, { cause: remembered.error });
  const { control, place, channel, responseUrl } = remembered.data;
  await queues.request(
    {
      kind: 'switch control',
      who,
      channel,
      ...(responseUrl !== undefined && { responseUrl }),
      press: token(),
      askedAt: now().toISOString(),
      control,
      to: { on: false, reason: reason.data },
      from: place,
    },
    'admin',
  );
  return undefined;
};

const TOO_OLD = 'This list is too old to be used. Ask again with `/shub controls`.';
