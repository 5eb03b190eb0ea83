import {
  BatchImportFindingsCommand,
  type BatchImportFindingsResponse,
  DescribeHubCommand,
  InvalidInputException,
  type SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import type { HubPlace, OwnAsff } from '../domain/new-finding.ts';
import { UserFacingError } from '../domain/refusal.ts';
import type { OwnFindings } from '../flows/services.ts';
import type { Pace } from './pace.ts';

const HUB_ARN = /^arn:([\w-]+):securityhub:([\w-]+):(\d{12}):hub\//;

/** Codes in FailedFindings after which the same finding may be taken. */
const PASSING = new Set(['InternalFailure', 'InternalError', 'ConcurrentUpdateError']);

/**
 * BatchImportFindings under the hub's default product, each call when `pace` lets it
 * (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html).
 */
export function ownFindings(client: SecurityHubClient, pace: Pace): OwnFindings {
  let known: HubPlace | undefined;
  return {
    async hub() {
      if (known) return known;
      const { HubArn = '' } = await pace(() => client.send(new DescribeHubCommand({})));
      const [, partition, region, account] = HUB_ARN.exec(HubArn) ?? [];
      if (!partition || !region || !account) throw new Error(`DescribeHub named no hub: ${HubArn}`);
      known = { partition, region, account };
      return known;
    },

    async import(finding) {
      try {
        assertTaken(await pace(() => client.send(new BatchImportFindingsCommand({ Findings: [finding] }))), finding);
      } catch (error) {
        throw error instanceof InvalidInputException ? refusal(`Security Hub refused it as invalid: ${error.message}`, error) : error;
      }
    },
  };
}

/** Its HTTP answer being 200 says nothing about the finding. */
function assertTaken({ FailedFindings = [] }: Pick<BatchImportFindingsResponse, 'FailedFindings'>, { AwsAccountId }: OwnAsff): void {
  const [failed] = FailedFindings;
  if (!failed) return;
  const { ErrorCode = 'Unknown', ErrorMessage = 'it does not say why' } = failed;
  if (PASSING.has(ErrorCode)) throw new Error(`Security Hub did not take the finding: ${ErrorCode}: ${ErrorMessage}`);
  if (ErrorCode === 'InvalidAccess') {
    throw refusal(
      `Security Hub takes findings from here for its own account only, not for ${AwsAccountId}. Leave the account empty, and name it in the description.`,
    );
  }
  throw refusal(`Security Hub refused it (${ErrorCode}): ${ErrorMessage}`);
}

const refusal = (words: string, cause?: unknown): UserFacingError => new UserFacingError('not_done', `Not created. ${words}`, { cause });
