import { standardName } from '../../domain/asff/standards.ts';
import type { Job } from '../../domain/job.ts';
import { type Standard, troubleWith } from '../../domain/standard.ts';
import type { Worker } from './run-job.ts';

type Work = Extract<Job['work'], { kind: 'follow standards' }>;

const BETWEEN_LOOKS_MS = 20_000;
/** As long as it may take until Security Hub shows what it was just asked for. */
const GRACE_MS = 3 * 60_000;
/** AWS documents no time; minutes are usual. */
const MOST_MS = 2 * 3600_000;

interface Look {
  name: string;
  subscription: Standard['subscription'];
}

/** Looks how the standards stand, until Security Hub has done what it was asked to, or will not. */
export const followStandards: Worker<Work> = async (work, job, { standards, controls, now }) => {
  const all = await standards.list();
  const looks = work.standards.map(
    (arn): Look => ({ name: standardName(arn), subscription: all.find((each) => each.arn === arn)?.subscription }),
  );
  const names = looks.map(({ name }) => name).join(', ');
  const age = now().getTime() - Date.parse(job.startedAt);
  const lines = looks.map(({ name, subscription }) => `${name}: ${subscription?.status ?? 'off'}`);
  const on = work.until === 'ready';
  const verdict = (on ? becomingReady : becomingGone)(looks, age);

  if (verdict === 'not yet' && age < MOST_MS) {
    const title = `Switching ${on ? 'on' : 'off'} ${names}`;
    return { work, notice: { tone: 'working', title, lines, by: job.who }, dueAt: now().getTime() + BETWEEN_LOOKS_MS };
  }
  await controls.forget(); // What counts for the score is another now.
  const good = verdict === 'done';
  const trouble =
    verdict === 'not yet' ? ['Two hours have gone by, and nobody follows it any longer. /shub standards shows how it stands.'] : [];
  return {
    work,
    notice: {
      tone: good ? 'good' : 'bad',
      title: good ? `${names} is ${on ? 'on' : 'off'}` : `${names} is not ${on ? 'on' : 'off'} as it should be`,
      lines: [...lines, ...(Array.isArray(verdict) ? verdict.flatMap(sentences) : trouble), ...(good ? [AFTERWARDS[work.until]] : [])],
      by: job.who,
    },
  };
};

const AFTERWARDS = {
  ready: 'Its controls are checked for the first time within a day.',
  gone: 'Its controls are no longer checked for it; findings that no other standard asks for are archived within days.',
};

/** A notice cuts its lines; a sentence fits into one. */
const sentences = (words: string): string[] => words.split(/(?<=\.) /);

/** What is wrong, in words, once nothing more is going to happen. */
type Verdict = 'done' | 'not yet' | string[];

function becomingReady(looks: readonly Look[], age: number): Verdict {
  const troubles = looks.flatMap(({ name, subscription }) => {
    if (!subscription) return age < GRACE_MS ? [] : [`${name} was switched off meanwhile.`];
    if (subscription.status === 'DELETING') return [`${name} is being switched off by somebody.`];
    return troubleWith(subscription) ?? [];
  });
  if (looks.some(({ subscription }) => subscription?.status === 'PENDING' || (!subscription && age < GRACE_MS))) return 'not yet';
  return troubles.length > 0 ? troubles : 'done';
}

function becomingGone(looks: readonly Look[], age: number): Verdict {
  const troubles = looks.flatMap(({ name, subscription }) => {
    if (!subscription || subscription.status === 'DELETING') return [];
    return troubleWith(subscription) ?? (age < GRACE_MS ? [] : [`${name} was switched on again meanwhile.`]);
  });
  if (troubles.length > 0) return troubles;
  return looks.some(({ subscription }) => subscription) ? 'not yet' : 'done';
}
