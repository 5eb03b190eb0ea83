import { type Operation, subscribed } from '../operation.ts';

/** Standards, controls, integrations and tags are gone; findings, insights and actions stay for a while. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DisableSecurityHub.html */
export const disableSecurityHub: Operation = (_, hub) => {
  subscribed(hub);
  hub.subscription = undefined;
  hub.standards.clear();
  hub.integrations.clear();
  hub.tags.clear();
  hub.offSince = hub.clock.now();
  hub.changed();
  return {};
};
