import { type Operation, subscribed } from '../operation.ts';

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DisableSecurityHub.html */
export const disableSecurityHub: Operation = (_, hub) => {
  subscribed(hub);
  hub.subscription = undefined;
  hub.offSince = hub.clock.now();
  hub.changed();
  return {};
};
