import type { Asff } from '../schema.ts';
import { type Reading, reading } from './reading.ts';

/** The title is only a type code: what AWS has to say begins in the description. */
export function health({ Description, GeneratorId, Id, ProductFields }: Asff): Reading {
  const [line = ''] = (Description ?? '').trim().split('\n');
  const opening = /^.{40,}?[.!?](?=\s|$)/.exec(line)?.[0] ?? line; // past a bare "Hello!"
  return reading(
    [opening],
    [
      ['Event', GeneratorId],
      ['Service', /:event\/([^/]+)\//.exec(Id ?? '')?.[1]],
      ['Started', ProductFields['HealthEventStartTime']],
    ],
  );
}
