/** Which IAM actions the caller lacks, for one emulator. */
export interface Denials {
  deny(action: string): void;
  allow(action: string): void;
  /** AWS's sentence about a call that may not be made; undefined: it may. */
  refusal(action: string, caller: string, resource: string): string | undefined;
}

/** `service` is the prefix in IAM, `actions` all that the emulator's operations need, without the prefix. */
export function denials(service: string, actions: Iterable<string>): Denials {
  const known = new Set([...actions].map((action) => `${service}:${action}`));
  const denied = new Set<string>();
  return {
    deny(action) {
      if (!known.has(action)) throw new Error(`No operation of this emulator needs ${action}`);
      denied.add(action);
    },
    allow: (action) => void denied.delete(action),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
    refusal(action, caller, resource) {
      if (!denied.has(`${service}:${action}`)) return undefined;
      const named = spelled(service, action);
      return `User: ${caller} is not authorized to perform: ${named} on resource: ${resource} because no identity-based policy allows the ${named} action`;
    },
  };
}

/** Two services spell an action in their refusals otherwise than IAM does. */
function spelled(service: string, action: string): string {
  if (service === 'sns') return `SNS:${action}`;
  return service === 'sqs' ? `sqs:${action.toLowerCase()}` : `${service}:${action}`;
}
