import { type ChainedEntry, verifyChain } from '../../domain/audit-chain.ts';
import { ROOTS, rootBefore, rootWords } from '../../domain/audit-root.ts';
import type { Asker } from '../../domain/request.ts';
import type { Audit, Services } from '../services.ts';

/** The newest presses whose findings must have a chain: what was done today is under no root yet. */
const MOST_PRESSES = 300;
const DAY_MS = 24 * 3600 * 1000;
const MOST_NAMED = 10;
const LONGEST_TITLE = 120;
const HOW_TO_SEE = '\n`/shub evidence` and the id in brackets gives the whole record of a finding. Compare it with a backup of the table.';

type Chains = ReadonlyMap<string, readonly ChainedEntry[]>;

/**
 * `/shub evidence verify`: whether all that is on record is as it was written: each chain in itself, with the names and the
 * copies of findings that must still be there, all of them together
 * against every day's root, and the presses of the last day against the chains that they must have.
 */
export async function verifyEvidence(
  asker: Asker,
  services: Pick<Services, 'history' | 'cards' | 'findings' | 'audit' | 'chat' | 'now'>,
): Promise<void> {
  const chains = await services.audit.all();
  const seals = chains.get(ROOTS) ?? [];
  const copies = await services.audit.copyHashes();
  const broken: Broken[] = [
    ...brokenChains(chains, services.now().toISOString(), copies),
    ...brokenSeals(seals, chains),
    ...(await missingChains(chains, services)),
  ];
  const entries = [...chains.values()].reduce((sum, chain) => sum + chain.length, 0);
  const newest = seals.at(-1);
  const sealed = newest
    ? `\nSealed ${seals.length} times; up to ${newest.reason?.slice(0, 10)} the root is \`${newest.result?.slice(0, 64)}\`, and the message about it on the operations topic must say the same.`
    : '\nNothing is sealed yet: that is done after midnight (UTC).';
  const more = broken.length > MOST_NAMED ? `\n… and ${broken.length - MOST_NAMED} more` : '';
  const text =
    broken.length === 0
      ? `✅ The record is as it was written: ${entries} entries in ${chains.size} chain${chains.size === 1 ? '' : 's'}.${sealed}`
      : `❌ The record is not as it was written:\n${(await named(broken.slice(0, MOST_NAMED), services)).join('\n')}${more}${broken.some(({ about }) => about !== undefined) ? HOW_TO_SEE : ''}`;
  await services.chat.answer(asker, { kind: 'words', text });
}

/** What is wrong with the record, and with the record of what: a finding's key, the ARN of a standard or control; absent when with all of it. */
interface Broken {
  about?: string;
  words: string;
}

/** Each as a line, a finding by its title too, because nobody knows its key. */
async function named(broken: readonly Broken[], { findings }: Pick<Services, 'findings'>): Promise<string[]> {
  const known = await findings.many([...new Set(broken.flatMap(({ about }) => about ?? []))]);
  const titles = new Map(known.map(({ finding: { key, title } }) => [key, title]));
  return broken.map(({ about, words }) => {
    if (about === undefined) return `• ${words}`;
    const title = titles.get(about);
    return title === undefined ? `• \`${about}\`, ${words}` : `• “${cut(title)}” (\`${about}\`), ${words}`;
  });
}

const cut = (title: string): string => (title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1)}…` : title);

const brokenChains = (chains: Chains, now: string, copies: Awaited<ReturnType<Audit['copyHashes']>>): Broken[] =>
  [...chains].flatMap(([about, chain]) => {
    const verified = verifyChain(chain, { now, copies: copies.get(about) ?? new Map() });
    return verified.intact ? [] : [{ about, words: `entry ${verified.entry}: ${verified.because}` }];
  });

const brokenSeals = (seals: readonly ChainedEntry[], chains: Chains): Broken[] =>
  seals.flatMap(({ reason: before = '', result }) =>
    rootWords(rootBefore(before, chains)) === result
      ? []
      : [{ words: `what was on record before ${before.slice(0, 10)} is not what was sealed then: entries were cut off, added or changed` }],
  );

async function missingChains(chains: Chains, { history, cards, now }: Pick<Services, 'history' | 'cards' | 'now'>): Promise<Broken[]> {
  const { presses } = await history.handled(new Date(now().getTime() - DAY_MS), MOST_PRESSES);
  const alone = presses.filter(({ findings }) => findings === undefined);
  const subjects = await Promise.all([...new Set(alone.map(({ card }) => card))].map(async (card) => (await cards.get(card))?.subject));
  const keys = new Set([
    ...presses.flatMap(({ findings = [] }) => findings),
    ...subjects.flatMap((subject) => (subject?.kind === 'problem' ? subject.members.map(({ key }) => key) : [])),
  ]);
  return [...keys].filter((key) => !chains.has(key)).map((about) => ({ about, words: 'all of it is gone' }));
}
