import { Severity } from '../domain/finding.ts';
import { scoresOf } from '../domain/report-scores.ts';
import { dayOf, type Snapshot } from '../domain/report-snapshot.ts';
import type { Tally } from '../domain/score.ts';
import type { Catalogue } from '../domain/score-catalogue.ts';
import type { ControlCheck } from './aws/contract.ts';
import { ACCOUNTS, HOME } from './samples/sample.ts';

/** What Security Hub checks in the sandbox's company, what its controls found, and how that was on each of the last 30 days. */

export const STANDARDS = [
  'aws-foundational-security-best-practices/v/1.0.0',
  'cis-aws-foundations-benchmark/v/3.0.0',
  'pci-dss/v/4.0.1',
].map((standard) => `arn:aws:securityhub:${HOME}::standards/${standard}`);

type Where = keyof typeof ACCOUNTS;

interface Checked {
  type: string;
  /** The end of the resource's ARN, `{}` where its number stands. */
  resource: string;
  /** On how many resources of each account it passes, and on how many it does not. */
  passed?: Partial<Record<Where, number>>;
  failed?: Partial<Record<Where, number>>;
  /** It failed until so many days ago, or since so many; otherwise always or never. */
  until?: number;
  since?: number;
}

const bucket = { type: 'AwsS3Bucket', resource: 's3:::acme-{}' };
const account = { type: 'AwsAccount', resource: 'iam:::root-{}' };
const group = { type: 'AwsEc2SecurityGroup', resource: 'ec2:::security-group/sg-0acme{}' };
const instance = { type: 'AwsEc2Instance', resource: 'ec2:::instance/i-0acme{}' };
const database = { type: 'AwsRdsDbInstance', resource: 'rds:::db:orders-{}' };
const lambda = { type: 'AwsLambdaFunction', resource: 'lambda:::function:checkout-{}' };
const user = { type: 'AwsIamUser', resource: 'iam:::user/deploy-{}' };
const trail = { type: 'AwsCloudTrailTrail', resource: 'cloudtrail:::trail/acme-{}' };
const balancer = { type: 'AwsElbv2LoadBalancer', resource: 'elasticloadbalancing:::loadbalancer/web-{}' };

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
  'KMS.4': { type: 'AwsKmsKey', resource: 'kms:::key/acme-{}', passed: one, failed: { data: 1 } },
  'S3.1': passes(account, 15),
  'S3.2': passes(bucket),
  'S3.3': passes(bucket),
  'S3.5': { ...bucket, passed: one, failed: { staging: 2, data: 2 } },
  'S3.9': { ...bucket, failed: { staging: 1, data: 1 }, since: 4 },
  'EC2.1': passes({ type: 'AwsAccount', resource: 'ec2:::snapshots-{}' }),
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
  'ECR.1': passes({ type: 'AwsEcrRepository', resource: 'ecr:::repository/shop-{}' }),
  'ELB.1': passes(balancer, 5),
  'ELB.5': { ...balancer, failed: { payments: 1 } },
  'SecretsManager.1': { type: 'AwsSecretsManagerSecret', resource: 'secretsmanager:::secret:orders-{}', failed: { data: 1 } },
  'SQS.1': passes({ type: 'AwsSqsQueue', resource: 'sqs:::orders-{}' }),
};

const DAY = 24 * 3600_000;
const KEPT_DAYS = 30;

/** What the controls found, long before shub came. */
export const checks = (installedAt: number): ControlCheck[] =>
  Object.entries(CHECKS).flatMap(([control, { type, resource, passed = {}, failed = {}, since = KEPT_DAYS }]) =>
    (['PASSED', 'FAILED'] as const).flatMap((status) =>
      entries(status === 'PASSED' ? passed : failed).map(([where, number]) => ({
        control,
        status,
        account: ACCOUNTS[where].id,
        at: installedAt - since * DAY,
        resources: Array.from({ length: number }, (_, i) => ({
          type,
          id: `arn:aws:${resource.replace(':::', `:${HOME}:${ACCOUNTS[where].id}:`).replace('{}', `${where}-${i + 1}`)}`,
        })),
      })),
    ),
  );

/** What a shub that had been there would have kept of each day, the oldest first. */
export function pastDays(catalogue: Catalogue, now: number): Snapshot[] {
  return Array.from({ length: KEPT_DAYS - 1 }, (_, i) => KEPT_DAYS - 1 - i).map((ago) => {
    const at = new Date(now - ago * DAY);
    const { overall, standards, failing } = scoresOf(
      catalogue,
      new Map(Object.entries(CHECKS).map(([id, check]) => [id, tally(check, ago)])),
    );
    const open = Severity.options.flatMap((severity) => {
      const waiting = failing.filter((control) => control.severity === severity).reduce((sum, control) => sum + control.failed, 0);
      return waiting > 0 ? [[severity, waiting] as const] : [];
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
