import * as z from 'zod';
import { invalidInput } from '../errors.ts';
import { Arn, read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { Tags, tagsOf } from '../tags.ts';

const Input = z.object({ ResourceArn: Arn, Tags });

const MOST = 50;

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_TagResource.html */
export const tagResource: Operation = ({ input }, hub) => {
  const { ResourceArn, Tags } = read(Input, input);
  const tags = tagsOf(hub, ResourceArn);
  if (new Set([...tags.keys(), ...Object.keys(Tags)]).size > MOST) throw invalidInput(`A resource has at most ${MOST} tags`);
  for (const [key, value] of Object.entries(Tags)) tags.set(key, value);
  hub.changed();
  return {};
};
