import * as z from 'zod';
import { Arn, read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { tagsOf } from '../tags.ts';

const Input = z.object({ ResourceArn: Arn });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation = ({ input }, hub) => ({
  Tags: Object.fromEntries(tagsOf(hub, read(Input, input).ResourceArn)),
});
