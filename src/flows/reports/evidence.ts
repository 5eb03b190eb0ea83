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
