import * as z from 'zod';
import { UserFacingError } from '../../domain/refusal.ts';
import { SweepScope } from '../../domain/sweep.ts';
import { askerOf } from '../asker.ts';
import type { CommandListener, PressListener } from '../listener.ts';
import { jsonOf } from '../payload.ts';
import { UNKNOWN } from '../words.ts';

/** `/shub sweep …`: first it is counted what it would go through. */
export const onSweep: CommandListener<'sweep'> = async (asked, { queues }) => {
  await queues.request({ kind: 'sweep', ...askerOf(asked), scope: asked.args.scope }, 'reports');
  return undefined;
};

const Value = z.object({ scope: SweepScope, count: z.number().int().min(0) });

/** A click on Alert them all. */
export const onSweepConfirmed: PressListener = async (press, { queues, token }) => {
  const value = Value.safeParse(jsonOf(press.value));
  if (!value.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: value.error });
  const { scope, count: expected } = value.data;
  await queues.request({ kind: 'start sweep', ...askerOf(press), replaces: true, press: token(), scope, expected }, 'reports');
  return undefined;
};
