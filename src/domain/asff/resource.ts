import type { Resource } from '../finding.ts';
import type { Asff } from './schema.ts';
import { oneLine } from './text.ts';

/** The resource part of an ARN: what follows partition, service, region and account. */
const ARN = /^arn:[^:]*::?[^:]*:[^:]*:[^:]*:(.+)$/;

/** How to find the name in an ARN's resource part, where it is not simply the last piece. */
const NAMES: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [/^repository\/(.+)\/sha256:([0-9a-f]{12})/, (repository, digest) => `${repository}@${digest}`],
  [/^function:([^:]+)/, (name) => name],
  [/^(?:stack|loadbalancer\/(?:app|net|gwy)|targetgroup)\/([^/]+)\//, (name) => name],
  [/^(?:cluster-snapshot|snapshot|db|cluster|secret|log-group|stateMachine):(.+?)(?::\*)?$/, (name) => name],
  [/autoScalingGroupName\/(.+)$/, (name) => name],
];

/** The part of a resource's id that a person recognises. */
export function resourceName(id: string, type: string | undefined): string {
  const part = ARN.exec(id)?.[1];
  if (part === undefined) return /^AWS::.*:([^:]+)$/.exec(id)?.[1] ?? (id.startsWith('arn:') ? lastPiece(id) : id);
  if (type === 'AwsS3Bucket' || type === 'AwsS3Object') return part;
  for (const [pattern, name] of NAMES) {
    const found = pattern.exec(part);
    if (found) return name(...found.slice(1));
  }
  return lastPiece(part);
}

const lastPiece = (path: string): string => path.split(/[/:]/).findLast((piece) => piece !== '') ?? path;

const TAGS_KEPT = 12;

/** Tags that people gave come before those that AWS gave: routes match on them. */
function tagsOf(tags: Record<string, string>): Record<string, string> {
  const all = Object.entries(tags);
  const byPeople = all.filter(([key]) => !key.startsWith('aws:'));
  const byAws = all.filter(([key]) => key.startsWith('aws:'));
  return Object.fromEntries([...byPeople, ...byAws].slice(0, TAGS_KEPT).map(([key, value]) => [oneLine(key, 128), oneLine(value, 256)]));
}

export function readResource({ Id, Type, Region, Tags }: Asff['Resources'][number]): Resource {
  return {
    type: oneLine(Type ?? '', 100) || 'Other',
    id: oneLine(Id, 512),
    name: oneLine(resourceName(Id, Type), 128),
    ...(Region && { region: oneLine(Region, 32) }),
    tags: tagsOf(Tags),
  };
}
