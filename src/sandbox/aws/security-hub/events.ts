import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { BusEvent, Json } from '../contract.ts';
import { refOf } from './finding.ts';

interface Sender {
  clock: Clock;
  account: string;
  region: string;
}

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html: always exactly one finding. */
export function importedEvent(sender: Sender, finding: Json): BusEvent {
  const { ProductArn, Id } = refOf(finding);
  return envelope(sender, 'Security Hub Findings - Imported', [`${ProductArn}/${Id}`], { findings: [structuredClone(finding)] });
}

/** One event with every finding that was chosen. */
export function customActionEvent(sender: Sender, action: { arn: string; name: string; description: string }, findings: Json[]): BusEvent {
  return envelope(sender, 'Security Hub Findings - Custom Action', [action.arn], {
    actionName: action.name,
    actionDescription: action.description,
    findings: structuredClone(findings),
  });
}

/** The results of an insight as a person sent them; AWS counts them too, and calls the count just so. */
export function insightResultsEvent(
  sender: Sender,
  action: { arn: string; name: string; description: string },
  insight: { arn: string; name: string; groupedBy: string; results: readonly { GroupByAttributeValue: string; Count: number }[] },
): BusEvent {
  return envelope(sender, 'Security Hub Insight Results', [action.arn], {
    actionName: action.name,
    actionDescription: action.description,
    insightArn: insight.arn,
    insightName: insight.name,
    resultType: insight.groupedBy,
    'number of results': insight.results.length,
    insightResults: insight.results.map(({ GroupByAttributeValue, Count }) => ({ [GroupByAttributeValue]: Count })),
  });
}

function envelope({ clock, account, region }: Sender, detailType: string, resources: string[], detail: Json): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source: 'aws.securityhub',
    account,
    time: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    region,
    resources,
    detail,
  };
}
