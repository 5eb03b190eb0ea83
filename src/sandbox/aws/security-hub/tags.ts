import * as z from 'zod';
import { notFound } from './errors.ts';
import { type Hub, hubArn } from './hub.ts';

/** The API model's own pattern, whose `+-=` is a range and lets digits in. */
const Key = z
  .string()
  .max(128)
  .regex(/^(?!aws:)[a-zA-Z+-=._:/]+$/);

/** What can be put on a resource: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_TagResource.html */
export const Tags = z
  .record(Key, z.string().max(256))
  .refine((tags) => Object.keys(tags).length >= 1, { error: 'should NOT have fewer than 1 properties' })
  .refine((tags) => Object.keys(tags).length <= 50, { error: 'should NOT have more than 50 properties' });

export const TagKeys = z.union([Key.transform((key) => [key]), z.array(Key).min(1).max(50)]);

/** The tags of the one resource here that can carry any. */
export function tagsOf(hub: Hub, resource: string): Map<string, string> {
  if (resource !== hubArn(hub)) throw notFound(`Resource ${resource} was not found`);
  return hub.tags;
}
