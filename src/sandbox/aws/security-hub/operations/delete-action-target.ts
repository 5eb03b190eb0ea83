import * as z from 'zod';
import { notFound } from '../errors.ts';
import type { ActionTarget, Hub } from '../hub.ts';
import { Arn, read } from '../input.ts';
import type { Operation } from '../operation.ts';

const Input = z.object({ ActionTargetArn: Arn });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DeleteActionTarget.html */
export const deleteActionTarget: Operation = ({ input }, hub) => {
  const { ActionTargetArn } = theActionTarget(hub, read(Input, input).ActionTargetArn);
  hub.actionTargets.delete(ActionTargetArn);
  hub.changed();
  return { ActionTargetArn };
};

export function theActionTarget(hub: Hub, arn: string): ActionTarget {
  const found = hub.actionTargets.get(arn);
  if (!found) throw notFound(`Action target ${arn} was not found`);
  return found;
}
