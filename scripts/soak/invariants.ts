import { readFile } from 'node:fs/promises';
import type { World } from '../../src/sandbox/world.ts';
import { NOBODY, RESPONDERS } from './place.ts';
import type { Scene } from './scene.ts';
import { acknowledgements, knownIn, readIn, toldBy } from './truth.ts';

/** What must hold once everything has come to rest, what it was looked for in, and where it did not hold. */
export interface Invariant {
  name: string;
  counts: string;
  breaches: string[];
}

/** A machine that has other things to do may not answer at once; that is no breach. */
async function chainsIn({ services: { audit } }: Pick<World, 'services'>): ReturnType<World['services']['audit']['all']> {
  for (let tries = 0; tries < 10; tries++) {
    try {
      return await audit.all();
    } catch (error) {
      console.error('the audit table was not read, once more:', String(error));
    }
  }
  return audit.all();
}

const ALARMS = new URL('../../infra/alarms.yml', import.meta.url);

type Seen = Pick<Scene, 'world' | 'watched' | 'people' | 'log'>;

export async function invariantsOf({ world, watched: { seen, early, effects }, people, log }: Seen): Promise<Invariant[]> {
  const told = toldBy(world);
  const places = readIn(world);
  const rows = await knownIn(world);
  const known = new Set(rows.values());
  const chains = [...(await chainsIn(world))].flatMap(([key, chain]) => {
    const name = rows.get(key);
    return name === undefined ? [] : [[name, chain.filter(({ action }) => action === 'acknowledge')] as const];
  });
  const acknowledged = new Map(chains);
  const alerting = [...told].filter(([, { alerts }]) => alerts);
  const shown = [...places].flatMap(([name, all]) => all.map((place) => ({ name, ...place })));
  const lines = [...acknowledgements(world)];
  const notified = [...told].filter(([, { workflow }]) => workflow === 'NOTIFIED').map(([name]) => name);
  const dead = world.sqs.queues().filter(({ name, visible }) => name.endsWith('-dead') && visible > 0);
  const alarms = await readFile(ALARMS, 'utf8');
  const phases = (name: string, phase: string) => acknowledged.get(name)?.filter((entry) => entry.phase === phase).length ?? 0;
  const askedFor = (name: string) => [...effects.keys()].filter((effect) => effect.startsWith(`${name} `)).length;
  const byNobody = [...acknowledged].filter(([, chain]) =>
    chain.some(({ who }) => who === NOBODY || !RESPONDERS.some((one) => one === who)),
  );

  return [
    {
      name: 'I1 nothing is lost: each finding can be read, or is counted',
      counts: `${told.size} findings, ${alerting.length} of them in channels`,
      breaches: [
        ...alerting.filter(([name]) => !places.has(name)).map(([name]) => `${name} can be read nowhere`),
        ...[...told.keys()].filter((name) => !known.has(name)).map((name) => `${name} is counted nowhere`),
      ],
    },
    {
      name: 'I2 nothing is there twice: one message or line for each finding, one line for each press',
      counts: `${shown.length} messages and rows, ${lines.length} lines`,
      breaches: [
        ...[...places].filter(([, all]) => all.length > 1).map(([name, all]) => `${name} can be read ${all.length} times`),
        ...lines.filter(([, count]) => count > 1).map(([place, count]) => `under ${place} the same is said ${count} times`),
      ],
    },
    {
      name: 'I3 what is shown is the newest',
      counts: `${shown.length} messages and rows`,
      breaches: shown.flatMap(({ name, state, text }) => {
        const now = told.get(name);
        if (now?.state !== state) return [`${name} is shown in state ${state} instead of ${now?.state}`];
        return now.workflow === 'NOTIFIED' && text.includes('"finding:acknowledge"') ? [`${name} is acknowledged and does not say so`] : [];
      }),
    },
    {
      name: 'I4 what is shown never goes back',
      counts: `${seen.states} times that a state was shown`,
      breaches: seen.backwards > 0 ? [`${seen.backwards} times an older state came after a newer one`] : [],
    },
    {
      name: "I5 Slack's pace is kept: none before Retry-After is over, none refused for coming too often",
      counts: `${seen.posts} posts`,
      breaches: [
        ...[...early].map(([kind, count]) => `${count} calls came before Retry-After was over: ${kind}`),
        ...(seen.tooMany > 0 ? [`${seen.tooMany} posts came faster than one a second over ten seconds`] : []),
        ...(seen.refused > 0 ? [`${seen.refused} calls were refused for coming too often`] : []),
      ],
    },
    {
      name: 'I6 each effect is on record once, and nothing is on record without its effect',
      counts: `${notified.length} findings acknowledged, ${chains.length} chains`,
      breaches: [
        ...notified
          .filter((name) => phases(name, 'started') !== 1 || phases(name, 'done') !== 1)
          .map((name) => `${name}: begun ${phases(name, 'started')} times, done ${phases(name, 'done')} times`),
        ...notified.filter((name) => askedFor(name) !== 1).map((name) => `${name}: ${askedFor(name)} different changes`),
        ...[...acknowledged]
          .filter(([name, chain]) => chain.length > 0 && told.get(name)?.workflow !== 'NOTIFIED')
          .map(([name]) => `${name} is on record as acknowledged and is not`),
      ],
    },
    {
      name: 'I7 nothing comes of what nobody may do',
      counts: `${people.counts.denied} presses without a role, ${people.counts.forged} forged requests`,
      breaches: [
        ...byNobody.map(([name]) => `${name} was changed by somebody without a role`),
        ...[...told].filter(([, { note }]) => /nick/i.test(note)).map(([name]) => `${name} has a note of somebody without a role`),
        ...people.tookForged.map((status) => `a forged request was answered ${status}`),
      ],
    },
    {
      name: 'I8 what was given up is told by an alarm, and no secret is in the log',
      counts: `${dead.reduce((sum, { visible }) => sum + visible, 0)} messages given up, ${log.lines} log lines`,
      breaches: [
        ...dead
          .filter(({ name }) => !alarms.includes(`-${name.replace(/^shub-(.+)-dead$/, '$1')}-dead-letters`))
          .map(({ name, visible }) => `${visible} messages in ${name} without an alarm`),
        ...(log.secrets > 0 ? [`${log.secrets} log lines hold a secret`] : []),
      ],
    },
  ];
}
