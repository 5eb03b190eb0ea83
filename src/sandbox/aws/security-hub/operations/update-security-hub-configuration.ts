import * as z from 'zod';
import { read } from '../input.ts';
import { type Operation, subscribed } from '../operation.ts';
import { ControlFindingGenerator } from './enable-security-hub.ts';

const Input = z.object({ AutoEnableControls: z.boolean().optional(), ControlFindingGenerator: ControlFindingGenerator.optional() });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_UpdateSecurityHubConfiguration.html */
export const updateSecurityHubConfiguration: Operation = ({ input }, hub) => {
  const subscription = subscribed(hub);
  const change = read(Input, input);
  subscription.autoEnableControls = change.AutoEnableControls ?? subscription.autoEnableControls;
  subscription.controlFindingGenerator = change.ControlFindingGenerator ?? subscription.controlFindingGenerator;
  hub.changed();
  return {};
};
