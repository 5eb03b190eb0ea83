import { type BulkItem, type BulkSource, MOST_SELECTED, type Selection } from '../../domain/bulk.ts';
import { type Card, placeOf } from '../../domain/card.ts';
import { cardKeyOf, leadFirst } from '../../domain/card-changes.ts';
import type { Finding } from '../../domain/finding.ts';
import type { FindingsQuery } from '../../domain/findings-query.ts';
import { cardForgotten } from '../../domain/forgotten.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'hub' | 'cards' | 'findings' | 'sleep'>;

export type Gathered = Pick<Selection, 'what' | 'under' | 'cut'> & { items: BulkItem[] };

/** GetFindings is throttled at 3 a second for the whole account; people who ask meanwhile must get through. */
const PACE_MS = 350;
const PAGE = 100;
/** Rows read at once. */
const AT_ONCE = 25;

/** Everything that a person chose, as Security Hub has it now; at most so many that a part can hold them, and said when there are more. */
export async function gather(source: BulkSource, services: Needs): Promise<Gathered> {
  switch (source.of) {
    case 'list': {
      const { findings, cut } = await matching(source.query, services);
      return { what: 'From a list of findings', cut, items: await itemsOf(findings, services) };
    }
    case 'sheet': {
      const sheet = await known(source.card, services);
      if (sheet.subject.kind !== 'sheet') throw new UserFacingError('bad_arguments', 'This is no list of findings.');
      const listed = (await Promise.all(sheet.subject.cards.map((key) => services.cards.get(key)))).filter((card) => card !== undefined);
      const members = listed.flatMap(({ subject, sheet: on }) => (subject.kind === 'problem' && on === sheet.key ? subject.members : []));
      const findings = await services.hub.find(members.slice(0, MOST_SELECTED));
      const items = await itemsOf(findings, services);
      return { what: 'All that a sheet of the storm lists', cut: members.length > MOST_SELECTED, items, ...underOf(sheet) };
    }
    case 'like': {
      const card = await known(source.card, services);
      if (card.subject.kind === 'test') throw new UserFacingError('bad_arguments', TEST);
      const { query, what } = likeQuery(await leadOf(card, services));
      const { findings, cut } = await matching(query, services);
      const sheet = card.state === 'LISTED' && card.sheet !== undefined ? await services.cards.get(card.sheet) : undefined;
      return { what, cut, items: await itemsOf(findings, services), ...underOf(sheet ?? card) };
    }
  }
}

const TEST =
  'This is a test card: Security Hub has nothing like it, so there is nothing to change together. On a real one this window says how many findings in how many accounts each action would change, and what it leaves alone.';

/** What is like a finding: the same control, or else the same title from the same product. */
function likeQuery({ compliance, title, product }: Finding): { query: FindingsQuery; what: string } {
  const control = compliance?.control;
  if (control !== undefined && product.kind === 'security-hub') return { query: { control }, what: `All of control ${control}` };
  return { query: { title, product: product.kind }, what: `All with the title “${title.slice(0, 100)}”` };
}

async function matching(query: FindingsQuery, { hub, sleep }: Needs): Promise<{ findings: Finding[]; cut: boolean }> {
  const findings = new Map<string, Finding>();
  let cursor: string | undefined;
  do {
    if (cursor !== undefined) await sleep(PACE_MS);
    const page = await hub.list(query, { size: PAGE, ...(cursor !== undefined && { cursor }) });
    // The list is sorted by what may change while it is read: what comes twice is taken once.
    for (const finding of page.findings) findings.set(finding.key, finding);
    cursor = page.next;
  } while (cursor !== undefined && findings.size < MOST_SELECTED);
  const all = [...findings.values()];
  return { findings: all.slice(0, MOST_SELECTED), cut: cursor !== undefined || all.length > MOST_SELECTED };
}

async function itemsOf(found: readonly Finding[], services: Needs): Promise<BulkItem[]> {
  const items: BulkItem[] = [];
  for (let from = 0; from < found.length; from += AT_ONCE) {
    items.push(...(await Promise.all(found.slice(from, from + AT_ONCE).map((finding) => itemOf(finding, services)))));
  }
  return items;
}

async function itemOf(finding: Finding, services: Needs): Promise<BulkItem> {
  const { key, problem, id, productArn, account, severity, workflow, title, resources } = finding;
  const cards = await cardsAbout(finding, services);
  return {
    key,
    problem,
    id,
    productArn,
    name: [title.slice(0, 60), resources[0]?.name.slice(0, 50)].filter(Boolean).join(' · '),
    account: account.id,
    severity,
    workflow,
    live: isLive(finding),
    ...(cards.some(({ unanswered }) => unanswered) && { unanswered: true }),
    carded: cards.length > 0,
  };
}

/** Whether there is something left to decide about it. */
export const isLive = ({ recordState, compliance }: Pick<Finding, 'recordState' | 'compliance'>): boolean =>
  recordState === 'ACTIVE' && compliance?.status !== 'PASSED';

/** The cards about a finding's problem, as far as shub has made any. */
export async function cardsAbout(
  { key, problem }: Pick<Finding, 'key' | 'problem'>,
  { cards, findings }: Pick<Services, 'cards' | 'findings'>,
): Promise<Card[]> {
  const row = await findings.get(key);
  const found = await Promise.all((row?.channels ?? []).map((channel) => cards.get(cardKeyOf(problem, channel))));
  return found.filter((card) => card !== undefined);
}

async function known(key: string, { cards }: Needs): Promise<Card> {
  const card = await cards.get(key);
  if (!card) throw cardForgotten();
  return card;
}

async function leadOf({ subject }: Card, { findings }: Needs): Promise<Finding> {
  const rows = subject.kind === 'problem' ? await findings.many(subject.members.map(({ key }) => key)) : [];
  const [lead] = leadFirst(rows.map(({ finding }) => finding));
  if (!lead) throw cardForgotten();
  return lead;
}

const underOf = (card: Card): Pick<Gathered, 'under'> => (card.ts === undefined ? {} : { under: { channel: placeOf(card), ts: card.ts } });
