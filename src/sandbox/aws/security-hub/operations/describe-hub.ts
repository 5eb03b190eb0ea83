import * as z from 'zod';
import { invalidInput, notFound } from '../errors.ts';
import { hubArn } from '../hub.ts';
import { read } from '../input.ts';
import { type Operation, subscribed } from '../operation.ts';

const Input = z.object({ HubArn: z.string().optional() });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html */
export const describeHub: Operation = ({ input }, hub) => {
  const { subscribedAt, autoEnableControls, controlFindingGenerator } = subscribed(hub);
  const { HubArn = hubArn(hub) } = read(Input, input);
  if (!HubArn.startsWith('arn:')) throw invalidInput('Invalid HubArn in the input: data should match format "arn"');
  if (HubArn !== hubArn(hub)) throw notFound(`Hub ${HubArn} was not found`);
  return {
    HubArn,
    SubscribedAt: new Date(subscribedAt).toISOString(),
    AutoEnableControls: autoEnableControls,
    ControlFindingGenerator: controlFindingGenerator,
  };
};
