import type { Finding } from './finding.ts';

const HOSTS: ReadonlyMap<string, string> = new Map([
  ['aws', 'console.aws.amazon.com'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
  ['aws-cn', 'console.amazonaws.cn'],
]);

const REGION = /^[a-z]{2}(-[a-z]{2,})+-\d{1,2}$/;

/**
 * The finding in the AWS console's own list, in its own region. What producers wrote never decides which host it leads
 * to: a region that is none is left out.
 */
export function findingConsoleUrl({ id, partition, region }: Pick<Finding, 'id' | 'partition' | 'region'>): string {
  const host = HOSTS.get(partition) ?? 'console.aws.amazon.com';
  const home = REGION.test(region) ? `https://${region}.${host}/securityhub/home?region=${region}` : `https://${host}/securityhub/home`;
  return `${home}#/findings?search=Id%3D%255Coperator%255C%253AEQUALS%255C%253A${twiceEncoded(id)}`;
}

/** The insight in the AWS console, with what it counts now. */
export function insightConsoleUrl({ arn, region }: { arn: string; region: string }): string {
  const host = HOSTS.get(arn.split(':')[1] ?? 'aws') ?? 'console.aws.amazon.com';
  const home = REGION.test(region) ? `https://${region}.${host}/securityhub/home?region=${region}` : `https://${host}/securityhub/home`;
  return `${home}#/insights/${encodeURIComponent(wellFormed(arn))}`;
}

/** The console decodes the search once as a query and once more as a filter. Half a surrogate pair cannot be encoded at all. */
const twiceEncoded = (text: string): string => encodeURIComponent(encodeURIComponent(wellFormed(text)));

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');
