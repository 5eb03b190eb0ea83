import { type BulkItem, type Fate, statusFor } from '../../domain/bulk.ts';
import { type BulkJob, pressOfMany } from '../../domain/bulk-press.ts';
import type { Finding } from '../../domain/finding.ts';
import { noteFor } from '../../domain/intent.ts';
import type { Services } from '../services.ts';
import { countTogether } from './count-together.ts';
import { GONE, setTogether } from './set-together.ts';
import { showTogether } from './show-together.ts';
import { cardsOf, takeTurns } from './turns.ts';

type Needs = Pick<Services, 'selections' | 'directory'> &
  Parameters<typeof countTogether>[1] &
  Parameters<typeof setTogether>[2] &
  Parameters<typeof showTogether>[1] &
  Parameters<typeof takeTurns>[2];

const CHANGED: Fate = { is: 'left', because: 'changed since' };

/**
 * Brings back what each of a hundred findings had been. One about which somebody has written something else since, or whose card
 * somebody has pressed on, is left as it is. What had been suppressed is brought back only by the function that may suppress.
 */
export async function undoPart(job: BulkJob, number: number, services: Needs): Promise<BulkItem[]> {
  const { hub, selections, directory, now } = services;
  const { selection, undo } = job.work;
  const { items } = await selections.part(selection, number);
  if (!undo) return items;
  const mine = items.filter(
    ({ fate, undone, workflow }) =>
      fate?.is === 'done' && (!undone || undone.is === 'doing') && (workflow === 'SUPPRESSED') === undo.suppressing,
  );
  if (mine.length === 0) return items;

  const found = new Map((await hub.find(mine, { yields: true })).map((finding) => [finding.key, finding]));
  const press = pressOfMany(job);
  const cards = await cardsOf(
    mine.flatMap(({ key }) => found.get(key) ?? []),
    services,
  );
  const keys = [...new Set([...cards.values()].flat().map((card) => card.key))];
  const taken = await takeTurns(keys, press, services, ({ undo: last, acted }) => last?.intent === job.id || acted === press.id);
  const begin = (item: BulkItem): Fate => {
    const finding = found.get(item.key);
    if (item.undone) return item.undone;
    if (!finding) return GONE;
    const made = finding.workflow === statusFor(job.work.order.action, item.workflow) && stillOurs(finding, job.work.note);
    // Security Hub may not have made the change yet, and then it must not make it after this.
    const untouched = made || finding.workflow === item.workflow;
    return untouched && (cards.get(item.key) ?? []).every((card) => taken.has(card.key)) ? { is: 'doing' } : CHANGED;
  };
  const undone = new Map(mine.map((item) => [item.key, begin(item)]));
  const doing = items.map((item): BulkItem => ({ ...item, ...(undone.has(item.key) && { undone: undone.get(item.key) }) }));
  await selections.save(selection, number, { items: doing });

  const wanted = mine.flatMap(({ key, workflow }) => {
    const finding = undone.get(key)?.is === 'doing' ? found.get(key) : undefined;
    return finding ? [{ finding, status: workflow }] : [];
  });
  const note = noteFor(press, (await directory.person(press.who)).name);
  const fates = await setTogether(wanted, { id: press.id, who: press.who, action: press.action, note }, services);
  const statuses = new Map(
    wanted.filter(({ finding }) => fates.get(finding.key)?.is === 'done').map(({ finding, status }) => [finding.key, status]),
  );
  const at = now();
  await showTogether(
    {
      press,
      note,
      statuses,
      cards: [...taken],
      at,
      until: at.toISOString(),
      reminder: undefined,
    },
    services,
  );
  // What had been suppressed is brought back in a second go through the same part.
  const id = `${press.id}#${number}${undo.suppressing ? '#SUPPRESSED' : ''}`;
  await countTogether({ id, press, at: at.toISOString(), changed: statuses.keys(), cards }, services);
  const done = doing.map((item): BulkItem => (item.undone?.is === 'doing' ? { ...item, undone: fates.get(item.key) ?? GONE } : item));
  await selections.save(selection, number, { items: done });
  return done;
}

/** The note that we wrote then still stands there. The console can change a status and leave the note. */
const stillOurs = ({ note }: Finding, ours: string): boolean => note?.by === 'shub' && note.text === ours;
