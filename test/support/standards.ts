import type { TestWorld } from './world.ts';

interface Standard {
  arn: string;
  controls: readonly string[];
  off?: readonly string[];
}

export const FSBP = 'arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0';
export const CIS = 'arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/3.0.0';

/** Has Security Hub say that these standards are enabled, with these controls. */
export function withStandards({ hub }: Pick<TestWorld, 'hub'>, ...standards: Standard[]): void {
  const answers = (operation: string, body: object, when = (_query: URLSearchParams): boolean => true) =>
    hub.faults.add({ operation, fault: { do: 'answer', answer: { status: 200, body } }, when: ({ query }) => when(query) });

  answers('GetEnabledStandards', {
    StandardsSubscriptions: standards.map(({ arn }) => ({
      StandardsArn: arn,
      StandardsSubscriptionArn: arn,
      StandardsInput: {},
      StandardsStatus: 'READY',
    })),
  });
  for (const { arn, controls } of standards) {
    const SecurityControlDefinitions = controls.map((id) => ({
      SecurityControlId: id,
      Title: `${id} should be as it ought to be`,
      Description: '',
      RemediationUrl: `https://docs.aws.amazon.com/console/securityhub/${id}/remediation`,
      SeverityRating: id.startsWith('S3') ? 'CRITICAL' : 'MEDIUM',
      CurrentRegionAvailability: 'AVAILABLE',
    }));
    answers('ListSecurityControlDefinitions', { SecurityControlDefinitions }, (query) => query.get('StandardsArn') === arn);
  }
  answers('BatchGetStandardsControlAssociations', {
    StandardsControlAssociationDetails: standards.flatMap(({ arn, controls, off = [] }) =>
      controls.map((id) => ({
        StandardsArn: arn,
        SecurityControlId: id,
        SecurityControlArn: id,
        AssociationStatus: off.includes(id) ? 'DISABLED' : 'ENABLED',
      })),
    ),
  });
}
