import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Log } from './services.ts';

/**
 * What becomes of a finding that the policy wants in the log and nowhere else: one line to search for, and one more in the
 * count by severity, product and account. Accounts that the policy does not name are counted together, so that the number
 * of metrics stays what somebody chose.
 */
export function logFinding(finding: Finding, { accounts }: Policy, log: Pick<Log, 'info' | 'count'>): void {
  const { id, productArn, title, severity, product, account, region, compliance, resources, resourceCount } = finding;
  log.info('finding', {
    finding: id,
    productArn,
    title,
    severity,
    product: product.kind,
    account: account.id,
    region,
    control: compliance?.control,
    compliance: compliance?.status,
    resource: resources[0]?.id,
    resourceCount,
  });
  log.count('FindingsLogged', 1, { severity, product: product.kind, account: account.id in accounts ? account.id : 'other' });
}
