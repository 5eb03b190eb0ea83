import type { CommandListener } from '../listener.ts';

/** `/shub help`, or `/shub` alone. */
export const onHelp: CommandListener<'help'> = async () => ({ kind: 'help' });
