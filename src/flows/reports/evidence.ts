import { type ChainedEntry, copyHash, verifyChain } from '../../domain/audit-chain.ts';
import { withNote } from '../../domain/evidence-copy.ts';
import type { Finding } from '../../domain/finding.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Asker } from '../../domain/request.ts';
import type { FindingCopy, FindingRow, Services } from '../services.ts';

type Needs = Pick<Services, 'hub' | 'findings' | 'audit' | 'findingHistory' | 'publications' | 'chat' | 'now'>;

/**
 * `/shub evidence <finding>`: the finding as it is and as it was at its first alert and at each press, what Security Hub
 * recorded of it, who did what about it in Slack and why, and whether that record is as it was written; as a file, to whoever
 * asked alone. What Security Hub has forgotten is in the copies.
 */
export async function giveEvidence(asker: Asker, named: string, services: Needs): Promise<void> {
  const { hub, audit, findingHistory, publications, chat, now } = services;
  const { key, row, finding } = await look(named, services);
  const [raw, history, chain, copies] = await Promise.all([
    finding && hub.raw(finding),
    finding && findingHistory.of(finding),
    audit.chain(key),
    audit.copies(key),
  ]);
  const hashes = new Map(copies.map(({ entry, text }) => [entry, copyHash(text)]));
  const evidence = {
    at: now().toISOString(),
    finding: finding ? { id: finding.id, productArn: finding.productArn, title: finding.title } : { id: named },
    known: row && { since: row.since, verdict: row.verdict },
    inSecurityHub: raw ?? null,
    historyOfSecurityHub: history ?? null,
    copies: copies.map((copy) => asItWas(copy, chain)).sort((a, b) => a.at.localeCompare(b.at)),
    doneInSlack: chain,
    recordIntact: verifyChain(chain, { now: now().toISOString(), copies: hashes }),
  };
  const content = Buffer.from(JSON.stringify(evidence, null, 2));
  const title = `Evidence: ${(finding?.title ?? named).slice(0, 100)}`;
  await publications.hand(asker.who, { name: `evidence-${key}.json`, title, content });
  await chat.answer(asker, { kind: 'words', text: 'The file is in your direct messages with shub.' });
}

/** What there is of a finding, named by its key or its id: in the table, in Security Hub, or in the copies alone. */
async function look(
  named: string,
  { findings, hub, audit }: Needs,
): Promise<{ key: string; row?: FindingRow | undefined; finding?: Finding | undefined }> {
  const row = await findings.get(named);
  if (row) return { key: named, row, finding: row.finding };
  const [finding] = await hub.findById(named);
  if (finding) return { key: finding.key, row: await findings.get(finding.key), finding };
  const key = (await audit.chain(named)).length > 0 ? named : await audit.keyOf(named);
  if (key === undefined) throw new UserFacingError('finding_gone', 'Neither shub nor Security Hub knows a finding of this id.');
  const kept = await findings.get(key);
  return { key, row: kept, finding: kept?.finding };
}

/** A copy with what it was made for, and with its note while that is kept. */
function asItWas({ entry, at, text }: FindingCopy, chain: readonly ChainedEntry[]) {
  const made = chain.find(({ id }) => id === entry);
  return { entry, at, madeFor: made?.action ?? null, hash: copyHash(text), finding: withNote(text, made?.name?.note) };
}
