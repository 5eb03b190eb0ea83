import {
  type AwsSecurityFinding,
  type AwsSecurityFindingFilters,
  BatchUpdateFindingsCommand,
  type BatchUpdateFindingsCommandInput,
  type BatchUpdateFindingsUnprocessedFinding,
  GetFindingsCommand,
  type GetFindingsCommandInput,
  InvalidInputException,
  type SecurityHubClient,
  type StringFilter,
} from '@aws-sdk/client-securityhub';
import { parseAsff } from '../domain/asff/parse-asff.ts';
import type { Finding, FindingRef } from '../domain/finding.ts';
import { filtersOf } from '../domain/findings-filters.ts';
import type { FindingsPage, Hub, Log, UpdateResult } from '../flows/services.ts';
import type { Pace } from './pace.ts';
import { inWords, refusedBecause } from './refusals.ts';

/** What one call of BatchUpdateFindings takes, and one value list of a GetFindings filter. */
const UPDATE_LIMIT = 100;
const FILTER_VALUES = 20;
const NOTE_LIMIT = 512;

interface Options {
  /** GetFindings and BatchUpdateFindings are throttled apart from one another, and from everything else. */
  reads: Pace;
  updates: Pace;
  log: Log;
}

/** Security Hub CSPM through its API; findings are told apart by (ProductArn, Id) throughout. What it refuses for good is said in words. */
export function securityHub(client: SecurityHubClient, { reads, updates, log }: Options): Hub {
  /** What was read as which finding, for as long as somebody holds that. */
  const told = new WeakMap<FindingRef, AwsSecurityFinding>();
  const reading = inWords(reads);
  const get = (asked: GetFindingsCommandInput, manner?: Parameters<Pace>[1]) =>
    reading(() => client.send(new GetFindingsCommand(asked)), manner);

  async function findRaw(refs: readonly FindingRef[], manner?: Parameters<Pace>[1]): Promise<AwsSecurityFinding[]> {
    const found: AwsSecurityFinding[] = [];
    for (const some of chunks(refs, FILTER_VALUES)) {
      const wanted = new Set(some.map(({ id, productArn }) => `${productArn}|${id}`));
      for await (const page of pages({ Id: equalsAny(some.map(({ id }) => id)) }, manner)) {
        found.push(...page.filter(({ Id, ProductArn }) => wanted.has(`${ProductArn}|${Id}`)));
      }
    }
    return found;
  }

  async function* pages(Filters: AwsSecurityFindingFilters, manner?: Parameters<Pace>[1]): AsyncGenerator<AwsSecurityFinding[]> {
    let NextToken: string | undefined;
    do {
      const page = await get({ Filters, MaxResults: 100, ...(NextToken && { NextToken }) }, manner);
      yield page.Findings ?? [];
      NextToken = page.NextToken;
    } while (NextToken);
  }

  /** What cannot be read is told and left out: its neighbours in the answer are worth having. */
  function readable(raw: readonly AwsSecurityFinding[]): Finding[] {
    return raw.flatMap((one) => {
      const parsed = parseAsff(one);
      if ('finding' in parsed) {
        told.set(parsed.finding, one);
        return [parsed.finding];
      }
      log.warn('unreadable finding from Security Hub', { finding: one.Id, because: parsed.unreadable });
      log.count('UnreadableFindings');
      return [];
    });
  }

  /** What refuses the whole call for good has refused each of its findings, so that whoever asked can put that on record. */
  async function update(refs: readonly FindingRef[], change: Omit<BatchUpdateFindingsCommandInput, 'FindingIdentifiers'>) {
    const FindingIdentifiers = refs.map(({ id, productArn }) => ({ Id: id, ProductArn: productArn }));
    try {
      const { UnprocessedFindings = [] } = await updates(() =>
        client.send(new BatchUpdateFindingsCommand({ FindingIdentifiers, ...change })),
      );
      return refs.map((ref) => resultFor(ref, UnprocessedFindings));
    } catch (error) {
      const words = refusedBecause(error);
      if (words === undefined || !(error instanceof Error)) throw error;
      return refs.map((ref): UpdateResult => ({ ref, done: false, again: false, code: error.name, words }));
    }
  }

  /** A page of what a comparison or a sweep goes through; `stale` when Security Hub knows the cursor no more. */
  async function pageFrom(cursor: string | undefined, question: GetFindingsCommandInput): Promise<FindingsPage | 'stale'> {
    try {
      const { Findings = [], NextToken } = await get(
        { ...question, MaxResults: 100, ...(cursor && { NextToken: cursor }) },
        { yields: true },
      );
      return { findings: readable(Findings), ...(NextToken && { next: NextToken }) };
    } catch (error) {
      // All else in the question is ours and always the same.
      if (cursor !== undefined && error instanceof InvalidInputException) return 'stale';
      throw error;
    }
  }

  return {
    async find(refs, manner) {
      return refs.length === 0 ? [] : readable(await findRaw(refs, manner));
    },

    async raw(ref) {
      return told.get(ref) ?? (await findRaw([ref]))[0];
    },

    async findById(id) {
      const found: AwsSecurityFinding[] = [];
      for await (const page of pages({ Id: equalsAny([id]) })) found.push(...page);
      return readable(found);
    },

    async list(query, { size, cursor }) {
      const { Findings = [], NextToken } = await get({
        Filters: filtersOf(query),
        // The service sorts by one field only in effect; the second is what it does with equals.
        SortCriteria: [
          { Field: 'SeverityNormalized', SortOrder: 'desc' },
          { Field: 'UpdatedAt', SortOrder: 'desc' },
        ],
        MaxResults: size,
        ...(cursor && { NextToken: cursor }),
      });
      return { findings: readable(Findings), ...(NextToken && { next: NextToken }) };
    },

    openOf: (severities, cursor) =>
      pageFrom(cursor, {
        Filters: filtersOf({ severity: [...severities] }),
        // What is updated meanwhile keeps its place.
        SortCriteria: [{ Field: 'CreatedAt', SortOrder: 'asc' }],
      }),

    updatedSince: (since, cursor) =>
      pageFrom(cursor, {
        Filters: { UpdatedAt: [{ Start: since, End: FAR_OFF }] },
        SortCriteria: [{ Field: 'UpdatedAt', SortOrder: 'asc' }],
      }),

    async setWorkflow(refs, status, note) {
      const results: UpdateResult[] = [];
      for (const some of chunks(refs, UPDATE_LIMIT)) {
        results.push(
          ...(await update(some, {
            ...(status !== undefined && { Workflow: { Status: status } }),
            Note: { Text: [...note].slice(0, NOTE_LIMIT).join(''), UpdatedBy: 'shub' },
          })),
        );
      }
      return results;
    },
  };
}

