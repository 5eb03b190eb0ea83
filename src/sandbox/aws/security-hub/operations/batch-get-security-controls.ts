import * as z from 'zod';
import { runsIn } from '../controls/associations.ts';
import { controlCalled } from '../controls/catalogue.ts';
import { controlArn } from '../controls/control.ts';
import { NonEmpty } from '../finding.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';

/** The model sets no limit; 100 is that of the other batches. */
const Input = z.object({ SecurityControlIds: z.array(NonEmpty).min(1).max(100) });

/** Answers 200 whatever becomes of the single controls. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchGetSecurityControls.html */
export const batchGetSecurityControls: Operation = ({ input }, hub) => {
  const names = read(Input, input).SecurityControlIds;
  const found = names.map((name) => ({ name, control: controlCalled(name, hub) }));
  return {
    SecurityControls: found.flatMap(({ control }) =>
      control
        ? [
            {
              SecurityControlId: control.id,
              SecurityControlArn: controlArn(control.id, hub),
              Title: control.title,
              Description: control.description,
              RemediationUrl: control.remediationUrl,
              SeverityRating: control.severity,
              SecurityControlStatus: runsIn(hub, control).length > 0 ? 'ENABLED' : 'DISABLED',
              UpdateStatus: 'READY',
              Parameters: {},
              Provider: 'AWS',
            },
          ]
        : [],
    ),
    UnprocessedIds: found.flatMap(({ name, control }) =>
      control ? [] : [{ SecurityControlId: name, ErrorCode: 'RESOURCE_NOT_FOUND', ErrorReason: `Security control ${name} was not found` }],
    ),
  };
};
