import * as z from 'zod';
import { associatedWith, summary } from '../controls/associations.ts';
import { controlCalled } from '../controls/catalogue.ts';
import { invalidInput } from '../errors.ts';
import { NonEmpty } from '../finding.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { ShortPageQuery } from '../pages.ts';
import { standardIdOf, standardsArn } from '../standards/catalogue.ts';

const Input = z.object({ SecurityControlId: NonEmpty, ...ShortPageQuery.shape });

/** Only of enabled standards. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_ListStandardsControlAssociations.html */
export const listStandardsControlAssociations: Operation = ({ input }, hub) => {
  const { SecurityControlId, ...request } = read(Input, input);
  const control = controlCalled(SecurityControlId, hub);
  if (!control) throw invalidInput(`Invalid SecurityControlId in the input: ${SecurityControlId} is not a security control`);
  const { keys, ...next } = hub.page(request, ['ListStandardsControlAssociations', control.id], () =>
    associatedWith(hub, control).map((id) => standardsArn(id, hub.region)),
  );
  return {
    StandardsControlAssociationSummaries: keys.flatMap((arn) => {
      const standard = standardIdOf(arn, hub.region);
      return (standard && summary(hub, control, standard)) ?? [];
    }),
    ...next,
  };
};
