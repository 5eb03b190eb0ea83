import * as z from 'zod';
import { conflict, limitExceeded } from '../errors.ts';
import { NonEmpty } from '../finding.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';

const Input = z.object({ Name: NonEmpty.max(20), Description: NonEmpty, Id: z.string().regex(/^[a-zA-Z0-9]{1,20}$/) });

const MOST = 50;

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_CreateActionTarget.html */
export const createActionTarget: Operation = ({ input }, hub) => {
  const { Name, Description, Id } = read(Input, input);
  const ActionTargetArn = `arn:aws:securityhub:${hub.region}:${hub.account}:action/custom/${Id}`;
  if (hub.actionTargets.has(ActionTargetArn)) throw conflict(`Action target ${ActionTargetArn} already exists`);
  if (hub.actionTargets.size >= MOST) throw limitExceeded(`The limit of ${MOST} action targets is exceeded`);
  hub.actionTargets.set(ActionTargetArn, { ActionTargetArn, Name, Description });
  hub.changed();
  return { ActionTargetArn };
};
