import { ComplianceStatus, type Finding, WorkflowStatus } from '../finding.ts';
import type { Asff } from './schema.ts';
import { controlOf, standardsOf } from './standards.ts';
import { oneLine } from './text.ts';
import { firstTime } from './times.ts';

/** What the deprecated WorkflowState says in today's words; the API still sends it beside Workflow, and old findings send nothing else. */
const OF_OLD: ReadonlyMap<string, WorkflowStatus> = new Map([
  ['NEW', 'NEW'],
  ['ASSIGNED', 'NOTIFIED'],
  ['IN_PROGRESS', 'NOTIFIED'],
  ['DEFERRED', 'NOTIFIED'],
  ['RESOLVED', 'RESOLVED'],
]);

/** Where people are with the finding; NEW if nobody said anything we know. */
export function workflowOf({ Workflow, WorkflowState }: Asff): WorkflowStatus {
  return (
    WorkflowStatus.safeParse(Workflow?.Status).data ??
    OF_OLD.get(WorkflowState ?? '') ??
    WorkflowStatus.safeParse(WorkflowState).data ??
    'NEW'
  );
}

/** What a check of a control or a rule says; nothing for findings that are no such check. */
export function complianceOf(asff: Asff): Finding['compliance'] {
  const { Compliance } = asff;
  const status = ComplianceStatus.safeParse(Compliance?.Status).data;
  const control = controlOf(asff);
  const standards = standardsOf(asff);
  if (!Compliance && control === undefined && standards.length === 0) return undefined;
  return {
    ...(status && { status }),
    ...(control !== undefined && { control: oneLine(control, 128) }),
    standards: standards.slice(0, 10).map((name) => oneLine(name, 60)),
    requirements: (Compliance?.RelatedRequirements ?? []).slice(0, 10).map((requirement) => oneLine(requirement, 100)),
    reasons: reasonsOf(asff).slice(0, 3),
  };
}

/** Why the check came out as it did: what the rule noted about this resource, then the reasons for having no result. */
export function reasonsOf({ Compliance, ProductFields }: Asff): string[] {
  const given = (Compliance?.StatusReasons ?? []).map(({ Description, ReasonCode }) => Description ?? ReasonCode);
  const all = [ProductFields['aws/securityhub/annotation'], ...given].flatMap((reason) => (reason ? [oneLine(reason, 300)] : []));
  return [...new Set(all)];
}

/** What a person, or an integration, last wrote on the finding. */
export function noteOf({ Note, UpdatedAt }: Asff): Finding['note'] {
  if (!Note?.Text) return undefined;
  return { text: oneLine(Note.Text, 512), by: oneLine(Note.UpdatedBy ?? '', 64), at: firstTime(Note.UpdatedAt, UpdatedAt) };
}

/** Made up by a product's own "generate sample findings"; GuardDuty says so in three ways, not always in all of them. */
export function isSample({ Sample, Title, ProductFields }: Asff): boolean {
  const detail = ProductFields['aws/guardduty/service/additionalInfo'] ?? ProductFields['additionalInfo'] ?? '';
  return Sample === true || /^\s*\[SAMPLE\]/i.test(Title ?? '') || /"sample"\s*:\s*"?true/.test(detail);
}
