import type { Answer } from '../../domain/answer.ts';
import type { FindingsQuery } from '../../domain/findings-query.ts';
import type { Asker } from '../../domain/request.ts';
import { withAccountName } from '../../domain/route.ts';
import { withBacklog } from '../backlog.ts';
import type { Services } from '../services.ts';
import { type MeetNeeds, meet } from './meet.ts';
import { snoozedBeside, snoozesOf } from './snoozed.ts';

/** How many findings one answer lists: two phone screens. */
const PAGE = 8;

/** Answers `/shub findings`: one page of what Security Hub has now, each with the verdict we gave it. */
export async function listFindings(
  asker: Asker,
  { query, cursor, page }: { query: FindingsQuery; cursor?: string; page: number },
  services: MeetNeeds & Pick<Services, 'cards' | 'channels' | 'chat' | 'now'>,
): Promise<void> {
  const { hub, chat, policy } = services;
  const found = await hub.list(query, { size: PAGE, ...(cursor && { cursor }) });
  const known = await meet(found.findings, services);
  const { accounts } = await policy();
  const snoozes = await snoozesOf([...known.values()], services);
  const rows = found.findings.map((finding) => {
    const verdict = known.get(finding.key)?.verdict;
    const snoozed = snoozes.get(finding.key);
    return { finding: withAccountName(finding, accounts), ...(verdict && { verdict }), ...(snoozed && { snoozed }) };
  });
  const beside = page === 1 ? await snoozedBeside(query, services) : { count: 0, cut: false };
  const answer: Answer = {
    kind: 'findings',
    query,
    page,
    rows,
    ...(found.next && { next: found.next }),
    ...(beside.count > 0 && { snoozedBeside: beside }),
  };
  await chat.answer(asker, await withBacklog(answer, services));
}
