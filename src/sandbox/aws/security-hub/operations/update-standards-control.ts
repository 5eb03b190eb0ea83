import * as z from 'zod';
import { associate, association, standardsControlArn } from '../controls/associations.ts';
import { CONTROLS } from '../controls/catalogue.ts';
import { invalidInput, notFound } from '../errors.ts';
import { NonEmpty } from '../finding.ts';
import type { Hub } from '../hub.ts';
import { Arn, read } from '../input.ts';
import type { Operation } from '../operation.ts';

const Input = z.object({ StandardsControlArn: Arn, ControlStatus: z.enum(['ENABLED', 'DISABLED']), DisabledReason: NonEmpty.optional() });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_UpdateStandardsControl.html */
export const updateStandardsControl: Operation = ({ input }, hub) => {
  const { StandardsControlArn, ControlStatus: status, DisabledReason: reason } = read(Input, input);
  const { control, standard } = theStandardsControl(hub, StandardsControlArn);
  if (status === 'DISABLED' && reason === undefined) throw invalidInput('DisabledReason is required when a control is disabled');
  associate(hub, control, standard, { status, reason });
  return {};
};

function theStandardsControl(hub: Hub, arn: string) {
  for (const { id: standard } of hub.standards.all()) {
    for (const control of CONTROLS.values()) {
      if (association(hub, control, standard) && standardsControlArn(standard, control, hub) === arn) return { control, standard };
    }
  }
  throw notFound(`Standards control ${arn} was not found`);
}
