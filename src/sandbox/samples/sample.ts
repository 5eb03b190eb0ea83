import { randomUUID } from 'node:crypto';

export type Asff = Record<string, unknown>;

/** Where a sample happens and when; `at` is ms since 1970. */
export interface Setting {
  account: { id: string; name: string };
  region: string;
  at: number;
}

/** Writes one kind of finding; each call is a finding of its own. */
export type Sample = (setting: Setting) => Asff;

export const ACCOUNTS = {
  payments: { id: '111122223333', name: 'prod-payments' },
  staging: { id: '444455556666', name: 'staging' },
  data: { id: '777788889999', name: 'data-platform' },
} as const;

export const HOME = 'eu-west-1';
export const AWAY = 'us-east-1';

const iso = (ms: number) => new Date(ms).toISOString();

/** Eight hex digits, as they end AWS resource ids. */
export const short = (): string => randomUUID().slice(0, 8);

export const productArn = (region: string, product: string): string => `arn:aws:securityhub:${region}::product/aws/${product}`;

/** What every finding has; `rest` adds what is particular to it. */
export function asff({ account, region, at }: Setting, rest: Asff): Asff {
  return {
    SchemaVersion: '2018-10-08',
    AwsAccountId: account.id,
    AwsAccountName: account.name,
    Region: region,
    FirstObservedAt: iso(at - 9 * 60_000),
    LastObservedAt: iso(at),
    CreatedAt: iso(at),
    UpdatedAt: iso(at),
    Workflow: { Status: 'NEW' },
    WorkflowState: 'NEW',
    RecordState: 'ACTIVE',
    ...rest,
  };
}
