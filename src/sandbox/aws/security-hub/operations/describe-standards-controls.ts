import * as z from 'zod';
import { association, standardsControlArn } from '../controls/associations.ts';
import { CONTROLS, controlsIn } from '../controls/catalogue.ts';
import { nameWithin } from '../controls/control.ts';
import { notFound } from '../errors.ts';
import { Arn, read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { PageQuery } from '../pages.ts';
import { standardIdOfSubscription } from '../standards/catalogue.ts';

const Input = z.object({ StandardsSubscriptionArn: Arn, ...PageQuery.shape });

/** Empty until the standard is set up. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeStandardsControls.html */
export const describeStandardsControls: Operation = ({ input }, hub) => {
  const { StandardsSubscriptionArn: arn, ...request } = read(Input, input);
  const standard = standardIdOfSubscription(arn, hub);
  if (!standard || !hub.standards.get(standard)) throw notFound(`Standards subscription ${arn} was not found`);
  const { keys, ...next } = hub.page(request, ['DescribeStandardsControls', arn], () =>
    controlsIn(standard).flatMap((control) => (association(hub, control, standard) ? [control.id] : [])),
  );
  return {
    Controls: keys.flatMap((id) => {
      const control = CONTROLS.get(id);
      const found = control && association(hub, control, standard);
      return found
        ? [
            {
              StandardsControlArn: standardsControlArn(standard, control, hub),
              ControlStatus: found.status,
              DisabledReason: found.status === 'DISABLED' ? found.reason : undefined,
              ControlStatusUpdatedAt: new Date(found.at).toISOString(),
              ControlId: nameWithin(standard, control),
              Title: control.title,
              Description: control.description,
              RemediationUrl: control.remediationUrl,
              SeverityRating: control.severity,
              RelatedRequirements: control.standards.get(standard),
            },
          ]
        : [];
    }),
    ...next,
  };
};
