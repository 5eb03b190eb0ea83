import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ComplianceStatus } from '../../../src/domain/finding.ts';
import { scoresOf } from '../../../src/domain/report-scores.ts';
import { type Tally, tallyOf } from '../../../src/domain/score.ts';
import type { Catalogue } from '../../../src/domain/score-catalogue.ts';
import { measure } from '../../../src/flows/reports/measure/measure.ts';
import { type FlatFinding, memoryInsights } from '../../support/memory-insights.ts';

const SERVICES = ['EC2', 'ECR', 'ECS', 'S3', 'IAM', 'RDS', 'ES', 'EKS', 'Lambda', 'KMS', 'DMS', 'SNS', 'SQS', 'CloudTrail', 'Config'];
const STANDARDS = ['fsbp', 'cis', 'pci'].map((name) => ({ arn: `arn:aws:securityhub:::standards/${name}`, name }));
const WORKFLOWS = ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'] as const;

/** Numbers that look random and are the same each time: fast-check shrinks the seed instead of twenty thousand findings. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}
const pick = <T>(items: readonly T[], roll: (sides: number) => number): T => {
  const item = items[roll(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

interface Population {
  seed: number;
  findings: number;
  controls: number;
  services: number;
  consolidated: boolean;
  /** How many of the controls nobody has told us about. */
  unlisted: number;
}

function populate({ seed, findings, controls, services, consolidated, unlisted }: Population) {
  const roll = dice(seed);
  const ids = Array.from({ length: controls }, (_, i) => `${SERVICES[i % services]}.${Math.floor(i / services) + 1}`);
  const listed = ids.filter((_, i) => i >= unlisted || i < services);
  const catalogue: Catalogue = {
    consolidated,
    standards: STANDARDS,
    controls: listed.map((id) => {
      const standards = STANDARDS.map(({ arn }) => arn).filter((_, i) => i === 0 || roll(2) === 0);
      return {
        id,
        title: id,
        severity: pick(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const, roll),
        standards,
        enabledIn: standards.filter(() => roll(10) > 0),
      };
    }),
  };
  const all: FlatFinding[] = Array.from({ length: findings }, () => {
    const control = pick(ids, roll);
    return {
      ComplianceSecurityControlId: control,
      GeneratorId: consolidated ? `security-control/${control}` : `${pick(STANDARDS, roll).name}/v/1.0.0/${control}`,
      ComplianceStatus: roll(4) === 0 ? pick(ComplianceStatus.options, roll) : 'PASSED',
      WorkflowStatus: pick(WORKFLOWS, roll),
      RecordState: roll(8) === 0 ? 'ARCHIVED' : 'ACTIVE',
      AwsAccountId: pick(['111122223333', '444455556666'], roll),
      SeverityLabel: 'MEDIUM',
      ProductName: 'Security Hub',
      ResourceId: `arn:aws:s3:::bucket-${roll(50)}`,
    };
  });
  return { catalogue, all };
}

/** The plain way: read every finding, and count. */
function talliesOf(findings: readonly FlatFinding[], account?: string): Map<string, Tally> {
  const statuses = new Map<string, ComplianceStatus[]>();
  for (const { RecordState, WorkflowStatus, ComplianceSecurityControlId: id = '', ComplianceStatus: status, AwsAccountId } of findings) {
    if (RecordState !== 'ACTIVE' || WorkflowStatus === 'SUPPRESSED' || (account !== undefined && account !== AwsAccountId)) continue;
    statuses.set(id, [...(statuses.get(id) ?? []), ComplianceStatus.parse(status)]);
  }
  return new Map([...statuses].map(([id, said]) => [id, tallyOf(said)]));
}

const population = fc.record({
  seed: fc.nat(),
  findings: fc.integer({ min: 0, max: 3_000 }),
  controls: fc.integer({ min: 1, max: 400 }),
  services: fc.integer({ min: 1, max: SERVICES.length }),
  consolidated: fc.boolean(),
  unlisted: fc.integer({ min: 0, max: 400 }),
});

async function expectSame(made: Population, account?: string): Promise<void> {
  const { catalogue, all } = populate(made);
  const measured = await measure(catalogue, account === undefined ? {} : { account }, { insights: memoryInsights(all) });
  expect(measured).toMatchObject(scoresOf(catalogue, talliesOf(all, account)));
}

test('the score from sharded insights is the score from all findings, whatever the findings, controls and standards', async () => {
  await fc.assert(
    fc.asyncProperty(population, fc.boolean(), (made, one) => expectSame(made, one ? '111122223333' : undefined)),
    { numRuns: 60 },
  );
}, 60_000);

test.each([
  ['20,000 findings of 400 controls over 15 services', { services: 15, unlisted: 0, consolidated: true }],
  ['400 controls of one service alone', { services: 1, unlisted: 0, consolidated: true }],
  ['390 controls that nobody had told us about', { services: 2, unlisted: 390, consolidated: true }],
  ['400 controls without consolidated findings', { services: 3, unlisted: 200, consolidated: false }],
])(
  'it holds for %s',
  async (_, made) => {
    await expectSame({ seed: 7, findings: 20_000, controls: 400, ...made });
  },
  60_000,
);

test('a shard that overflows is split and asked again', async () => {
  const made = { seed: 11, findings: 20_000, controls: 400, services: 1, consolidated: true };
  const questions = async (unlisted: number): Promise<number> => {
    const { catalogue, all } = populate({ ...made, unlisted });
    const insights = memoryInsights(all);
    await measure(catalogue, {}, { insights });
    return insights.asked.length;
  };
  expect(await questions(399)).toBeGreaterThan(await questions(0));
});
