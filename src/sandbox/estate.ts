import * as z from 'zod';
import { Severity } from '../domain/finding.ts';
import { scoresOf } from '../domain/report-scores.ts';
import { dayOf, type Snapshot } from '../domain/report-snapshot.ts';
import type { Tally } from '../domain/score.ts';
import type { Catalogue } from '../domain/score-catalogue.ts';
import type { ControlCheck, SecurityHubEmulator } from './aws/contract.ts';
import { ACCOUNTS, type Asff, HOME } from './samples/sample.ts';

/** What Security Hub checks in the sandbox's company, what its controls found, and how that was on each of the last 30 days. */

const STANDARDS = [
  'aws-foundational-security-best-practices/v/1.0.0',
  'cis-aws-foundations-benchmark/v/3.0.0',
  'nist-800-53/v/5.0.0',
  'pci-dss/v/4.0.1',
].map((standard) => `arn:aws:securityhub:${HOME}::standards/${standard}`);

type Where = keyof typeof ACCOUNTS;

interface Checked {
  type: string;
  /** Its id, with what is particular to it in braces. */
  resource: string;
  /** On how many resources of each account it passes, and on how many it does not. */
  passed?: Partial<Record<Where, number>>;
  failed?: Partial<Record<Where, number>>;
  /** It failed until so many days ago, or since so many; otherwise always or never. */
  until?: number;
  since?: number;
}

const bucket = { type: 'AwsS3Bucket', resource: 'arn:aws:s3:::acme-{name}' };
const account = { type: 'AwsAccount', resource: 'AWS::::Account:{account}' };
const user = { type: 'AwsIamUser', resource: 'arn:aws:iam::{account}:user/deploy-{name}' };
const regional = (type: string, service: string, name: string) => ({
  type,
  resource: `arn:aws:${service}:${HOME}:{account}:${name}-{name}`,
});
const group = regional('AwsEc2SecurityGroup', 'ec2', 'security-group/sg-web');
const instance = regional('AwsEc2Instance', 'ec2', 'instance/i-shop');
const database = regional('AwsRdsDbInstance', 'rds', 'db:orders');
const lambda = regional('AwsLambdaFunction', 'lambda', 'function:checkout');
const trail = regional('AwsCloudTrailTrail', 'cloudtrail', 'trail/events');
const balancer = regional('AwsElbv2LoadBalancer', 'elasticloadbalancing', 'loadbalancer/web');
const key = regional('AwsKmsKey', 'kms', 'key/acme');
const secret = regional('AwsSecretsManagerSecret', 'secretsmanager', 'secret:orders');

const one = { payments: 1 };
const passes = (what: { type: string; resource: string }, until?: number): Checked => ({
  ...what,
  passed: one,
  ...(until !== undefined && { until }),
});

const CHECKS: Readonly<Record<string, Checked>> = {
  'Account.1': passes(account),
  'CloudTrail.1': passes(trail, 24),
  'CloudTrail.2': { ...trail, passed: one, failed: { staging: 1 }, since: 9 },
  'CloudTrail.4': passes(trail),
  'CloudTrail.5': { ...trail, failed: { payments: 1, staging: 1, data: 1 } },
  'Config.1': passes(account),
  'GuardDuty.1': passes(account, 19),
  'Inspector.1': passes(account, 12),
  'Macie.1': { ...account, failed: { data: 1 } },
  'IAM.1': passes(user),
  'IAM.2': { ...user, passed: one, failed: { staging: 2 } },
  'IAM.3': { ...user, passed: one, failed: { staging: 1, data: 1 } },
  'IAM.5': passes(user, 6),
  'IAM.6': passes(account),
  'IAM.7': passes(account, 27),
  'IAM.9': passes(account),
  'IAM.22': { ...user, failed: { data: 1 } },
  'KMS.4': { ...key, passed: one, failed: { data: 1 } },
  'S3.1': passes(account, 15),
  'S3.2': passes(bucket),
  'S3.3': passes(bucket),
  'S3.5': { ...bucket, passed: one, failed: { staging: 2, data: 2 } },
  'S3.9': { ...bucket, failed: { staging: 1, data: 1 }, since: 4 },
  'EC2.1': passes(account),
  'EC2.2': passes(group, 8),
  'EC2.7': passes(account),
  'EC2.8': { ...instance, passed: one, failed: { staging: 2 } },
  'EC2.9': passes(instance),
  'EC2.18': passes(group),
  'EC2.21': passes(group, 21),
  'EC2.53': passes(group, 3),
  'RDS.1': passes(database),
  'RDS.2': passes(database),
  'RDS.3': passes(database),
  'RDS.13': passes(database, 17),
  'Lambda.1': passes(lambda),
  'Lambda.2': { ...lambda, passed: one, failed: { staging: 1 } },
  'ECR.1': passes(regional('AwsEcrRepository', 'ecr', 'repository/shop')),
  'ELB.1': passes(balancer, 5),
  'ELB.5': { ...balancer, failed: { payments: 1 } },
  'SecretsManager.1': { ...secret, failed: { data: 1 } },
  'SQS.1': passes(regional('AwsSqsQueue', 'sqs', 'orders')),
};

