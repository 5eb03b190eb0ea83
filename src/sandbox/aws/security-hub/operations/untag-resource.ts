import * as z from 'zod';
import { Arn, read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { TagKeys, tagsOf } from '../tags.ts';

const Input = z.object({ ResourceArn: Arn, tagKeys: TagKeys });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_UntagResource.html */
export const untagResource: Operation = ({ input }, hub) => {
  const { ResourceArn, tagKeys } = read(Input, input);
  const tags = tagsOf(hub, ResourceArn);
  for (const key of tagKeys) tags.delete(key);
  hub.changed();
  return {};
};
