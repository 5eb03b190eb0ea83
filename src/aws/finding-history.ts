import { GetFindingHistoryCommand, type SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { FindingHistory, HistoryRecord } from '../flows/services.ts';
import type { Pace } from './pace.ts';

const PAGE = 100;
const MOST_PAGES = 5;

/** Security Hub's own record of a finding: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetFindingHistory.html */
export function findingHistory(client: SecurityHubClient, pace: Pace): FindingHistory {
  return {
    async of({ id, productArn }) {
      const records: HistoryRecord[] = [];
      let NextToken: string | undefined;
      for (let page = 0; page < MOST_PAGES && (page === 0 || NextToken); page++) {
        const input = { FindingIdentifier: { Id: id, ProductArn: productArn }, MaxResults: PAGE, ...(NextToken && { NextToken }) };
        const answer = await pace(() => client.send(new GetFindingHistoryCommand(input)));
        for (const { UpdateTime, FindingCreated = false, UpdateSource, Updates = [] } of answer.Records ?? [])
          records.push({
            at: UpdateTime?.toISOString() ?? '',
            created: FindingCreated,
            by: UpdateSource?.Identity ?? '',
            changes: Updates.map(({ UpdatedField = '', OldValue = '', NewValue = '' }) => ({
              field: UpdatedField,
              from: OldValue,
              to: NewValue,
            })),
          });
        NextToken = answer.NextToken;
      }
      return { records, cut: NextToken !== undefined };
    },
  };
}
