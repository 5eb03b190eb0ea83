import type { Services } from './services.ts';

/** Whether a run is to end for now and leave the rest to the next: its `deadline` has come, or its process was told to stop. */
export const timeIsUp = (deadline: Date, { now, stopping }: Pick<Services, 'now' | 'stopping'>): boolean =>
  stopping?.aborted === true || now() >= deadline;
