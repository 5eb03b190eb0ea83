import type { Card } from '../../src/domain/card.ts';
import { isDirty } from '../../src/domain/card.ts';
import { severityRank } from '../../src/domain/finding.ts';
import type { Intent } from '../../src/domain/intent.ts';
import type { Request } from '../../src/domain/request.ts';
import type { Cards, FindingRow, Findings, Intents, Log, Nonces, Queues } from '../../src/flows/services.ts';
import type { PeopleCache, Snapshot } from '../../src/slack/directory.ts';

/** The ports of the product, kept in the memory of a test, which reads them directly. */

export interface MemoryIntents extends Intents {
  all: Map<string, Intent>;
}

export function memoryIntents(): MemoryIntents {
  const all = new Map<string, Intent>();
  return {
    all,
    async create(intent) {
      const stored = all.get(intent.id);
      if (stored) return { intent: stored, created: false };
      all.set(intent.id, intent);
      return { intent, created: true };
    },
    get: async (id) => all.get(id),
    async move(id, from, to) {
      const stored = all.get(id);
      if (!stored || stored.state !== from.state || stored.thread !== from.thread) return false;
      all.set(id, { ...stored, ...to });
      return true;
    },
    unfinished: async (before, limit) =>
      [...all.values()]
        .filter(({ state, requestedAt }) => state !== 'SHOWN' && state !== 'REFUSED' && Date.parse(requestedAt) < before.getTime())
        .slice(0, limit),
    untold: async () => [],
  };
}

export interface MemoryQueues extends Queues {
  requests: { request: Request; to: 'actions' | 'admin' | 'reports' }[];
  wakes: string[];
  /** While true, nothing is taken. */
  refusing: boolean;
}

export function memoryQueues(): MemoryQueues {
  const queues: MemoryQueues = {
    requests: [],
    wakes: [],
    refusing: false,
    async wake(channel) {
      queues.wakes.push(channel);
    },
    drawHome: async () => undefined,
    removeTwins: async () => undefined,
    drawHomes: async () => undefined,
    async settle() {
      if (queues.refusing) throw new Error('The queue is not reachable');
    },
    async sendOut(card) {
      queues.wakes.push(card);
    },
    async request(request, to) {
      if (queues.refusing) throw new Error('The queue is not reachable');
      queues.requests.push({ request, to });
    },
  };
  return queues;
}

export function memoryNonces(): Nonces {
  const used = new Set<string>();
  return {
    async use(value) {
      const first = !used.has(value);
      used.add(value);
      return first;
    },
    used: async (value) => used.has(value),
  };
}

export function memoryCards(...cards: Card[]): Cards {
  const all = new Map(cards.map((card) => [card.key, card]));
  return {
    get: async (key) => all.get(key),
    async change(key, change) {
      const card = all.get(key);
      const changed = change(card);
      if (!changed) return { card, changed: false };
      all.set(key, changed);
      return { card: changed, changed: true };
    },
    dirty: async (channel, limit) =>
      [...all.values()]
        .filter((card) => card.channel === channel && isDirty(card))
        .sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || a.createdAt.localeCompare(b.createdAt))
        .slice(0, limit),
    waiting: async (channel, limit) =>
      [...all.values()]
        .filter((card) => card.channel === channel && card.state === 'NEW')
        .slice(0, limit)
        .map(({ key, severity, createdAt }) => ({ key, severity, since: createdAt, account: '', product: '' })),
    refused: async () => [],
    unchecked: async () => [],
    standing: async () => [],
    exceptions: async () => [],
    due: async (by, limit) =>
      [...all.values()]
        .filter(({ twinChecks }) => twinChecks.some((at) => at <= by.getTime()))
        .slice(0, limit)
        .map(({ key }) => key),
  };
}

export function memoryFindings(...rows: FindingRow[]): Findings {
  const all = new Map(rows.map((row) => [row.finding.key, row]));
  return {
    get: async (key) => all.get(key),
    many: async (keys) => keys.flatMap((key) => all.get(key) ?? []),
    async put(row) {
      all.set(row.finding.key, row);
      return true;
    },
    adopted: async () => ({}),
  };
}

export function memoryPeople(now: () => Date): PeopleCache & { all: Map<string, Snapshot> } {
  const all = new Map<string, Snapshot>();
  return {
    all,
    get: async (key) => all.get(key),
    put: async (key, json) => void all.set(key, { json, at: now() }),
  };
}

export interface MemoryLog extends Log {
  lines: { level: 'info' | 'warn' | 'error'; event: string; facts: Record<string, unknown> }[];
  counts: Map<string, number>;
}

export function memoryLog(): MemoryLog {
  const lines: MemoryLog['lines'] = [];
  const counts = new Map<string, number>();
  const at =
    (level: MemoryLog['lines'][number]['level']) =>
    (event: string, facts: Record<string, unknown> = {}): void =>
      void lines.push({ level, event, facts });
  return {
    lines,
    counts,
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    count: (metric, by = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + by),
  };
}
