import type { Json } from '../contract.ts';
import { invalidAccess } from './errors.ts';
import type { Hub, Subscription } from './hub.ts';

/** A request as an operation sees it. */
export interface Call {
  /** Body, path labels and query together, as the API model counts them all among the members of the input. */
  input: Json;
  /** Bytes of the body. */
  size: number;
  /** The ARN of who signed it. */
  identity: string;
}

/** Carries out one call of the API; throws a ServiceError to answer with one. */
export type Operation = (call: Call, hub: Hub) => object;

/** The hub's subscription; without one there is nothing to work on. */
export function subscribed(hub: Hub): Subscription {
  if (!hub.subscription) throw invalidAccess(`Account ${hub.account} is not subscribed to AWS Security Hub`);
  return hub.subscription;
}
