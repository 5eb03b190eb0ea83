import * as z from 'zod';
import { operation } from '../operation.ts';
import { SnsError } from '../sns-error.ts';
import type { Topics } from '../topics.ts';

/** Keys to 128 characters, values to 256: https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export const Tags = z.array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) }));
const ResourceArn = z.string();

const MOST = 50;

export const tagResource = operation(z.object({ ResourceArn, Tags }), (input, topics) => {
  const tags = tagsOf(topics, input.ResourceArn);
  if (new Set([...tags.keys(), ...input.Tags.map(({ Key }) => Key)]).size > MOST) {
    throw new SnsError('TagLimitExceeded', `Could not complete request: tag quota of ${MOST} per resource exceeded`);
  }
  for (const { Key, Value } of input.Tags) tags.set(Key, Value);
  topics.changed();
  return {};
});

export const untagResource = operation(z.object({ ResourceArn, TagKeys: z.array(z.string()) }), (input, topics) => {
  const tags = tagsOf(topics, input.ResourceArn);
  for (const key of input.TagKeys) tags.delete(key);
  topics.changed();
  return {};
});

export const listTagsForResource = operation(z.object({ ResourceArn }), (input, topics) => ({
  Tags: [...tagsOf(topics, input.ResourceArn)].map(([Key, Value]) => ({ Key, Value })),
}));

function tagsOf(topics: Topics, arn: string): Map<string, string> {
  const topic = topics.all().find((one) => one.arn === arn);
  if (!topic) throw new SnsError('ResourceNotFound', 'Resource does not exist');
  return topic.tags;
}
