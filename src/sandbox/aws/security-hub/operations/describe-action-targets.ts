import * as z from 'zod';
import { NonEmpty } from '../finding.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { PageRequest } from '../pages.ts';
import { theActionTarget } from './delete-action-target.ts';

const Input = z.object({ ActionTargetArns: z.array(NonEmpty).optional(), ...PageRequest.shape });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeActionTargets.html */
export const describeActionTargets: Operation = ({ input }, hub) => {
  const { ActionTargetArns: arns, ...request } = read(Input, input);
  const { keys, ...next } = hub.page(
    request,
    ['DescribeActionTargets', arns],
    () => arns?.map((arn) => theActionTarget(hub, arn).ActionTargetArn) ?? [...hub.actionTargets.keys()],
  );
  return { ActionTargets: keys.flatMap((arn) => hub.actionTargets.get(arn) ?? []), ...next };
};
