import type { EventBridgeEmulator, SecurityHubEmulator, SnsEmulator, SqsEmulator } from '../aws/contract.ts';
import type { MovableClock } from '../clock.ts';
import type { SlackEmulator } from '../slack/contract.ts';

/** A button above the console. What `run` resolves to is shown as a toast; what it throws is shown as an error. */
export interface PageButton {
  id: string;
  label: string;
  /** Buttons of a group stand together under its name, groups in the order in which they first appear. */
  group: string;
  hint?: string;
  run(): Promise<string | undefined>;
}

/** Somebody whom the person at the page can be. */
export interface PagePerson {
  id: string;
  /** One or two words, such as `responder` or `guest`. */
  role: string;
  /** What to try as this person, in a sentence. */
  about: string;
}

/** One line of the completion that Slack offers when a person types `/`. */
export interface CommandHint {
  /** What completing it writes, such as `/shub report`. */
  command: string;
  usage?: string;
  about: string;
}

export interface ShortcutHint {
  callbackId: string;
  name: string;
  type: 'message' | 'global';
}

/** What the page offers besides what Slack and the AWS console have by themselves. */
export interface PageControls {
  buttons: readonly PageButton[];
  /** The first one is who you are at the start. */
  people: readonly PagePerson[];
  commands: readonly CommandHint[];
  shortcuts: readonly ShortcutHint[];
  /** Custom actions of Security Hub offered on a finding in the console. */
  customActions: readonly string[];
  /** The channel open at the start; the first one that the person can see when absent. */
  firstChannel?: string;
  /** Who changes findings in the console half: becomes the note's UpdatedBy. */
  consoleUser: string;
}

/** What the product made of one event. */
export interface VerdictLine {
  at: number;
  /** Unique; the newest line has the greatest `at`. */
  id: string;
  /** The event's detail-type. */
  event: string;
  subject: string;
  severity?: string;
  verdict: string;
  because: string;
}

/** How delivery stands in one channel. Times are milliseconds on the sandbox's clock. */
export interface ChannelLine {
  channel: string;
  name: string;
  waiting: number;
  pausedUntil?: number;
  /** Who paused it, when a person did. */
  pausedBy?: string;
  leaseUntil?: number;
  health: string;
  reason?: string;
}

export interface AuditLine {
  id: string;
  at: number;
  who: string;
  what: string;
  subject: string;
  /** Such as `started` or `done`. */
  phase: string;
  detail?: string;
}

export interface PageOptions {
  port: number;
  slack: SlackEmulator;
  hub: Pick<SecurityHubEmulator, 'findings' | 'consoleUpdates' | 'customAction' | 'onChange'>;
  sqs: Pick<SqsEmulator, 'queues' | 'onChange'>;
  bus: Pick<EventBridgeEmulator, 'events' | 'onChange'>;
  sns: Pick<SnsEmulator, 'inbox' | 'onChange'>;
  clock: Pick<MovableClock, 'now' | 'next'>;
  controls: PageControls;
  log(): VerdictLine[];
  delivery(): Promise<ChannelLine[]>;
  audit(): Promise<AuditLine[]>;
  /** Told in words when another port had to be taken. */
  say?(line: string): void;
}

export interface Page {
  /** `http://127.0.0.1:<port>` without a trailing slash. */
  url: string;
  /** Something that the emulators do not announce has changed: the log, delivery, audit, the clock. */
  changed(): void;
  stop(): Promise<void>;
}
