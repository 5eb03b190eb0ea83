import type { Answer } from '../../domain/answer.ts';
import { placeOf } from '../../domain/card.ts';
import { severityRank } from '../../domain/finding.ts';
import { inOrderFor, passedName, waitsFor } from '../../domain/next-card.ts';
import type { Request } from '../../domain/request.ts';
import { assertCapability } from '../action/permission.ts';
import { withBacklog } from '../backlog.ts';
import { faceOf } from '../delivery/face-of.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'cards' | 'channels' | 'findings' | 'members' | 'directory' | 'policy' | 'chat' | 'now'>;

const MOST_STANDING = 10_000;
/** Of the worst so many are read: whoever has worked through these asks again. */
const MOST_READ = 300;

/** Answers `/shub next`: the card that matters most to whoever asks, of those in channels that they are in, and how many wait after it. */
export async function showNext({ passed, ...asker }: Extract<Request, { kind: 'next' }>, services: Needs): Promise<void> {
  const { cards, members, chat, now } = services;
  const { who } = asker;
  await assertCapability(who, 'view', services);
  const standing = await cards.standing(MOST_STANDING);
  const worst = standing.sort((a, b) => severityRank(a.severity) - severityRank(b.severity)).slice(0, MOST_READ);
  const read = await Promise.all(worst.map(({ card }) => cards.get(card)));
  const known = read.filter((card) => card !== undefined);
  const waiting = known.filter((card) => waitsFor(who, card, now().getTime()) && !passed.includes(passedName(card.key)));
  const putOff = known.filter(({ open, snoozed }) => open && snoozed !== undefined);
  const mine = new Set(waiting.length + putOff.length === 0 ? [] : await members.channelsOf(who));
  const snoozed = putOff.filter((card) => mine.has(placeOf(card))).length;
  const [first, ...others] = inOrderFor(
    who,
    waiting.filter((card) => mine.has(placeOf(card))),
  );
  const face = first && (await faceOf(first, services));
  const answer: Answer =
    face?.kind === 'problem'
      ? { kind: 'next', face, left: others.length, passed, snoozed }
      : { kind: 'words', text: [passed.length === 0 ? NOTHING : ALL_SEEN, ...(snoozed > 0 ? [snoozedLine(snoozed)] : [])].join('\n') };
  await chat.answer(asker, await withBacklog(answer, services));
}

const NOTHING = '🌿 Nothing waits for an answer in your channels. `/shub mine` shows what you have taken on.';
const ALL_SEEN = '🌿 That was all for now. What you skipped still waits: `/shub next` begins with it again.';
const snoozedLine = (count: number): string => `💤 Snoozed: ${count}, which wait again when their time comes.`;
