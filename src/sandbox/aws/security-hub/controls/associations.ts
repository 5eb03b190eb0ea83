import type { Hub } from '../hub.ts';
import { type StandardId, standardsArn } from '../standards/catalogue.ts';
import { type Association, isUpdatable } from '../standards/subscriptions.ts';
import { type Control, controlArn, nameWithin } from './control.ts';

/** How a control stands in a standard; undefined while that is not enabled or not set up yet. */
export function association(hub: Hub, control: Control, standard: StandardId): Association | undefined {
  const subscription = hub.standards.get(standard);
  if (!subscription || !isUpdatable(subscription) || !control.standards.has(standard)) return undefined;
  return subscription.changes.get(control.id) ?? { status: 'ENABLED', at: subscription.since };
}

/** The enabled standards that a control belongs to, in the order of the catalogue. */
export const associatedWith = (hub: Hub, control: Control) => [...control.standards.keys()].filter((id) => association(hub, control, id));

/** Those of them in which it runs. */
export const runsIn = (hub: Hub, control: Control) =>
  associatedWith(hub, control).filter((id) => association(hub, control, id)?.status === 'ENABLED');

/** Changes nothing while the standard is not updatable. */
export function associate(hub: Hub, control: Control, standard: StandardId, change: Pick<Association, 'status' | 'reason'>): void {
  hub.standards.get(standard)?.changes.set(control.id, { ...change, at: hub.clock.now() });
  hub.changed();
}

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_StandardsControlAssociationSummary.html */
export function summary(hub: Hub, control: Control, standard: StandardId) {
  const found = association(hub, control, standard);
  return (
    found && {
      StandardsArn: standardsArn(standard, hub.region),
      SecurityControlId: control.id,
      SecurityControlArn: controlArn(control.id, hub),
      AssociationStatus: found.status,
      RelatedRequirements: control.standards.get(standard),
      UpdatedAt: new Date(found.at).toISOString(),
      UpdatedReason: found.reason,
      StandardsControlTitle: control.title,
      StandardsControlDescription: control.description,
    }
  );
}

export const standardsControlArn = (standard: StandardId, control: Control, { account, region }: { account: string; region: string }) =>
  `arn:aws:securityhub:${region}:${account}:control/${standard}/${nameWithin(standard, control)}`;