/** A filter by time needs both ends. */
const FAR_OFF = '2999-12-31T23:59:59.999Z';

const equalsAny = (values: readonly string[]): StringFilter[] => values.map((Value) => ({ Value, Comparison: 'EQUALS' }));

/** By error code: whether the same later can help, and what to tell the person (BatchUpdateFindingsUnprocessedFinding). */
const REFUSALS: Record<string, { again: boolean; words: string }> = {
  ConcurrentUpdateError: { again: true, words: 'somebody else is changing it right now' },
  InternalFailure: { again: true, words: 'Security Hub had an internal failure' },
  FindingNotFound: { again: false, words: 'Security Hub no longer has it' },
  InvalidInput: { again: false, words: 'Security Hub refused the change as invalid' },
  FindingSizeExceeded: { again: false, words: 'the finding has reached its size limit of 240 KB, so nothing can be added to it' },
  DuplicatedFindingIdentifier: { again: false, words: 'it was named twice in one request' },
};

function resultFor(ref: FindingRef, unprocessed: readonly BatchUpdateFindingsUnprocessedFinding[]): UpdateResult {
  const refusal = unprocessed.find(({ FindingIdentifier: at }) => at?.Id === ref.id && at.ProductArn === ref.productArn);
  if (!refusal) return { ref, done: true };
  const code = refusal.ErrorCode ?? 'Unknown';
  const known = REFUSALS[code] ?? { again: false, words: `Security Hub answered ${code}` };
  return { ref, done: false, code, ...known };
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
