import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type ChangeIn, SECTIONS, type SectionName, type Sections, type Told } from './protocol.ts';

/** Who looks, and at what: decides which rows a connection is sent. */
export interface Viewer {
  as: string;
  channel: string;
  /** How many messages of the channel, the newest ones. */
  count: number;
  /** The ts of the message whose thread is open. */
  thread?: string | undefined;
}

/** What each section holds for a viewer now, by key. */
export type SectionSources = {
  [S in SectionName]: (viewer: Viewer) => Map<string, Sections[S]> | Promise<Map<string, Sections[S]>>;
};

export interface Live {
  /** Takes the answer over as an event stream: everything first, then what changes. */
  connect(outgoing: ServerResponse, viewer: Viewer): void;
  look(connection: string, at: Omit<Viewer, 'as'>): void;
  /** These sections may have changed. */
  touch(...sections: SectionName[]): void;
  touchAll(): void;
  stop(): void;
}

/** Least milliseconds between two looks at a section; those that read the product's table or hold many rows wait longer. */
const PACE: Partial<Record<SectionName, number>> = {
  people: 150,
  channels: 150,
  findings: 150,
  lines: 400,
};
const FASTEST = 50;
/** A look is made at most every so many times as long as the last one took: in a burst the product has the machine, not the page. */
const SHARE = 10;
const HEARTBEAT_MS = 15_000;

/** Sends every connected page the rows that differ from what it was sent before. Works out nothing while nobody is connected. */
export function liveUpdates(sources: SectionSources): Live {
  const connections = new Map<string, Connection>();
  const heartbeat = setInterval(() => {
    for (const { line } of connections.values()) line.beat();
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    connect(outgoing, viewer) {
      const id = randomUUID();
      const made = connection(outgoing, { ...viewer }, sources);
      connections.set(id, made);
      outgoing.on('close', () => connections.delete(id));
      made.line.tell({ connection: id });
      made.touch(SECTIONS);
    },
    look(id, at) {
      const found = connections.get(id);
      if (!found) return;
      Object.assign(found.viewer, { channel: at.channel, count: at.count, thread: at.thread });
      found.touch(['window', 'messages']);
    },
    touch(...sections) {
      for (const each of connections.values()) each.touch(sections);
    },
    touchAll() {
      for (const each of connections.values()) each.touch(SECTIONS);
    },
    stop() {
      clearInterval(heartbeat);
      for (const { line } of connections.values()) line.end();
    },
  };
}

type Connection = ReturnType<typeof connection>;

function connection(outgoing: ServerResponse, viewer: Viewer, sources: SectionSources) {
  const line = lineTo(outgoing);
  const lanes = new Map(SECTIONS.map((section) => [section, lane(section, sources[section], line, viewer)]));
  return {
    line,
    viewer,
    touch(sections: readonly SectionName[]) {
      for (const section of sections) lanes.get(section)?.();
    },
  };
}

/** One section on its way to one page. The returned function says that it may have changed; a slow section holds up no other. */
function lane<S extends SectionName>(section: S, source: SectionSources[S], line: Line, viewer: Viewer): () => void {
  let sent = new Map<string, string>();
  let lastLook = Number.NEGATIVE_INFINITY;
  let took = 0;
  let state: 'still' | 'waiting' | 'looking' | 'looking, and touched again' = 'still';

  function touch(): void {
    if (state === 'looking') state = 'looking, and touched again';
    if (state !== 'still') return;
    state = 'waiting';
    const pause = Math.max(PACE[section] ?? FASTEST, took * SHARE);
    const wait = lastLook + pause - performance.now();
    setTimeout(() => void look(), Math.max(0, wait)).unref();
  }

  async function look(): Promise<void> {
    state = 'looking';
    lastLook = performance.now();
    try {
      const rows = await source(viewer);
      const changes = differences(section, sent, rows);
      sent = new Map([...rows].map(([key, value]) => [key, JSON.stringify(value)]));
      if (changes.length > 0) line.tell({ changes });
      // A page that reads slowly gets fewer, bigger batches.
      await line.drained();
      took = performance.now() - lastLook;
    } catch (error) {
      // The page keeps showing what it had, and the next touch tries again. After a stop there is nothing left to read.
      if (line.open()) console.error(`The page could not read its section ${section}:`, error);
    }
    const again = wasTouched();
    state = 'still';
    if (again && line.open()) touch();
  }

  const wasTouched = () => state === 'looking, and touched again';
  return touch;
}

function differences<S extends SectionName>(section: S, before: Map<string, string>, rows: Map<string, Sections[S]>): ChangeIn<S>[] {
  const changed = [...rows].filter(([key, value]) => before.get(key) !== JSON.stringify(value));
  const gone = [...before.keys()].filter((key) => !rows.has(key));
  return [...gone.map((key) => ({ section, key, value: null })), ...changed.map(([key, value]) => ({ section, key, value }))];
}

type Line = ReturnType<typeof lineTo>;

/** The event stream to one page. */
function lineTo(outgoing: ServerResponse) {
  let waiting: (() => void)[] = [];
  const release = () => {
    for (const go of waiting) go();
    waiting = [];
  };
  outgoing.on('drain', release).on('close', release);
  const open = () => !outgoing.destroyed && !outgoing.writableEnded;
  return {
    open,
    tell: (told: Told) => void (open() && outgoing.write(`data: ${JSON.stringify(told)}\n\n`)),
    beat: () => void (open() && outgoing.write(': still here\n\n')),
    end: () => void outgoing.end(),
    /** Resolves when the page has taken what was written, or has gone. */
    drained: () => new Promise<void>((resolve) => (open() && outgoing.writableNeedDrain ? waiting.push(resolve) : resolve())),
  };
}
