import type { SecurityHubEmulator, SqsEmulator } from '../aws/contract.ts';
import type { MovableClock } from '../clock.ts';
import type { SlackEmulator } from '../slack/contract.ts';
import type { ConsoleLine } from './protocol.ts';

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

/** A tab of the console half that is a list of lines: all that is needed to add one. */
export interface ConsoleSection {
  /** As it stands in the address, such as `audit`. */
  id: string;
  label: string;
  /** What stands there while there is no line. */
  empty: string;
  /** Its lines now, oldest first where they have a time, else as they are to stand. Read again after every change. */
  lines(): readonly ConsoleLine[] | Promise<readonly ConsoleLine[]>;
}

/** Something that tells when what the console's lines show of it may have changed. */
export type Announcer = Pick<SqsEmulator, 'onChange'>;

export interface PageOptions {
  port: number;
  slack: SlackEmulator;
  hub: Pick<SecurityHubEmulator, 'findings' | 'consoleUpdates' | 'customAction' | 'onChange'>;
  clock: Pick<MovableClock, 'now' | 'next'>;
  controls: PageControls;
  /** Tabs of the console half, in this order between its findings and its clock. */
  sections: readonly ConsoleSection[];
  /** Besides Slack and Security Hub. */
  announcers: readonly Announcer[];
  /** Told in words when another port had to be taken. */
  say?(line: string): void;
}

export interface Page {
  /** `http://127.0.0.1:<port>` without a trailing slash. */
  url: string;
  /** Something that the emulators do not announce has changed: the product's log or table, the clock. */
  changed(): void;
  stop(): Promise<void>;
}
