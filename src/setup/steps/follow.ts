import { type Standard, troubleWith } from '../../domain/standard.ts';
import type { Standards } from '../../flows/services.ts';
import type { State, Step } from '../step.ts';
import { chosen, names, standardsHere, type Wish } from './standards.ts';

interface FollowOptions {
  standards: Standards;
  wish: Wish;
  wait: boolean;
  sleep(ms: number): Promise<void>;
  now(): Date;
  /** Shows how each standard stands, in place. */
  live(lines: readonly string[]): void;
}

/** It looks less often the longer it takes. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 30_000;
/** AWS documents no time; minutes are usual. */
const MOST_MS = 45 * 60_000;

/** Waits until what was switched on is READY, or says why it does not get there. */
export function followStep({ standards, wish, wait, sleep, now, live }: FollowOptions): Step {
  const followed = (all: readonly Standard[]) => chosen(wish, all).filter(({ subscription }) => subscription);
  return {
    name: 'Standards ready',

    async look(): Promise<State> {
      if (wish.includes('none')) return { kind: 'left out', words: 'none asked for' };
      const all = await standardsHere(standards);
      if (all && chosen(wish, all).length === 0) return { kind: 'left out', words: 'none to follow' };
      const ours = all ? followed(all) : [];
      const troubled = ours.flatMap(({ name, subscription }) => {
        const trouble = subscription && troubleWith(subscription);
        return trouble === undefined ? [] : [`${name} is ${subscription?.status}. ${trouble}`];
      });
      if (troubled.length > 0) return { kind: 'trouble', words: troubled.join(' ') };
      const pending = ours.filter(({ subscription }) => subscription?.status === 'PENDING');
      if (ours.length > 0 && pending.length === 0) return { kind: 'so', words: 'all READY' };
      if (!wait) return { kind: 'left out', words: 'not waited for (--no-wait). `/shub standards` shows how they stand' };
      return { kind: 'to do', words: `follow ${pending.length > 0 ? names(pending) : 'them'} until READY, which takes minutes` };
    },

    async do() {
      const until = now().getTime() + MOST_MS;
      for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 1.2)) {
        const ours = followed(await standards.list());
        live(ours.map(({ name, subscription }) => `   ${name.padEnd(24)} ${subscription?.status ?? ''}`));
        const pending = ours.filter(({ subscription }) => subscription?.status === 'PENDING');
        if (pending.length === 0) return;
        if (now().getTime() >= until) {
          throw new Error(`After ${MOST_MS / 60_000} minutes still not READY: ${names(pending)}. Run this again to go on following.`);
        }
        await sleep(Math.round(pause));
      }
    },
  };
}
