import { createHash } from 'node:crypto';
import type { ControlCheck, Json } from '../../contract.ts';
import { keyOf, textAt } from '../finding.ts';
import type { Hub } from '../hub.ts';
import { type StandardId, standardsArn, subscriptionArn } from '../standards/catalogue.ts';
import { runsIn, standardsControlArn } from './associations.ts';
import { CONTROLS } from './catalogue.ts';
import { type Control, controlArn, nameWithin } from './control.ts';

/**
 * Makes the findings of one run of a control as Security Hub itself does: consolidated, or one for each standard, as the hub is set
 * (https://docs.aws.amazon.com/securityhub/latest/userguide/controls-findings-create-update.html). A later run updates them.
 */
export function runControl(hub: Hub, { control: id, status, resources, account = hub.account, at = hub.clock.now() }: ControlCheck): void {
  const control = CONTROLS.get(id);
  if (!control) throw new Error(`Security Hub has no control ${id} here`);
  const standards = runsIn(hub, control);
  if (!hub.subscription || standards.length === 0) return;
  const faces =
    hub.subscription.controlFindingGenerator === 'SECURITY_CONTROL'
      ? [consolidated(control, standards, hub)]
      : standards.map((standard) => ofStandard(control, standard, hub));
  for (const { type, id: resource } of resources) {
    for (const face of faces)
      hub.importFinding(finding(hub, control, face, { status, account, at, resource: { Type: type, Id: resource } }));
  }
}

/** What a finding says differently in the two forms. */
interface Face {
  /** The finding's id up to its own part. */
  prefix: string;
  generator: string;
  title: string;
  type: string;
  standards: readonly StandardId[];
  productFields: Json;
}

const CHECKS = 'Software and Configuration Checks/Industry and Regulatory Standards';

const consolidated = (control: Control, standards: readonly StandardId[], hub: Hub): Face => ({
  prefix: controlArn(control.id, hub),
  generator: `security-control/${control.id}`,
  title: control.title,
  type: CHECKS,
  standards,
  productFields: {},
});

function ofStandard(control: Control, standard: StandardId, hub: Hub): Face {
  const name = nameWithin(standard, control);
  const arn = standardsArn(standard, hub.region);
  const guide = arn.includes(':ruleset/');
  return {
    prefix: `${subscriptionArn(standard, hub)}/${name}`,
    generator: guide ? `${arn}/rule/${name}` : `${standard}/${name}`,
    title: `${name} ${control.title}`,
    type: `${CHECKS}/${standard.split('/')[0]}`,
    standards: [standard],
    productFields: {
      ...(guide
        ? { StandardsGuideArn: arn, StandardsGuideSubscriptionArn: subscriptionArn(standard, hub), RuleId: name }
        : { StandardsArn: arn, StandardsSubscriptionArn: subscriptionArn(standard, hub), ControlId: name }),
      StandardsControlArn: standardsControlArn(standard, control, hub),
      RecommendationUrl: control.remediationUrl,
    },
  };
}

interface Outcome {
  status: ControlCheck['status'];
  account: string;
  at: number;
  resource: { Type: string; Id: string };
}

function finding(hub: Hub, control: Control, face: Face, { status, account, at, resource }: Outcome): Json {
  const ProductArn = `arn:aws:securityhub:${hub.region}::product/aws/securityhub`;
  const Id = `${face.prefix.replace(`:${hub.account}:`, `:${account}:`)}/finding/${uuid([face.prefix, account, resource.Id])}`;
  const before = hub.findings.get(keyOf({ Id, ProductArn }));
  const previous = textAt(before, 'Compliance.Status');
  const now = timeOf(at, before);
  return {
    SchemaVersion: '2018-10-08',
    Id,
    ProductArn,
    GeneratorId: face.generator,
    AwsAccountId: account,
    Types: [face.type],
    CreatedAt: textAt(before, 'CreatedAt') ?? now,
    UpdatedAt: now,
    FirstObservedAt: previous === status ? (textAt(before, 'FirstObservedAt') ?? now) : now,
    LastObservedAt: now,
    Severity: { Label: status === 'PASSED' ? 'INFORMATIONAL' : control.severity, Original: control.severity },
    Title: face.title,
    Description: control.description,
    Remediation: {
      Recommendation: {
        Text: 'For information on how to correct this issue, consult the AWS Security Hub controls documentation.',
        Url: control.remediationUrl,
      },
    },
    ProductFields: { ...face.productFields, ...(previous !== undefined && { PreviousComplianceStatus: previous }) },
    Resources: [{ ...resource, Partition: 'aws', Region: hub.region }],
    Compliance: {
      Status: status,
      SecurityControlId: control.id,
      AssociatedStandards: face.standards.map((id) => ({ StandardsId: standardsArn(id, hub.region).split(':').at(-1) })),
      RelatedRequirements: face.standards.flatMap((id) => control.standards.get(id) ?? []),
    },
    RecordState: 'ACTIVE',
  };
}

/** Just after the last run where the clock stands still: an update that is not newer would be ignored. */
function timeOf(at: number, before: Json | undefined): string {
  const last = Date.parse(textAt(before, 'UpdatedAt') ?? '');
  return new Date(Math.max(at, Number.isNaN(last) ? 0 : last + 1)).toISOString();
}

/** The same for the same check, so that a run finds the finding of the run before. */
function uuid(parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
