import { verifyChain } from '../../domain/audit-chain.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Asker } from '../../domain/request.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'hub' | 'findings' | 'audit' | 'findingHistory' | 'publications' | 'chat' | 'now'>;

/**
 * `/shub evidence <finding>`: the finding as it is, what Security Hub recorded of it, who did what about it in Slack and
 * why, and whether that record is as it was written; as a file, to whoever asked alone.
 */
export async function giveEvidence(asker: Asker, named: string, services: Needs): Promise<void> {
  const { hub, findings, audit, findingHistory, publications, chat, now } = services;
  const row = await findings.get(named);
  const finding = row?.finding ?? (await hub.findById(named))[0];
  if (!finding) throw new UserFacingError('finding_gone', 'Neither shub nor Security Hub knows a finding of this id.');
  const [raw, history, chain] = await Promise.all([hub.raw(finding), findingHistory.of(finding), audit.chain(finding.key)]);
  const evidence = {
    at: now().toISOString(),
    finding: { id: finding.id, productArn: finding.productArn, title: finding.title },
    known: row && { since: row.since, verdict: row.verdict },
    inSecurityHub: raw ?? null,
    historyOfSecurityHub: history,
    doneInSlack: chain,
    recordIntact: verifyChain(chain),
  };
  const content = Buffer.from(JSON.stringify(evidence, null, 2));
  await publications.hand(asker.who, { name: `evidence-${finding.key}.json`, title: `Evidence: ${finding.title.slice(0, 100)}`, content });
  await chat.answer(asker, { kind: 'words', text: 'The file is in your direct messages with shub.' });
}

/** The newest presses whose findings are looked at. */
const MOST_PRESSES = 300;
const DAYS_90_MS = 90 * 24 * 3600 * 1000;

/** `/shub evidence verify`: whether the record of what people did in Slack in the last 90 days is as it was written. */
export async function verifyEvidence(
  asker: Asker,
  { history, cards, audit, chat, now }: Pick<Services, 'history' | 'cards' | 'audit' | 'chat' | 'now'>,
): Promise<void> {
  const presses = await history.handled(new Date(now().getTime() - DAYS_90_MS), MOST_PRESSES);
  const keys = new Set<string>();
  for (const key of new Set(presses.map(({ card }) => card))) {
    const card = await cards.get(key);
    if (card?.subject.kind === 'problem') for (const member of card.subject.members) keys.add(member.key);
  }
  const broken: string[] = [];
  let entries = 0;
  for (const key of keys) {
    const chain = await audit.chain(key);
    entries += chain.length;
    const verified = chain.length === 0 ? ({ intact: false, entry: 1, because: 'all of it is gone' } as const) : verifyChain(chain);
    if (!verified.intact) broken.push(`• \`${key}\`, entry ${verified.entry}: ${verified.because}`);
  }
  const cut = presses.length === MOST_PRESSES ? ` Only the newest ${MOST_PRESSES} presses were looked at.` : '';
  const text =
    broken.length === 0
      ? `✅ The record is as it was written: ${entries} entries in ${keys.size} chains, from the last 90 days.${cut}`
      : `❌ The record of ${broken.length} of ${keys.size} findings is not as it was written:\n${broken.slice(0, 15).join('\n')}${cut}`;
  await chat.answer(asker, { kind: 'words', text });
}
