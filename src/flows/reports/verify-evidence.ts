import { type ChainedEntry, verifyChain } from '../../domain/audit-chain.ts';
import { ROOTS, rootBefore, rootWords } from '../../domain/audit-root.ts';
import type { Asker } from '../../domain/request.ts';
import type { Services } from '../services.ts';

/** The newest presses whose findings must have a chain: what was done today is under no root yet. */
const MOST_PRESSES = 300;
const DAY_MS = 24 * 3600 * 1000;
const MOST_NAMED = 15;

type Chains = ReadonlyMap<string, readonly ChainedEntry[]>;

/**
 * `/shub evidence verify`: whether all that is on record is as it was written: each chain in itself, with the names and the
 * copies of findings that must still be there, all of them together
 * against every day's root, and the presses of the last day against the chains that they must have.
 */
export async function verifyEvidence(
  asker: Asker,
  services: Pick<Services, 'history' | 'cards' | 'audit' | 'chat' | 'now'>,
): Promise<void> {
  const chains = await services.audit.all();
  const seals = chains.get(ROOTS) ?? [];
  const checks = { now: services.now().toISOString(), copies: await services.audit.copyHashes() };
  const broken = [...brokenChains(chains, checks), ...brokenSeals(seals, chains), ...(await missingChains(chains, services))];
  const entries = [...chains.values()].reduce((sum, chain) => sum + chain.length, 0);
  const newest = seals.at(-1);
  const sealed = newest
    ? `\nSealed ${seals.length} times; up to ${newest.reason?.slice(0, 10)} the root is \`${newest.result?.slice(0, 64)}\`, and the message about it on the operations topic must say the same.`
    : '\nNothing is sealed yet: that is done after midnight (UTC).';
  const text =
    broken.length === 0
      ? `✅ The record is as it was written: ${entries} entries in ${chains.size} chains.${sealed}`
      : `❌ The record is not as it was written:\n${broken.slice(0, MOST_NAMED).join('\n')}${broken.length > MOST_NAMED ? `\n… and ${broken.length - MOST_NAMED} more` : ''}`;
  await services.chat.answer(asker, { kind: 'words', text });
}

const brokenChains = (chains: Chains, checks: Parameters<typeof verifyChain>[1]): string[] =>
  [...chains].flatMap(([name, chain]) => {
    const verified = verifyChain(chain, checks);
    return verified.intact ? [] : [`• \`${name}\`, entry ${verified.entry}: ${verified.because}`];
  });

const brokenSeals = (seals: readonly ChainedEntry[], chains: Chains): string[] =>
  seals.flatMap(({ reason: before = '', result }) =>
    rootWords(rootBefore(before, chains)) === result
      ? []
      : [`• what was on record before ${before.slice(0, 10)} is not what was sealed then: entries were cut off, added or changed`],
  );

async function missingChains(chains: Chains, { history, cards, now }: Pick<Services, 'history' | 'cards' | 'now'>): Promise<string[]> {
  const { presses } = await history.handled(new Date(now().getTime() - DAY_MS), MOST_PRESSES);
  const subjects = await Promise.all([...new Set(presses.map(({ card }) => card))].map(async (card) => (await cards.get(card))?.subject));
  const keys = subjects.flatMap((subject) => (subject?.kind === 'problem' ? subject.members.map(({ key }) => key) : []));
  return keys.filter((key) => !chains.has(key)).map((key) => `• \`${key}\`: all of it is gone`);
}
