import { startSecurityHub } from '../../src/sandbox/aws/security-hub/emulator.ts';
import { movableClock } from '../../src/sandbox/clock.ts';

/**
 * An emulated Security Hub in a process of its own, so that its memory is not the report's: so many control findings of 400
 * controls under three standards, with the documented throttles on. Prints its address.
 */
const findings = Number(process.argv[2]);
const REGION = 'eu-west-1';
const SERVICES = 'EC2 S3 IAM RDS KMS Lambda ECS EKS ELB CloudTrail Config SNS SQS ES DMS Redshift ECR EFS Glue MSK'.split(' ');
const CONTROLS = Array.from({ length: 400 }, (_, i) => `${SERVICES[i % SERVICES.length]}.${Math.floor(i / SERVICES.length) + 1}`);
const STANDARDS = ['aws-foundational-security-best-practices/v/1.0.0', 'cis-aws-foundations-benchmark/v/3.0.0', 'pci-dss/v/4.0.1'].map(
  (name, at) => ({
    arn: `arn:aws:securityhub:${REGION}::standards/${name}`,
    controls: CONTROLS.filter((_, i) => at === 0 || i % (at + 2) === 0),
  }),
);

const clock = movableClock();
const hub = await startSecurityHub({ clock, account: '111122223333', region: REGION, publish: () => undefined });

const answers = (operation: string, bodyFor: (query: URLSearchParams) => object | undefined): void => {
  for (const { arn } of [{ arn: '' }, ...STANDARDS]) {
    const query = new URLSearchParams({ StandardsArn: arn });
    const body = bodyFor(query);
    if (body)
      hub.faults.add({
        operation,
        fault: { do: 'answer', answer: { status: 200, body } },
        when: (request) => (request.query.get('StandardsArn') ?? '') === arn,
      });
  }
};
answers('GetEnabledStandards', (query) =>
  query.get('StandardsArn') === ''
    ? { StandardsSubscriptions: STANDARDS.map(({ arn }) => ({ StandardsArn: arn, StandardsStatus: 'READY' })) }
    : undefined,
);
answers('ListSecurityControlDefinitions', (query) => {
  const standard = STANDARDS.find(({ arn }) => arn === query.get('StandardsArn'));
  return (
    standard && {
      SecurityControlDefinitions: standard.controls.map((id) => ({
        SecurityControlId: id,
        Title: `${id} holds`,
        SeverityRating: 'MEDIUM',
      })),
    }
  );
});
answers('BatchGetStandardsControlAssociations', (query) =>
  query.get('StandardsArn') === '' ? { StandardsControlAssociationDetails: [] } : undefined,
);

for (let i = 0; i < findings; i++) {
  const id = CONTROLS[i % CONTROLS.length] ?? '';
  const status = i % 7 === 0 ? 'FAILED' : 'PASSED';
  hub.imports({
    SchemaVersion: '2018-10-08',
    Id: `arn:aws:securityhub:${REGION}:111122223333:security-control/${id}/finding/${i}`,
    ProductArn: `arn:aws:securityhub:${REGION}::product/aws/securityhub`,
    GeneratorId: `security-control/${id}`,
    AwsAccountId: i % 3 === 0 ? '444455556666' : '111122223333',
    CreatedAt: '2026-01-01T00:00:00.000Z',
    UpdatedAt: '2026-01-01T00:00:00.000Z',
    Title: `${id} holds`,
    Description: 'This control checks whether what it is about is as it ought to be, for each resource.',
    Severity: { Label: status === 'PASSED' ? 'INFORMATIONAL' : 'MEDIUM' },
    Compliance: {
      Status: status,
      SecurityControlId: id,
      AssociatedStandards: [{ StandardsId: 'standards/aws-foundational-security-best-practices/v/1.0.0' }],
    },
    Workflow: { Status: status === 'PASSED' ? 'RESOLVED' : 'NEW' },
    RecordState: 'ACTIVE',
    Resources: [{ Type: 'AwsEc2Instance', Id: `arn:aws:ec2:${REGION}:111122223333:instance/i-${i % 5000}` }],
  });
}
hub.throttles.on = true;
console.log(hub.url);