const DAY = 24 * 3600_000;
const KEPT_DAYS = 30;

/** What is in Security Hub before shub comes. */
export const estate = (now: number) => ({
  standards: STANDARDS,
  before(hub: Pick<SecurityHubEmulator, 'runControl'>): void {
    for (const [control, check] of Object.entries(CHECKS))
      for (const status of ['PASSED', 'FAILED'] as const)
        for (const [where, number] of entries(check[status === 'PASSED' ? 'passed' : 'failed'] ?? {}))
          hub.runControl({
            control,
            status,
            account: ACCOUNTS[where].id,
            at: now - (check.since ?? KEPT_DAYS) * DAY,
            resources: resources(check, where, number),
          });
  },
});

const resources = ({ type, resource }: Checked, where: Where, number: number): ControlCheck['resources'] =>
  Array.from({ length: number }, (_, i) => ({
    type,
    id: resource.replace('{account}', ACCOUNTS[where].id).replace('{name}', `${where}-${i + 1}`),
  }));

/** What a shub that had been there would have kept of each day, the oldest first; `older` are the findings that were there all the time. */
export function pastDays(catalogue: Catalogue, older: readonly Asff[], now: number): Snapshot[] {
  const always = older.map((finding) => Older.parse(finding));
  return Array.from({ length: KEPT_DAYS - 1 }, (_, i) => KEPT_DAYS - 1 - i).map((ago) => {
    const at = new Date(now - ago * DAY);
    const tallies = new Map(Object.entries(CHECKS).map(([id, check]) => [id, tally(check, ago)]));
    for (const { Compliance } of always) if (Compliance?.SecurityControlId) tallies.set(Compliance.SecurityControlId, FAILED);
    const { overall, standards, failing } = scoresOf(catalogue, tallies);
    const open = Severity.options.map((severity) => {
      const checked = failing
        .filter(({ id, severity: its }) => its === severity && id in CHECKS)
        .reduce((sum, { failed }) => sum + failed, 0);
      return [severity, checked + always.filter(({ Severity: { Label } }) => Label === severity).length] as const;
    });
    return {
      day: dayOf(at),
      at: at.toISOString(),
      overall,
      standards,
      open: Object.fromEntries(open),
      failing: failing.map(({ id }) => id),
    };
  });
}

const Older = z.object({
  Severity: z.object({ Label: z.string() }),
  Compliance: z.object({ SecurityControlId: z.string().optional() }).optional(),
});
const FAILED: Tally = { passed: 0, failed: 1, unknown: 0 };

/** What it found so many days ago: what has been mended since failed on one resource, what has begun to fail passed. */
function tally({ passed = {}, failed = {}, until, since = KEPT_DAYS }: Checked, ago: number): Tally {
  const bad = ago > since ? 0 : total(failed);
  const unmended = until !== undefined && ago >= until ? 1 : 0;
  return { passed: total(passed) + total(failed) - bad, failed: bad + unmended, unknown: 0 };
}

const total = (numbers: Partial<Record<Where, number>>): number => entries(numbers).reduce((sum, [, number]) => sum + number, 0);

const WHERE = ['payments', 'staging', 'data'] as const satisfies readonly Where[];

const entries = (numbers: Partial<Record<Where, number>>): (readonly [Where, number])[] =>
  WHERE.map((where) => [where, numbers[where] ?? 0] as const).filter(([, number]) => number > 0);
