import type { Clock } from '../../clock.ts';
import type { BusEvent, Json } from '../contract.ts';
import { importedEvent } from './events.ts';
import { keyOf, type Ref, refOf } from './finding.ts';
import { changes, type HistoryRecord, type UpdateSource } from './history.ts';
import { afterImport } from './import-rules.ts';
import { type Paging, paging } from './pages.ts';
import { serviceFields } from './products.ts';
import { type StandardsSubscriptions, standardsSubscriptions } from './standards/subscriptions.ts';
import { afterUpdate, type CustomerChange, overruledBy } from './update-rules.ts';

export interface Subscription {
  subscribedAt: number;
  autoEnableControls: boolean;
  controlFindingGenerator: string;
}

export interface ActionTarget {
  ActionTargetArn: string;
  Name: string;
  Description: string;
}

export interface Insight {
  InsightArn: string;
  Name: string;
  /** As it was sent: it is returned like that. */
  Filters: unknown;
  GroupByAttribute: string;
}

/** One account's Security Hub in one region: what the operations work on. */
export interface Hub {
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
  /** Undefined while the hub is off. */
  subscription: Subscription | undefined;
  /** When the hub was switched off, while what it knew is still kept. */
  offSince: number | undefined;
  readonly findings: Map<string, Json>;
  readonly actionTargets: Map<string, ActionTarget>;
  readonly insights: Map<string, Insight>;
  readonly standards: StandardsSubscriptions;
  /** The products that may send findings, besides the account's own default one. */
  readonly integrations: Set<string>;
  /** The hub's own. */
  readonly tags: Map<string, string>;
  readonly refusals: Refusal[];
  readonly updateDelay: { ms: number };
  readonly page: Paging;
  /** A product's finding, by the rules of BatchImportFindings; an older one changes nothing. */
  importFinding(finding: Json): void;
  /** A customer's change by the rules of BatchUpdateFindings, as late as `updateDelay` says. */
  updateFinding(ref: Ref, change: CustomerChange, identity: string): void;
  /** Newest first. */
  history(ref: Ref): readonly HistoryRecord[];
  forget(): void;
  changed(): void;
}

export const hubArn = ({ account, region }: { account: string; region: string }) => `arn:aws:securityhub:${region}:${account}:hub/default`;

/** A finding that answers with this UnprocessedFindings code, so many times more; `Infinity` for ever. */
export interface Refusal {
  key: string;
  code: string;
  times: number;
}

interface HubOptions {
  clock: Clock;
  account: string;
  region: string;
  publish(event: BusEvent): void;
  changed(): void;
}

export function createHub({ clock, account, region, publish, changed }: HubOptions): Hub {
  const findings = new Map<string, Json>();
  const overruled = new Map<string, Set<string>>();
  const histories = new Map<string, HistoryRecord[]>();
  const actionTargets = new Map<string, ActionTarget>();
  const insights = new Map<string, Insight>();
  const standards = standardsSubscriptions(clock, changed);
  const updateDelay = { ms: 0 };

  /** Everything that happens to a finding passes here: it is kept, remembered and told to EventBridge. */
  function keep(finding: Json, UpdateSource: UpdateSource): void {
    const { Id, ProductArn } = refOf(finding);
    const key = keyOf({ Id, ProductArn });
    const before = findings.get(key);
    const record: HistoryRecord = {
      FindingIdentifier: { Id, ProductArn },
      UpdateTime: new Date(clock.now()).toISOString(),
      FindingCreated: !before,
      UpdateSource,
      Updates: before ? changes(before, finding) : [],
    };
    findings.set(key, finding);
    histories.set(key, [record, ...(histories.get(key) ?? [])]);
    publish(importedEvent({ clock, account, region }, finding));
    changed();
  }

  return {
    clock,
    account,
    region,
    subscription: undefined,
    offSince: undefined,
    findings,
    actionTargets,
    insights,
    standards,
    integrations: new Set(),
    tags: new Map(),
    refusals: [],
    updateDelay,
    page: paging(clock),
    importFinding(incoming) {
      const ref = refOf(incoming);
      const key = keyOf(ref);
      const finding = findings.get(key);
      const existing = finding && { finding, overruled: overruled.get(key) ?? new Set<string>() };
      const after = afterImport(structuredClone(incoming), existing, serviceFields(incoming, { region, now: clock.now() }));
      if (after) keep(after, { Type: 'BATCH_IMPORT_FINDINGS', Identity: ref.ProductArn });
    },
    updateFinding(ref, change, identity) {
      const key = keyOf(ref);
      const apply = () => {
        const finding = findings.get(key);
        if (!finding) return; // forgotten while the update was under way
        overruled.set(key, new Set([...(overruled.get(key) ?? []), ...overruledBy(change)]));
        keep(afterUpdate(finding, change, clock.now()), { Type: 'BATCH_UPDATE_FINDINGS', Identity: identity });
      };
      if (updateDelay.ms === 0) apply();
      else clock.at(clock.now() + updateDelay.ms, apply);
    },
    history: (ref) => histories.get(keyOf(ref)) ?? [],
    forget() {
      for (const part of [findings, overruled, histories, actionTargets, insights]) part.clear();
    },
    changed,
  };
}
