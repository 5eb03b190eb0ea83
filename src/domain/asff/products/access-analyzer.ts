import type { Asff } from '../schema.ts';
import { type Reading, reading, some } from './reading.ts';

/** Who outside may do what to the resource, and on what condition. */
export function accessAnalyzer({ Resources, Types }: Asff): Reading {
  const details = Resources.map(({ Details }) => Details?.Other ?? {}).find(
    (other) => other['External Principal'] !== undefined || other['Action Granted'] !== undefined,
  );
  const principal = details?.['External Principal'];
  const kind = details?.['External Principal Type'];
  const everyone = principal === '*';
  const actions = some(details?.['Action Granted']?.split(/\s*,\s*/) ?? [], 4);
  const condition = details?.['Condition'];
  const unconditional = condition === undefined || condition.trim() === '' || condition.toLowerCase() === 'none';
  const who = everyone ? 'Everyone' : principal;
  return reading(
    [who && `${who} may ${actions ?? 'act on it'}`, everyone && unconditional && 'without any condition'],
    [
      ['External principal', principal && (everyone ? 'Everyone (*)' : [kind, principal].filter(Boolean).join(' '))],
      ['Actions', actions],
      ['Condition', details && (unconditional ? 'None' : condition)],
      ['Finding type', Types[0]?.split('/').at(-1)],
    ],
  );
}
