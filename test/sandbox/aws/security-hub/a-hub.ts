import { type BatchImportFindingsCommandInput, SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { BusEvent } from '../../../../src/sandbox/aws/contract.ts';
import { startSecurityHub } from '../../../../src/sandbox/aws/security-hub/emulator.ts';
import { movableClock } from '../../../../src/sandbox/clock.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';
export const OWN_PRODUCT = `arn:aws:securityhub:${REGION}:${ACCOUNT}:product/${ACCOUNT}/default`;
export const CONTROLS = `arn:aws:securityhub:${REGION}::product/aws/securityhub`;
export const HUB = `arn:aws:securityhub:${REGION}:${ACCOUNT}:hub/default`;
export const FSBP = `arn:aws:securityhub:${REGION}::standards/aws-foundational-security-best-practices/v/1.0.0`;
export const CIS_1_2 = 'arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0';
export const START = '2026-03-02T09:00:00.000Z';

export type SentFinding = NonNullable<BatchImportFindingsCommandInput['Findings']>[number];

/** A finding of one's own product as it is sent, with what matters to the test. */
export function aFinding(part: Partial<SentFinding> = {}): SentFinding & { Id: string; ProductArn: string } {
  return {
    SchemaVersion: '2018-10-08',
    Id: 'door-1',
    ProductArn: OWN_PRODUCT,
    GeneratorId: 'door-watch',
    AwsAccountId: ACCOUNT,
    CreatedAt: '2026-03-01T08:00:00.000Z',
    UpdatedAt: '2026-03-01T08:00:00.000Z',
    Title: 'A door stands open',
    Description: 'Port 22 of the bastion is open to the world.',
    Types: ['Effects/Data Exposure'],
    Severity: { Label: 'HIGH' },
    Resources: [{ Type: 'AwsEc2Instance', Id: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0a1b2c3d` }],
    ...part,
  };
}

/** What a control found, as the service itself would send it. */
export const aControlFinding = (status: 'PASSED' | 'FAILED' | 'WARNING' | 'NOT_AVAILABLE', part: Partial<SentFinding> = {}) =>
  aFinding({ Id: 'control-1', ProductArn: CONTROLS, Compliance: { Status: status, SecurityControlId: 'EC2.8' }, ...part });

export const refOf = ({ Id, ProductArn }: { Id: string; ProductArn: string }) => ({ Id, ProductArn });

/** A hub on a clock that stands still, an SDK client that does not try twice, and the events it sent. */
export async function aHub({ enabled = true, standards = [] }: { enabled?: boolean; standards?: string[] } = {}) {
  const clock = movableClock({ start: Date.parse(START), runs: false });
  const events: BusEvent[] = [];
  const publish = (event: BusEvent) => events.push(event);
  const emulator = await startSecurityHub({ clock, account: ACCOUNT, region: REGION, enabled, standards, publish });
  const client = new SecurityHubClient({
    endpoint: emulator.url,
    region: REGION,
    credentials: { accessKeyId: 'AKIDANA', secretAccessKey: 'not a secret' },
    maxAttempts: 1,
  });
  return {
    clock,
    events,
    emulator,
    client,
    /** The finding as the hub holds it. */
    stored: ({ Id, ProductArn }: { Id: string; ProductArn: string }) => emulator.findings.get(`${ProductArn}|${Id}`),
    /** What the SDK's types would not let through: a body as it stands. */
    async send(method: string, path: string, body?: object) {
      const response = await fetch(`${emulator.url}${path}`, {
        method,
        headers: { authorization: `AWS4-HMAC-SHA256 Credential=AKIDANA/20260302/${REGION}/securityhub/aws4_request` },
        ...(body && { body: JSON.stringify(body) }),
      });
      const answer: { Message?: string; Code?: string } = JSON.parse(await response.text());
      return { status: response.status, type: response.headers.get('x-amzn-errortype'), message: answer.Message };
    },
    async stop() {
      client.destroy();
      await emulator.stop();
      clock.stop();
    },
  };
}
