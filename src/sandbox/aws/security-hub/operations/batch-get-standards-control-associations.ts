import * as z from 'zod';
import { standardsControlArn, summary } from '../controls/associations.ts';
import { tied } from '../controls/catalogue.ts';
import { NonEmpty } from '../finding.ts';
import type { Hub } from '../hub.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';

const AssociationId = z.object({ SecurityControlId: NonEmpty, StandardsArn: NonEmpty });
const Input = z.object({ StandardsControlAssociationIds: z.array(AssociationId).min(1).max(100) });

/** Answers 200 whatever becomes of the single associations. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchGetStandardsControlAssociations.html */
export const batchGetStandardsControlAssociations: Operation = ({ input }, hub) => {
  const found = read(Input, input).StandardsControlAssociationIds.map((id) => ({ id, detail: detail(id, hub) }));
  return {
    StandardsControlAssociationDetails: found.flatMap(({ detail }) => detail ?? []),
    UnprocessedAssociations: found.flatMap(({ id, detail }) =>
      detail
        ? []
        : [
            {
              StandardsControlAssociationId: id,
              ErrorCode: 'RESOURCE_NOT_FOUND',
              ErrorReason: `${id.SecurityControlId} is not a control of an enabled standard ${id.StandardsArn}`,
            },
          ],
    ),
  };
};

function detail({ SecurityControlId, StandardsArn }: z.infer<typeof AssociationId>, hub: Hub): object | undefined {
  const pair = tied(SecurityControlId, StandardsArn, hub);
  const found = pair && summary(hub, pair.control, pair.standard);
  return found && { ...found, StandardsControlArns: [standardsControlArn(pair.standard, pair.control, hub)] };
}
