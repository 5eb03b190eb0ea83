import type { Clock } from '../clock.ts';
import type { Wire } from '../wire.ts';

export type Json = Record<string, unknown>;

/** An event as EventBridge hands it to a target. */
export interface BusEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Json;
}

interface Emulator {
  /** For AWS_ENDPOINT_URL_<SERVICE>. */
  url: string;
  faults: Wire['faults'];
  calls: Wire['calls'];
  busy(): number;
  onChange(listener: () => void): () => void;
  /**
   * From now on the caller's policies lack this IAM action, service prefix and all (`securityhub:BatchEnableStandards`): every call
   * that needs it gets the service's own refusal and does nothing. Throws when no operation of this emulator needs the action.
   */
  deny(action: string): void;
  /** Takes a denial back. */
  allow(action: string): void;
  stop(): Promise<void>;
}

/** What becomes of a standard that is being enabled: anything but READY with the reason that GetEnabledStandards gives for it. */
export type StandardsEnding =
  | { status: 'READY' }
  | {
      status: 'FAILED' | 'INCOMPLETE';
      reason: 'NO_AVAILABLE_CONFIGURATION_RECORDER' | 'MAXIMUM_NUMBER_OF_CONFIG_RULES_EXCEEDED' | 'INTERNAL_ERROR';
    };

export type StandardsStatus = 'PENDING' | 'READY' | 'FAILED' | 'DELETING' | 'INCOMPLETE';

/** What a control found at one resource, as Security Hub's own check reports it. */
export interface ControlCheck {
  /** Such as `S3.8`. */
  control: string;
  status: 'PASSED' | 'FAILED' | 'WARNING' | 'NOT_AVAILABLE';
  resources: readonly { type: string; id: string }[];
  /** Whose resources; the hub's own account when absent. */
  account?: string;
  /** When it ran, in ms since 1970; now when absent. */
  at?: number;
}

export interface SecurityHubEmulator extends Emulator {
  /** ASFF as stored, by `${ProductArn}|${Id}`, in order of arrival. Read only. */
  findings: ReadonlyMap<string, Json>;
  /**
   * What a product's BatchImportFindings does, without the checks of who calls (any account, any product) and of the finding's shape;
   * only Id and ProductArn must be there. Nothing happens while the hub is off.
   */
  imports(...findings: object[]): void;
  /** A person in the AWS console changes the workflow status or the note; `who` shows as Note.UpdatedBy. */
  consoleUpdates(refs: { Id: string; ProductArn: string }[], change: { status?: string; note?: string; who: string }): void;
  /** A person in the console chooses a custom action, by its Name, on findings (one event, all of them in it). Throws when nobody made it. */
  customAction(name: string, refs: { Id: string; ProductArn: string }[]): void;
  /** A person in the console chooses a custom action on the results of an insight (one event). Throws when either is not there. */
  customInsightAction(name: string, insightArn: string): void;
  standards: {
    /** How long a standard stays PENDING once it is enabled, and DELETING once it is disabled; two minutes at first. */
    takes: { ms: number };
    /** How the enabling of this standard ends from now on. Without it: READY. */
    endsAs(standardsArn: string, ending: StandardsEnding): void;
    /** What is enabled now, by StandardsArn. */
    enabled(): Record<string, StandardsStatus>;
  };
  /**
   * Security Hub runs a control: one finding for each resource, or one for each resource and standard while ControlFindingGenerator
   * is STANDARD_CONTROL. Nothing happens unless the control is enabled in a standard that is READY. Throws at an unknown control.
   */
  runControl(check: ControlCheck): void;
  /** The documented throttles; off unless turned on. */
  throttles: { on: boolean };
  /** How long until BatchUpdateFindings is visible and its event sent ("can take several minutes"); 0 at first. */
  updateDelay: { ms: number };
  /** These refs answer with this UnprocessedFindings code instead of being updated. */
  refuse(ref: { Id: string; ProductArn: string }, code: string, options?: { times?: number }): void;
}

export interface SecurityHubOptions {
  clock: Clock;
  port?: number;
  account: string;
  region: string;
  /** Whether the hub is already enabled (it is, unless set-up is what is being tried). */
  enabled?: boolean;
  /** Standards that are READY when it starts, by ARN; none when absent. */
  standards?: readonly string[];
  /** Where its events go: EventBridge's default bus. */
  publish(event: BusEvent): void;
}

export interface SqsQueue {
  name: string;
  url: string;
  arn: string;
  visible: number;
  inFlight: number;
  delayed: number;
  /** Which of all times that it gave a message to somebody was the last of those in flight; 0 when none is. */
  latest: number;
  /** Age in ms of the oldest message not deleted; 0 if there is none. */
  oldest: number;
}

export interface SqsEmulator extends Emulator {
  /** Makes a queue, with a dead-letter queue `<name>-dead` after `maxReceive` receives when given. Returns its URL and ARN. */
  create(name: string, options?: { maxReceive?: number; visibilityMs?: number }): { url: string; arn: string };
  queues(): SqsQueue[];
  /** Bodies of all messages in a queue that are not deleted, oldest first. */
  peek(name: string): string[];
  /** What EventBridge or SNS does, its message attributes (all strings) with it; false when there is no such queue, or it is away. */
  accept(arn: string, body: string, attributes?: Record<string, string>): boolean;
  /** Names of queues that take nothing of what EventBridge or SNS brings. */
  away: Set<string>;
}

export interface EventBridgeEmulator extends Emulator {
  /** Events of AWS services arrive here, on the default bus. */
  publish(event: BusEvent): void;
  /** A rule without going over the wire. */
  rule(options: { name: string; bus?: string; pattern: Json; targets: { id: string; arn: string; deadLetterArn?: string }[] }): void;
  /** The newest 1,000 events of every bus with the rules each matched, oldest first. */
  events: readonly { bus: string; event: BusEvent; matched: string[] }[];
  /** Deliveries not made yet, retries waiting on the clock included. */
  pending(): number;
  /** What was given up and no dead-letter queue took, oldest first. */
  lost: readonly { at: number; ruleArn: string; targetArn: string; errorCode: string; body: string }[];
  /** Entries of PutEvents fail with this code inside the 200, until used up; every one when `times` is absent. */
  failEntries(rule: { code: string; message?: string; times?: number; when?: (entry: Json) => boolean }): void;
  /** The same of the targets of PutTargets. */
  failTargets(rule: { code: string; message?: string; times?: number; when?: (target: Json) => boolean }): void;
}

export interface SnsEmulator extends Emulator {
  /** A topic without going over the wire; a FIFO topic when its name ends with `.fifo`. */
  create(name: string): { arn: string };
  /** What was published and delivered, oldest first. */
  inbox: readonly {
    at: number;
    topicArn: string;
    messageId: string;
    subject?: string;
    message: string;
    attributes: Record<string, string>;
    /** MessageGroupId, in FIFO topics. */
    group?: string;
  }[];
}

/** Nobody is denied anything here: which parameters a function may read is checked in its role. */
export interface ParametersEmulator extends Omit<Emulator, 'deny' | 'allow' | 'onChange'> {
  /** A SecureString, made or changed. */
  put(name: string, value: string): void;
  delete(name: string): void;
}

export interface DynamoDbEmulator extends Emulator {
  /** How long after its time a row may still be there at most, in tables that have a time to live; two days at first. Holds from the next write on. */
  timeToLive: { lateMs: number };
  /** Every item of a table as plain values (sets as lists, binary in base64), past all faults. Unknown table: throws. */
  scan(table: string): Promise<Json[]>;
}
