import type { BusEvent } from '../contract.ts';
import { customActionEvent, insightResultsEvent } from './events.ts';
import { keyOf, type Ref } from './finding.ts';
import type { Hub } from './hub.ts';
import { insightResults } from './insight-results.ts';
import { MANAGED_INSIGHTS } from './managed-insights.ts';
import { subscribed } from './operation.ts';
import { CustomerChange } from './update-rules.ts';

/** The AWS console lets a person choose at most this many findings for a custom action. */
const MOST_CHOSEN = 20;

/** What people do in the AWS console, without the wire. Throws where the console would not offer the choice. */
export function hubConsole(hub: Hub, publish: (event: BusEvent) => void) {
  const theFinding = (ref: Ref) => {
    subscribed(hub);
    const finding = hub.findings.get(keyOf(ref));
    if (!finding) throw new Error(`There is no finding ${keyOf(ref)} in Security Hub`);
    return finding;
  };
  const theAction = (name: string) => {
    subscribed(hub);
    const target = [...hub.actionTargets.values()].find(({ Name }) => Name === name);
    if (!target) throw new Error(`There is no custom action called ${name}: CreateActionTarget makes one`);
    return { arn: target.ActionTargetArn, name, description: target.Description };
  };

  return {
    updates(refs: Ref[], { status, note, who }: { status?: string; note?: string; who: string }): void {
      const change = CustomerChange.parse({
        ...(status !== undefined && { Workflow: { Status: status } }),
        ...(note !== undefined && { Note: { Text: note, UpdatedBy: who } }),
      });
      refs.forEach(theFinding);
      for (const ref of refs) hub.updateFinding(ref, change, `arn:aws:iam::${hub.account}:user/${who}`);
    },
    customAction(name: string, refs: Ref[]): void {
      const action = theAction(name);
      if (refs.length === 0 || refs.length > MOST_CHOSEN)
        throw new Error(`A person chooses 1 to ${MOST_CHOSEN} findings, not ${refs.length}`);
      publish(customActionEvent(hub, action, refs.map(theFinding)));
    },
    customInsightAction(name: string, insightArn: string): void {
      const action = theAction(name);
      const insight = hub.insights.get(insightArn) ?? MANAGED_INSIGHTS.get(insightArn);
      if (!insight) throw new Error(`There is no insight ${insightArn} in Security Hub`);
      const { Name, GroupByAttribute: groupedBy } = insight;
      publish(insightResultsEvent(hub, action, { arn: insightArn, name: Name, groupedBy, results: insightResults(insight, hub) }));
    },
  };
}
