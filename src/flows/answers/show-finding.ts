import { cardKeyOf } from '../../domain/card-changes.ts';
import { offersOn, problemFace } from '../../domain/face.ts';
import type { Finding } from '../../domain/finding.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Asker } from '../../domain/request.ts';
import { withAccountName } from '../../domain/route.ts';
import { markOf } from '../../domain/ticket.ts';
import { messageOf } from '../message-of.ts';
import type { Services } from '../services.ts';
import { type MeetNeeds, meet } from './meet.ts';

type Needs = MeetNeeds & Pick<Services, 'chat' | 'ticketing'>;

/** Answers `/shub show <id>`: the finding with that id (or our key for it), and its card's buttons if it has a card. */
export async function showFinding(asker: Asker, id: string, services: Needs): Promise<void> {
  const { accounts } = await services.policy();
  const finding = withAccountName(await locate(id, services), accounts);
  const row = (await meet([finding], services)).get(finding.key);
  const [channel] = row?.channels ?? [];
  const card = channel === undefined ? undefined : await services.cards.get(cardKeyOf(finding.problem, channel));
  const ticket = await services.ticketing.get(finding.problem);
  const message = await messageOf(card, services);
  await services.chat.answer(asker, {
    kind: 'finding',
    finding,
    ...(row && { verdict: row.verdict }),
    ...(card && { card: card.key, actionVersion: card.actionVersion }),
    ...(ticket && { ticket: markOf(ticket) }),
    ...(card?.subject.kind === 'problem' && { face: problemFace(card, [finding]) }),
    ...(message && { url: message.url }),
    offers: card ? offersOn(card) : [],
  });
}

async function locate(id: string, { hub, findings }: Needs): Promise<Finding> {
  const known = /^[0-9a-f]{32}$/.test(id) ? await findings.get(id) : undefined;
  const found = known ? await hub.find([known.finding]) : await hub.findById(id);
  const [finding, ...others] = found;
  if (!finding) {
    throw new UserFacingError(
      'finding_gone',
      'Security Hub has no finding with this id. `/shub findings` lists those it has; its Show button brings one up without typing an id.',
    );
  }
  if (others.length > 0) {
    throw new UserFacingError(
      'bad_arguments',
      `${found.length} products have a finding with this id (${found.map(({ product }) => product.name).join(', ')}). Choose it in \`/shub findings\` instead.`,
    );
  }
  return finding;
}
