import type { Services } from '../flows/services.ts';
import { tick } from '../flows/tick.ts';
import { onLambda } from './on-lambda.ts';

/** Every minute, from EventBridge Scheduler. */
export const clockHandler = (services: Services) => (): Promise<void> => tick(services);

export const handler = onLambda(clockHandler);
