/** One value of a filter on the name of a control. Values of one filter are joined by OR. */
export interface Match {
  value: string;
  comparison: 'EQUALS' | 'PREFIX';
}

/** What one insight asks about: the controls that any of its matches covers. */
export type Shard = readonly Match[];

export interface ShardLimits {
  /** How many controls a shard may hold. */
  controls: number;
  /** How many values a filter may have: 20 (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFindingFilters.html). */
  values: number;
}

/** An insight tells at most this many groups and not whether there are more (https://docs.aws.amazon.com/general/latest/gr/sechub.html). */
export const MOST_GROUPS = 100;

/** Some room for controls that are new since the shards were made. */
export const SHARD_LIMITS: ShardLimits = { controls: 90, values: 20 };

export const covers = (shard: Shard, control: string): boolean => shard.some((match) => matches(match, control));

/**
 * Shards that together cover every control of the services that these belong to, each exactly once, those not named
 * here as well: a service is covered whole (`EC2.`), or digit by digit when it has more controls than a shard may hold.
 */
export function shardsOf(controls: readonly string[], limits: ShardLimits = SHARD_LIMITS): Shard[] {
  const services = [...new Set(controls.map(serviceOf))].sort();
  const whole = services.map((value): Match => ({ value, comparison: 'PREFIX' }));
  return pack(
    whole.flatMap((match) => refine(match, controls, limits.controls)),
    limits,
  );
}

/**
 * Smaller shards that cover exactly what this one does, because it holds more controls than an insight can tell; given
 * those known by now. A shard that cannot be made smaller comes back alone.
 */
export function splitShard(shard: Shard, controls: readonly string[], limits: ShardLimits = SHARD_LIMITS): Shard[] {
  const within = controls.filter((control) => covers(shard, control));
  const half = Math.max(1, Math.min(limits.controls, Math.floor(within.length / 2)));
  const parts = pack(
    shard.flatMap((match) => refine(match, within, half)),
    { ...limits, controls: half },
  );
  return parts.length > 1 ? parts : onceFiner(shard, within, limits);
}

interface Unit {
  match: Match;
  size: number;
}

const matches = ({ value, comparison }: Match, control: string): boolean =>
  comparison === 'EQUALS' ? control === value : control.startsWith(value);

/** `EC2.` of `EC2.19`; what has no dot stands for itself. */
const serviceOf = (control: string): string => control.slice(0, control.lastIndexOf('.') + 1) || control;

function refine(match: Match, controls: readonly string[], most: number): Unit[] {
  const within = controls.filter((control) => matches(match, control));
  if (within.length <= most || match.comparison === 'EQUALS') return [{ match, size: within.length }];
  return finer(match, within).flatMap((part) => refine(part, within, most));
}

const DIGITS = [...'0123456789'];

/** The prefix itself, and the prefix with each character that can follow. */
function finer({ value }: Match, controls: readonly string[]): Match[] {
  const seen = controls.flatMap((control) => control[value.length] ?? []);
  const next = [...new Set([...DIGITS, ...seen])].sort();
  return [{ value, comparison: 'EQUALS' }, ...next.map((character): Match => ({ value: value + character, comparison: 'PREFIX' }))];
}

/** Nothing known says where it must be cut: then all of its prefixes become one character longer. */
function onceFiner(shard: Shard, controls: readonly string[], limits: ShardLimits): Shard[] {
  if (shard.every(({ comparison }) => comparison === 'EQUALS')) return [shard];
  const units = shard.flatMap((match) => (match.comparison === 'EQUALS' ? [match] : finer(match, controls)));
  const most = Math.min(limits.values, Math.ceil(units.length / 2));
  return pack(
    units.map((match) => ({ match, size: controls.filter((control) => matches(match, control)).length })),
    { ...limits, values: most },
  );
}

/** The largest first, each into the first shard with room. */
function pack(units: readonly Unit[], limits: ShardLimits): Shard[] {
  const shards: { matches: Match[]; size: number }[] = [];
  for (const { match, size } of [...units].sort((a, b) => b.size - a.size || (a.match.value < b.match.value ? -1 : 1))) {
    const room = shards.find((shard) => shard.size + size <= limits.controls && shard.matches.length < limits.values);
    if (room) {
      room.matches.push(match);
      room.size += size;
    } else shards.push({ matches: [match], size });
  }
  return shards.map((shard) => shard.matches);
}
