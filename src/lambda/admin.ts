import { actionsHandler } from './actions.ts';
import { onLambda } from './on-lambda.ts';

/** The same work as `actions`, under the only role that may write SUPPRESSED: suppressions come through a queue of their own. */
export const handler = onLambda(actionsHandler);
