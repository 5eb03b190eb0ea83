import * as z from 'zod';

const MS = { m: 60_000, h: 3600_000, d: 24 * 3600_000 } as const;

/** `30m`, `8h` or `14d` in a policy; milliseconds once parsed. */
export const Duration = z
  .string()
  .regex(/^[1-9]\d{0,3}[mhd]$/, 'a time is written as 30m, 8h or 14d')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('m') ? MS.m : text.endsWith('h') ? MS.h : MS.d));
