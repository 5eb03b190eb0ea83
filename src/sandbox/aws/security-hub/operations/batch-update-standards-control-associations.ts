import * as z from 'zod';
import { associate, association } from '../controls/associations.ts';
import { tied } from '../controls/catalogue.ts';
import { NonEmpty } from '../finding.ts';
import type { Hub } from '../hub.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';

const Update = z.object({
  StandardsArn: NonEmpty,
  SecurityControlId: NonEmpty,
  AssociationStatus: z.enum(['ENABLED', 'DISABLED']),
  UpdatedReason: NonEmpty.optional(),
});
type Update = z.infer<typeof Update>;
const Input = z.object({ StandardsControlAssociationUpdates: z.array(Update).min(1).max(100) });

/** Answers 200 whatever becomes of the single updates. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchUpdateStandardsControlAssociations.html */
export const batchUpdateStandardsControlAssociations: Operation = ({ input }, hub) => ({
  UnprocessedAssociationUpdates: read(Input, input).StandardsControlAssociationUpdates.flatMap((update) => {
    const failure = carryOut(update, hub);
    return failure ? [{ StandardsControlAssociationUpdate: update, ...failure }] : [];
  }),
});

function carryOut({ StandardsArn, SecurityControlId, AssociationStatus: status, UpdatedReason: reason }: Update, hub: Hub) {
  const pair = tied(SecurityControlId, StandardsArn, hub);
  if (!pair || !association(hub, pair.control, pair.standard)) {
    return {
      ErrorCode: 'RESOURCE_NOT_FOUND',
      ErrorReason: `${SecurityControlId} is not a control of an enabled standard ${StandardsArn} that is ready for updates`,
    };
  }
  if (status === 'DISABLED' && reason === undefined) {
    return { ErrorCode: 'INVALID_INPUT', ErrorReason: 'UpdatedReason is required when a control is disabled' };
  }
  associate(hub, pair.control, pair.standard, { status, reason });
  return undefined;
}
