import * as z from 'zod';
import { CONTROLS, controlsIn } from '../controls/catalogue.ts';
import { definition } from '../controls/definition.ts';
import { invalidInput } from '../errors.ts';
import { NonEmpty } from '../finding.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { ShortPageQuery } from '../pages.ts';
import { standardIdOf } from '../standards/catalogue.ts';

const Provider = z.enum(['AWS', 'Azure']);
const Input = z.object({
  StandardsArn: NonEmpty.optional(),
  Providers: z.union([Provider.transform((one) => [one]), z.array(Provider)]).default(['AWS', 'Azure']),
  ...ShortPageQuery.shape,
});

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_ListSecurityControlDefinitions.html */
export const listSecurityControlDefinitions: Operation = ({ input }, hub) => {
  const { StandardsArn: arn, Providers, ...request } = read(Input, input);
  const standard = arn === undefined ? undefined : standardIdOf(arn, hub.region);
  if (arn !== undefined && !standard) throw invalidInput(`Invalid StandardsArn in the input: ${arn} is not a standard of ${hub.region}`);
  const { keys, ...next } = hub.page(request, ['ListSecurityControlDefinitions', arn, Providers], () => {
    const all = standard ? controlsIn(standard) : [...CONTROLS.values()];
    return Providers.includes('AWS') ? all.map(({ id }) => id) : [];
  });
  return { SecurityControlDefinitions: keys.flatMap((id) => CONTROLS.get(id) ?? []).map(definition), ...next };
};
