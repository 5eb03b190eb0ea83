import { UserFacingError } from '../../domain/refusal.ts';
import type { Asker } from '../../domain/request.ts';
import { withAccountName } from '../../domain/route.ts';
import { type MeetNeeds, meet } from '../answers/meet.ts';
import type { Services } from '../services.ts';

/** As many findings as one list shows. */
const PAGE = 8;

/** The findings that an insight counted under one value, the most severe first. */
export async function showBehindInsight(
  asker: Asker,
  { arn, value, count }: { arn: string; value: string; count?: number | undefined },
  services: MeetNeeds & Pick<Services, 'savedInsights' | 'chat' | 'policy'>,
): Promise<void> {
  const { savedInsights, chat, policy } = services;
  const found = await savedInsights.behind(arn, value, PAGE);
  if (!found) throw new UserFacingError('finding_gone', 'Security Hub has no such insight; somebody may have deleted it.');
  const known = await meet(found.findings, services);
  const { accounts } = await policy();
  const rows = found.findings.map((finding) => {
    const verdict = known.get(finding.key)?.verdict;
    return { finding: withAccountName(finding, accounts), ...(verdict && { verdict }) };
  });
  await chat.answer(asker, {
    kind: 'findings',
    query: {},
    page: 1,
    rows,
    about: `${found.name}: ${value}`,
    ...(count !== undefined && { total: count }),
  });
}
