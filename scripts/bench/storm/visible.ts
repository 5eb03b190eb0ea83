import type { SlackEmulator } from '../../../src/sandbox/slack/contract.ts';
import { percentile } from '../with-backends.ts';
import type { Planned } from './load.ts';

export interface Shown {
  /** By name of the finding: when it could first be read, and in how many messages it can be read now. */
  places: Map<string, { at: number; count: number; alone: number }>;
  messages: number;
}

const NAME = /(?:calm|storm|quiet)-\d{5}/g;

/** What the people of these channels can read now. A finding counts once a message that is about it or lists it. */
export function shownIn(slack: Pick<SlackEmulator, 'state'>, channels: readonly string[]): Shown {
  const places: Shown['places'] = new Map();
  let messages = 0;
  for (const channel of channels) {
    for (const message of slack.state.messages.get(channel) ?? []) {
      if (message.deleted || message.ephemeralFor !== undefined || message.thread_ts !== undefined) continue;
      messages++;
      const names = new Set(JSON.stringify([message.text, message.blocks, message.attachments]).match(NAME));
      for (const name of names) {
        const at = Number(message.ts) * 1000;
        const known = places.get(name) ?? { at, count: 0, alone: 0 };
        places.set(name, { at: Math.min(known.at, at), count: known.count + 1, alone: known.alone + Number(names.size === 1) });
      }
    }
  }
  return { places, messages };
}

export interface Waits {
  lost: number;
  doubled: number;
  /** Milliseconds from when they came until they could be read: the median, nearly all, and the longest. */
  median: number;
  p99: number;
  longest: number;
}

export function waitsOf(planned: readonly Planned[], begun: number, { places }: Shown): Waits {
  const found = planned.map(({ name, at }) => {
    const place = places.get(name);
    return place && { waited: Math.max(0, place.at - begun - at), count: place.count };
  });
  const waits = found.flatMap((place) => (place ? [place.waited] : []));
  return {
    lost: found.filter((place) => !place).length,
    doubled: found.filter((place) => (place?.count ?? 0) > 1).length,
    median: percentile(waits, 0.5),
    p99: percentile(waits, 0.99),
    longest: percentile(waits, 1),
  };
}
