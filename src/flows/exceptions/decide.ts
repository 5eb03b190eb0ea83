import type { Intent } from '../../domain/intent.ts';
import type { Person } from '../../domain/person.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Request } from '../../domain/request.ts';
import { actOnCard } from '../act-on-card.ts';
import { assertCapability } from '../action/permission.ts';
import { tellUntold } from '../action/tell-untold.ts';
import { editCard } from '../delivery/edit-card.ts';
import type { Services } from '../services.ts';
import { closeQuestion } from './ask-approval.ts';

type Needs = Parameters<typeof actOnCard>[1] & Pick<Services, 'intents' | 'cards' | 'audit' | 'directory' | 'policy' | 'now'>;
type Decided = Extract<Request, { kind: 'decide' }>;

const WAITING = { state: 'WAITING', thread: 'waiting' } as const;

/** An approver's word on a suppression that somebody else asked for: on record, then carried out or refused, and told to both. `again`: see actOnCard. */
export async function decideSuppression(
  { who, card: key, intent: id, approve }: Decided,
  services: Needs,
  again: (seconds: number) => Promise<void>,
): Promise<void> {
  const { intents } = services;
  const approver = await assertCapability(who, 'approve', services, { fresh: true });
  const intent = await intents.get(id);
  if (!intent) throw new UserFacingError('finding_gone', 'shub no longer knows what was asked here.');
  await assertSecondPerson(approver, intent, services);
  const ours = approve && intent.state === 'REQUESTED' && intent.approvedBy === who; // A worker of ours died after saying so.
  if (!ours) {
    if (intent.state !== 'WAITING' || (await isOver(key, id, services))) throw new UserFacingError('already_done', OVER);
    await putOnRecord(intent, approver, approve, services);
  }
  if (!approve) return refuse(intent, approver, services);
  if (!ours && !(await intents.move(id, WAITING, { state: 'REQUESTED', thread: 'waiting', approvedBy: who })))
    throw new UserFacingError('already_done', OVER);

  await actOnCard(id, services, { card: key, again });
  const after = await intents.get(id);
  if (after?.state === 'REQUESTED') return; // Another worker is at it.
  const refused = after?.state === 'REFUSED';
  const title = refused ? 'Approved, but not done: the finding has changed meanwhile' : 'Approved: suppressed';
  await closeQuestion(key, id, { tone: refused ? 'bad' : 'good', title, lines: [`By ${approver.name}`] }, services);
  await editCard(key, services, { byPerson: true });
  if (refused) throw new UserFacingError('not_done', 'The finding has changed since this was asked, so nothing was suppressed.');
}

const OVER = 'This has been decided already, or is over. Nothing was changed by your press.';

/** Two accounts of one person are one person. */
async function assertSecondPerson(approver: Person, intent: Intent, { directory }: Pick<Services, 'directory'>): Promise<void> {
  const requester = await directory.person(intent.who);
  const same = approver.email !== undefined && approver.email.toLowerCase() === requester.email?.toLowerCase();
  if (approver.id === intent.who || same)
    throw new UserFacingError('not_allowed', 'You have asked for this yourself; somebody else who is an approver must decide.');
}

async function isOver(key: string, intent: string, { cards, now }: Pick<Services, 'cards' | 'now'>): Promise<boolean> {
  const asked = (await cards.get(key))?.asked;
  return asked?.intent !== intent || asked.until <= now().getTime();
}

async function putOnRecord(
  intent: Intent,
  { id: who }: Person,
  approve: boolean,
  { audit, cards, now }: Pick<Services, 'audit' | 'cards' | 'now'>,
): Promise<void> {
  const card = await cards.get(intent.card);
  const members = card?.subject.kind === 'problem' ? card.subject.members : [];
  const entry = {
    id: `${intent.id}.${who}.decided`,
    phase: 'done',
    who,
    action: 'approve',
    result: approve ? 'approved' : 'refused',
  } as const;
  for (const { key: finding } of members) await audit.append({ ...entry, finding, at: now().toISOString() });
}

async function refuse(intent: Intent, { id: who, name }: Person, services: Needs): Promise<void> {
  const words = `<@${who}> has refused your suppression. The finding stays as it is; ask them why.`;
  await services.intents.move(intent.id, WAITING, { state: 'REFUSED', thread: 'waiting', untold: words });
  await closeQuestion(intent.card, intent.id, { tone: 'bad', title: 'Refused: not suppressed', lines: [`By ${name}`] }, services);
  await tellUntold(intent.id, services);
  await editCard(intent.card, services, { byPerson: true });
}

/** Nobody has decided in time: the requester is told, and can ask again. */
export async function dropQuestion(key: string, services: Pick<Services, 'intents' | 'cards' | 'chat' | 'log' | 'now'>): Promise<void> {
  const asked = (await services.cards.get(key))?.asked;
  if (!asked) return;
  const words = 'Nobody has decided on your suppression within 24 hours, so it was dropped. Ask again if it is still wanted.';
  await services.intents.move(asked.intent, WAITING, { state: 'REFUSED', thread: 'waiting', untold: words });
  await closeQuestion(key, asked.intent, { tone: 'bad', title: 'Nobody decided in 24 hours: not suppressed', lines: [] }, services);
  await tellUntold(asked.intent, services);
}
