import type { Asker, FindingsQuery } from '../../domain/request.ts';
import type { Services } from '../services.ts';

/** How many findings one answer lists: two phone screens. */
const PAGE = 8;

/** Answers `/shub findings`: one page of what Security Hub has now, each with the verdict we gave it. */
export async function listFindings(
  asker: Asker,
  { query, cursor, page }: { query: FindingsQuery; cursor?: string; page: number },
  { hub, findings, chat }: Pick<Services, 'hub' | 'findings' | 'chat'>,
): Promise<void> {
  const found = await hub.list(query, { size: PAGE, ...(cursor && { cursor }) });
  const known = new Map((await findings.many(found.findings.map(({ key }) => key))).map((row) => [row.finding.key, row]));
  const rows = found.findings.map((finding) => {
    const verdict = known.get(finding.key)?.verdict;
    return { finding, ...(verdict && { verdict }) };
  });
  await chat.answer(asker, { kind: 'findings', query, page, rows, ...(found.next && { next: found.next }) });
}
