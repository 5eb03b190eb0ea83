import { SqsError } from './sqs-error.ts';

const MOST = 10;
const ENTRY_ID = /^[\w-]{1,80}$/;

export interface BatchResult {
  Successful: object[];
  Failed: { Id: string; SenderFault: boolean; Code: string; Message: string }[];
}

/** Does each entry by itself, so that one can fail alone inside a 200; refuses a batch that is wrong as a whole. */
export function inBatch<Entry extends { Id: string }>(entries: readonly Entry[], each: (entry: Entry) => object): BatchResult {
  assertBatch(entries);
  const result: BatchResult = { Successful: [], Failed: [] };
  for (const entry of entries) {
    try {
      result.Successful.push({ Id: entry.Id, ...each(entry) });
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      result.Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return result;
}

function assertBatch(entries: readonly { Id: string }[]): void {
  const ids = entries.map(({ Id }) => Id);
  if (ids.length === 0) throw new SqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (ids.length > MOST) {
    throw new SqsError('TooManyEntriesInBatchRequest', `Maximum number of entries per request are ${MOST}. You have sent ${ids.length}.`);
  }
  if (!ids.every((id) => ENTRY_ID.test(id))) {
    throw new SqsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new SqsError('BatchEntryIdsNotDistinct', `Id ${repeated} repeated.`);
}
