import { askForDigest } from '../flows/reports/ask-for-digest.ts';
import { askForSeal } from '../flows/reports/ask-for-seal.ts';
import { askForSnapshot } from '../flows/reports/ask-for-snapshot.ts';
import type { Services } from '../flows/services.ts';
import { tick } from '../flows/tick.ts';
import { onLambda } from './on-lambda.ts';

/** Every minute, from EventBridge Scheduler. */
export const clockHandler = (services: Services) => async (): Promise<void> => {
  await tick(services);
  await askForSnapshot(services);
  await askForDigest(services);
  await askForSeal(services);
  await services.heartbeats.beat('clock');
};

export const handler = onLambda(clockHandler);
