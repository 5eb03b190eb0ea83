import type { Clock } from '../../../clock.ts';
import type { StandardsEnding, StandardsStatus } from '../../contract.ts';
import type { StandardId } from './catalogue.ts';

export interface StandardsSubscription {
  readonly id: StandardId;
  readonly input: Record<string, string>;
  /** When it was enabled. */
  readonly since: number;
  /** Its controls whose enablement was changed, by id; the others are as they were when it was enabled. */
  readonly changes: Map<string, Association>;
  status: StandardsStatus;
  reason?: string;
}

/** Whether a control is on in a standard, since when, and why it was changed. */
export interface Association {
  status: 'ENABLED' | 'DISABLED';
  at: number;
  reason?: string | undefined;
}

/** Whether its controls can be looked at and changed. */
export const isUpdatable = ({ status }: StandardsSubscription) => status === 'READY' || status === 'INCOMPLETE';

/** The standards of one hub. */
export interface StandardsSubscriptions {
  /** Sets a standard up in the time it takes; one that is up or on its way stays as it is. */
  enable(id: StandardId, input?: Record<string, string>): StandardsSubscription;
  /** A standard that is READY at once. */
  settle(id: StandardId): void;
  /** Takes a standard down in the time it takes; undefined when it is not enabled. */
  disable(id: StandardId): StandardsSubscription | undefined;
  get(id: StandardId): StandardsSubscription | undefined;
  all(): StandardsSubscription[];
  readonly takes: { ms: number };
  readonly endings: Map<StandardId, StandardsEnding>;
  /** Nothing is enabled any more, and nothing that was on its way arrives. */
  clear(): void;
}

const TWO_MINUTES = 120_000;

export function standardsSubscriptions(clock: Clock, changed: () => void): StandardsSubscriptions {
  const enabled = new Map<StandardId, StandardsSubscription>();
  const underWay = new Map<StandardId, () => void>();
  const takes = { ms: TWO_MINUTES };
  const endings = new Map<StandardId, StandardsEnding>();

  const fresh = (id: StandardId, input: Record<string, string> = {}) => ({ id, input, since: clock.now(), changes: new Map() });

  function later(id: StandardId, run: () => void): void {
    underWay.get(id)?.();
    const cancel = clock.at(clock.now() + takes.ms, () => {
      underWay.delete(id);
      run();
      changed();
    });
    underWay.set(id, cancel);
  }

  return {
    takes,
    endings,
    enable(id, input = {}) {
      const known = enabled.get(id);
      if (known && known.status !== 'DELETING' && known.status !== 'FAILED') return known;
      const subscription: StandardsSubscription = { ...fresh(id, input), status: 'PENDING' };
      enabled.set(id, subscription);
      later(id, () => {
        const ending = endings.get(id) ?? { status: 'READY' };
        subscription.status = ending.status;
        if (ending.status !== 'READY') subscription.reason = ending.reason;
      });
      changed();
      return subscription;
    },
    settle: (id) => void enabled.set(id, { ...fresh(id), status: 'READY' }),
    disable(id) {
      const subscription = enabled.get(id);
      if (!subscription || subscription.status === 'DELETING') return subscription;
      subscription.status = 'DELETING';
      delete subscription.reason;
      later(id, () => void enabled.delete(id));
      changed();
      return subscription;
    },
    get: (id) => enabled.get(id),
    all: () => [...enabled.values()],
    clear() {
      for (const cancel of underWay.values()) cancel();
      underWay.clear();
      enabled.clear();
    },
  };
}
