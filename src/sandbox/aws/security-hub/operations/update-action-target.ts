import * as z from 'zod';
import { NonEmpty } from '../finding.ts';
import { Arn, read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { theActionTarget } from './delete-action-target.ts';

const Input = z.object({ ActionTargetArn: Arn, Name: NonEmpty.max(20).optional(), Description: NonEmpty.optional() });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_UpdateActionTarget.html */
export const updateActionTarget: Operation = ({ input }, hub) => {
  const change = read(Input, input);
  const target = theActionTarget(hub, change.ActionTargetArn);
  hub.actionTargets.set(target.ActionTargetArn, {
    ...target,
    Name: change.Name ?? target.Name,
    Description: change.Description ?? target.Description,
  });
  hub.changed();
  return {};
};
