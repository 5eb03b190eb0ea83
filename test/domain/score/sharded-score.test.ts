import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ComplianceStatus } from '../../../src/domain/finding.ts';
import { scoresOf } from '../../../src/domain/report-scores.ts';
import { percent, type Tally, tallyOf } from '../../../src/domain/score.ts';
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
  /** Whether some findings do not carry the id of their control, which only their GeneratorId then tells. */
  nameless?: boolean;
}

/** As a benchmark numbers its requirements, and as a standard of AWS's own names them. */
const nameIn = (standard: string, control: string, at: number): string =>
  standard === 'cis' ? `cis/v/1.0.0/${(at % 5) + 1}.${at}` : `${standard}/v/1.0.0/${standard === 'pci' ? 'PCI.' : ''}${control}`;

/** A finding, with the control that it is of, which insights do not see. */
interface Known extends FlatFinding {
  ofControl: string;
}

function populate({ seed, findings, controls, services, consolidated, unlisted, nameless = false }: Population) {
  const roll = dice(seed);
  const ids = Array.from({ length: controls }, (_, i) => `${SERVICES[i % services]}.${Math.floor(i / services) + 1}`);
  const listed = ids.filter((_, i) => i >= unlisted || i < services);
  const catalogue: Catalogue = {
    consolidated,
    standards: STANDARDS,
    controls: listed.map((id) => {
      const at = ids.indexOf(id);
      const standards = STANDARDS.map(({ arn }) => arn).filter((_, i) => i === 0 || roll(2) === 0);
      return {
        id,
        title: id,
        severity: pick(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const, roll),
        standards,
        generators: STANDARDS.map(({ name }) => nameIn(name, id, at)),
        enabledIn: standards.filter(() => roll(10) > 0),
      };
    }),
  };
  const all: Known[] = Array.from({ length: findings }, () => {
    const control = pick(ids, roll);
    // What nobody has told us about is found by its id: a number of a benchmark would stand for itself.
    const { name } = listed.includes(control) ? pick(STANDARDS, roll) : { name: 'fsbp' };
    return {
      ofControl: control,
      ...((!nameless || roll(3) > 0) && { ComplianceSecurityControlId: control }),
      GeneratorId: consolidated ? `security-control/${control}` : nameIn(name, control, ids.indexOf(control)),
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
function talliesOf(findings: readonly Known[], account?: string): Map<string, Tally> {
  const statuses = new Map<string, ComplianceStatus[]>();
  for (const { RecordState, WorkflowStatus, ofControl: id, ComplianceStatus: status, AwsAccountId } of findings) {
    if (RecordState !== 'ACTIVE' || WorkflowStatus === 'SUPPRESSED' || (account !== undefined && account !== AwsAccountId)) continue;
    statuses.set(id, [...(statuses.get(id) ?? []), ComplianceStatus.parse(status)]);
  }
  return new Map([...statuses].map(([id, said]) => [id, tallyOf(said)]));
}

const POPULATION = {
  seed: fc.nat(),
  findings: fc.integer({ min: 0, max: 3_000 }),
  controls: fc.integer({ min: 1, max: 400 }),
  services: fc.integer({ min: 1, max: SERVICES.length }),
  consolidated: fc.boolean(),
  unlisted: fc.integer({ min: 0, max: 400 }),
};
const population = fc.record(POPULATION);

async function expectSame(made: Population, { account, refuses }: { account?: string; refuses?: string } = {}): Promise<void> {
  const { catalogue, all } = populate(made);
  const measured = await measure(catalogue, account === undefined ? {} : { account }, {
    insights: memoryInsights(all, refuses === undefined ? {} : { refuses }),
  });
  expect(measured).toMatchObject(scoresOf(catalogue, talliesOf(all, account)));
}

test('the score from sharded insights is the score from all findings, whatever the findings, controls and standards', async () => {
  await fc.assert(
    fc.asyncProperty(population, fc.boolean(), (made, one) => expectSame(made, one ? { account: '111122223333' } : {})),
    { numRuns: 60 },
  );
}, 60_000);

test.each([
  ['20,000 findings of 400 controls over 15 services', { services: 15, unlisted: 0, consolidated: true }],
  ['400 controls of one service alone', { services: 1, unlisted: 0, consolidated: true }],
  ['390 controls that nobody had told us about', { services: 2, unlisted: 390, consolidated: true }],
  ['400 controls without consolidated findings', { services: 3, unlisted: 200, consolidated: false }],
  [
    'findings without consolidation of which a third do not name their control',
    { services: 15, unlisted: 0, consolidated: false, nameless: true },
  ],
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

test('where Security Hub does not count by the id of a control it is counted by what each standard calls it', async () => {
  const made = fc.record({ ...POPULATION, consolidated: fc.constant(false), nameless: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(made, fc.boolean(), (population, one) =>
      expectSame(population, { refuses: 'ComplianceSecurityControlId', ...(one && { account: '111122223333' }) }),
    ),
    { numRuns: 40 },
  );
}, 60_000);

test('findings that do not name their control are counted all the same', async () => {
  const made = fc.record({ ...POPULATION, consolidated: fc.constant(false), nameless: fc.constant(true) });
  await fc.assert(
    fc.asyncProperty(made, (population) => expectSame(population)),
    { numRuns: 40 },
  );
}, 60_000);

/** AWS's own examples: https://docs.aws.amazon.com/securityhub/latest/userguide/standards-security-score.html */
const EXAMPLES = [
  ['FSBP', 168, 22, 88],
  ['CIS 1.4.0', 8, 29, 22],
  ['CIS 1.2.0', 6, 35, 15],
  ['NIST 800-53', 159, 56, 74],
  ['PCI DSS', 28, 17, 62],
  ['all standards together, each control once', 357, 158, 69],
] as const;

test.each([
  ['consolidated', {}],
  ['by the ids of controls', {}],
  ['by what each standard calls them', { refuses: 'ComplianceSecurityControlId' }],
] as const)("AWS's own examples come out of sharded insights, %s, without what has no data", async (how, refusing) => {
  for (const [name, passed, failed, expected] of EXAMPLES) {
    const ids = Array.from({ length: passed + failed + 20 }, (_, i) => `${SERVICES[i % SERVICES.length]}.${i + 1}`);
    const consolidated = how === 'consolidated';
    const generatorsOf = (id: string) => STANDARDS.map((standard, at) => nameIn(standard.name, id, ids.indexOf(id) * 3 + at));
    const arns = STANDARDS.map(({ arn }) => arn);
    const controls = ids.map((id) => {
      return { id, title: id, severity: 'HIGH' as const, standards: arns, enabledIn: arns, generators: generatorsOf(id) };
    });
    const finding = (id: string, status: string, generator: string): FlatFinding => ({
      GeneratorId: generator,
      ComplianceSecurityControlId: id,
      ComplianceStatus: status,
      WorkflowStatus: 'NEW',
      RecordState: 'ACTIVE',
    });
    // Without consolidation each standard has a finding of its own for the same check.
    const all = ids.slice(0, passed + failed).flatMap((id, i) => {
      const generators = consolidated ? [`security-control/${id}`] : generatorsOf(id);
      const status = i < failed ? 'FAILED' : 'PASSED';
      return generators.flatMap((generator) => [finding(id, 'PASSED', generator), finding(id, status, generator)]);
    });
    const { overall } = await measure({ consolidated, standards: STANDARDS, controls }, {}, { insights: memoryInsights(all, refusing) });
    expect([name, percent(overall), overall.noData]).toEqual([name, expected, 20]);
  }
});
