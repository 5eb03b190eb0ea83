import type { PressAction } from '../domain/card.ts';
import type { Capability } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { Request } from '../domain/request.ts';
import type { Chat, Directory, Members } from './ports/chat.ts';
import type { Controls } from './ports/controls.ts';
import type { FindingHistory } from './ports/evidence.ts';
import type { Health, SlackHealth } from './ports/health.ts';
import type { Heartbeats } from './ports/heartbeats.ts';
import type { History } from './ports/history.ts';
import type { Homes } from './ports/homes.ts';
import type { Hub } from './ports/hub.ts';
import type { Insights, SavedInsights } from './ports/insights.ts';
import type { Jobs } from './ports/jobs.ts';
import type { Breaker, Budgets } from './ports/limits.ts';
import type { Bus, Pager } from './ports/outlets.ts';
import type { OwnFindings } from './ports/own-findings.ts';
import type { Pictures, Publications } from './ports/publications.ts';
import type { Audit, Installation, Intents, Nonces, Quarantine, Repairs, Turns } from './ports/records.ts';
import type { Selections } from './ports/selections.ts';
import type { Standards } from './ports/standards.ts';
import type { Cards, Channels, Findings } from './ports/table.ts';
import type { Ticketing } from './ports/tickets.ts';

export type * from './ports/chat.ts';
export type * from './ports/controls.ts';
export type * from './ports/evidence.ts';
export type * from './ports/health.ts';
export type * from './ports/heartbeats.ts';
export type * from './ports/history.ts';
export type * from './ports/homes.ts';
export type * from './ports/hub.ts';
export type * from './ports/insights.ts';
export type * from './ports/jobs.ts';
export type * from './ports/limits.ts';
export type * from './ports/outlets.ts';
export type * from './ports/own-findings.ts';
export type * from './ports/publications.ts';
export type * from './ports/records.ts';
export type * from './ports/secrets.ts';
export type * from './ports/selections.ts';
export type * from './ports/standards.ts';
export type * from './ports/table.ts';
export type * from './ports/tickets.ts';

/** Everything the flows need from the world. Each flow asks for what it uses: `Pick<Services, 'cards' | 'now'>`. */
export interface Services {
  now(): Date;
  /**
   * Resolves after that many milliseconds of the same time that `now` tells. With a signal it goes on beside other work, and
   * resolves at once when that is aborted.
   */
  sleep(ms: number, over?: AbortSignal): Promise<void>;
  /** Aborted once the process is told to stop: what can be left to another is left. Absent where nobody tells it, as on Lambda. */
  stopping?: AbortSignal;
  /** 128 random bits in hex. */
  token(): string;
  policy(): Promise<Policy>;
  hub: Hub;
  controls: Controls;
  standards: Standards;
  insights: Insights;
  savedInsights: SavedInsights;
  ownFindings: OwnFindings;
  health: Health;
  slackHealth: SlackHealth;
  heartbeats: Heartbeats;
  history: History;
  homes: Homes;
  findingHistory: FindingHistory;
  publications: Publications;
  pictures: Pictures;
  findings: Findings;
  cards: Cards;
  channels: Channels;
  budgets: Budgets;
  breaker: Breaker;
  intents: Intents;
  nonces: Nonces;
  turns: Turns;
  repairs: Repairs;
  installation: Installation;
  quarantine: Quarantine;
  audit: Audit;
  jobs: Jobs;
  selections: Selections;
  ticketing: Ticketing;
  pager: Pager;
  bus: Bus;
  queues: Queues;
  directory: Directory;
  members: Members;
  chat: Chat;
  log: Log;
}

export interface Queues {
  /** Has the channel looked at, after so many seconds (900 at most). */
  wake(channel: string, delaySeconds?: number): Promise<void>;
  /** Has what the card still has to send to the outside sent, after so many seconds (900 at most). */
  sendOut(card: string, delaySeconds?: number): Promise<void>;
  /** Has late copies of the card's message looked for and removed. */
  removeTwins(card: string): Promise<void>;
  /** Has everybody outside told how a ticket stands. */
  settle(ticket: string): Promise<void>;
  /** Has the Home of this person, or of everybody who has theirs open, drawn after so many seconds (900 at most). */
  drawHome(who: string, delaySeconds?: number): Promise<void>;
  drawHomes(delaySeconds: number): Promise<void>;
  /** Hands work to the function that may do it and has the time for it, after so many seconds (900 at most): see flows/duties. */
  request(request: Request, to: 'actions' | 'admin' | 'reports', delaySeconds?: number): Promise<void>;
}

export interface Log {
  info(event: string, facts?: Record<string, unknown>): void;
  warn(event: string, facts?: Record<string, unknown>): void;
  error(event: string, facts?: Record<string, unknown>): void;
  /** Adds to a counter in CloudWatch. Dimensions take few different values each: every combination is a metric of its own. */
  count(metric: string, by?: number, dimensions?: Record<string, string>): void;
}

/** What a press needs of whoever presses. */
export const CAPABILITY: Record<PressAction, Capability> = {
  acknowledge: 'respond',
  resolve: 'respond',
  reopen: 'respond',
  suppress: 'respond',
  snooze: 'respond',
  assign: 'respond',
  note: 'respond',
  undo: 'respond',
};
