import type { Finding } from './finding.ts';
import type { Policy, Route } from './policy.ts';

export interface Destination {
  channel: string;
  /** The route's name, for "why here"; `default channel` when none matched. */
  route: string;
}

/** Where the policy sends a finding: the first route all of whose conditions hold, else the default channel, else nowhere. */
export function routeFor(finding: Finding, { routes, defaultChannel }: Pick<Policy, 'routes' | 'defaultChannel'>): Destination | undefined {
  const route = routes.find(({ when }) => matches(finding, when));
  if (route) return { channel: route.channel, route: route.name };
  return defaultChannel === undefined ? undefined : { channel: defaultChannel, route: 'default channel' };
}

/** The finding with the name that the policy gives its account, if it carries none itself. */
export function withAccountName(finding: Finding, names: Policy['accounts']): Finding {
  const name = finding.account.name ?? names[finding.account.id];
  return name === undefined ? finding : { ...finding, account: { ...finding.account, name } };
}

/** Whether all of these conditions hold for a finding. */
export function matches(finding: Finding, when: Route['when']): boolean {
  const { severity, account, region, product, control, resourceType, tag } = when;
  return (
    (!severity || severity.includes(finding.severity)) &&
    (!account || account.includes(finding.account.id)) &&
    (!region || region.includes(finding.region)) &&
    (!product || product.includes(finding.product.kind)) &&
    (!control || control.some((pattern) => like(finding.compliance?.control ?? '', pattern))) &&
    (!resourceType || finding.resources.some(({ type }) => resourceType.some((pattern) => like(type, pattern)))) &&
    (!tag || Object.entries(tag).every(([key, value]) => finding.resources.some(({ tags }) => like(tags[key] ?? '', value))))
  );
}

/** `*` stands for any characters, none included; everything else for itself. */
function like(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return text === pattern;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? '';
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - at >= last.length && text.endsWith(last);
}
