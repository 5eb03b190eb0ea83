import * as z from 'zod';
import { Duration } from './duration.ts';
import { ProductKind, Severity } from './finding.ts';
import type { Role } from './person.ts';

const channelId = z.string().regex(/^[CG][A-Z0-9]{2,}$/, 'a channel is written by its id, such as C0123456789');
const principal = z.string().regex(/^[SUW][A-Z0-9]{2,}$/, 'people are written as Slack user ids (U…, W…) or user group ids (S…)');
const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item, z.array(item).min(1)]).transform((value): z.output<T>[] => (Array.isArray(value) ? value : [value]));

const days = z.number().int().min(1).max(3650);

/** What a severity leads to: a card (`alert`), a row to work off (`ticket`), or a line in the log and the lists (`log`). */
const SeverityClass = z.enum(['alert', 'ticket', 'log']);

/** All conditions given must hold; `*` stands for any characters in resourceType and control. */
const When = z.strictObject({
  severity: oneOrMore(Severity).optional(),
  account: oneOrMore(z.string().regex(/^\d{12}$/, 'an account is its 12 digits, in quotes')).optional(),
  region: oneOrMore(z.string()).optional(),
  product: oneOrMore(ProductKind).optional(),
  control: oneOrMore(z.string()).optional(),
  resourceType: oneOrMore(z.string()).optional(),
  tag: z.record(z.string(), z.string()).optional(),
});

export const Route = z.strictObject({
  name: z.string().min(1).max(60),
  when: When.default({}),
  channel: channelId,
});
export type Route = z.infer<typeof Route>;

const TIME_ZONES = new Set(Intl.supportedValuesOf('timeZone'));

/** Each counted from the one before it, the first from when the card began to wait for an answer; one left out is not done. */
const Waits = z
  .strictObject({
    /** Until whoever is on call is mentioned under the card. */
    mention: Duration.optional(),
    /** Until an alert page is sent by SNS. */
    page: Duration.optional(),
    /** Until the fallback channel is told. */
    fallback: Duration.optional(),
  })
  .refine((waits) => Object.values(waits).some((wait) => wait !== undefined), 'an escalation has a mention, a page or a fallback');

/** What policy.yml may say. Unknown keys are refused, so that a misspelt rule is an error and not a silence. */
export const Policy = z.strictObject({
  severities: z
    .strictObject({
      CRITICAL: SeverityClass.default('alert'),
      HIGH: SeverityClass.default('alert'),
      UNKNOWN: SeverityClass.default('alert'),
      MEDIUM: SeverityClass.default('ticket'),
      LOW: SeverityClass.default('log'),
      INFORMATIONAL: SeverityClass.default('log'),
    })
    .prefault({}),
  /** Tried in order; the first that matches names the channel. */
  routes: z.array(Route).default([]),
  /** Where findings go that no route matches; absent: nowhere. */
  defaultChannel: channelId.optional(),
  /** Where cards go when their own channel is broken. */
  fallbackChannel: channelId.optional(),
  /** Channels shared with other organisations in which cards may be posted all the same. */
  sharedChannels: z.array(channelId).default([]),
  roles: z
    .strictObject({
      viewer: z.array(principal).default([]),
      responder: z.array(principal).default([]),
      approver: z.array(principal).default([]),
      admin: z.array(principal).default([]),
    } satisfies Record<Role, z.ZodType>)
    .prefault({}),
  /** Names for accounts whose findings carry none. */
  accounts: z.record(z.string().regex(/^\d{12}$/), z.string()).default({}),
  /** Whether Security Hub is told NOTIFIED about a finding once its alert was delivered; otherwise only when a person acknowledges it. */
  notified: z.enum(['never', 'on-delivery']).default('never'),
  /** What changed, told to a channel at an hour of its own time zone, summer time included. */
  digest: z
    .strictObject({
      channel: channelId,
      at: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'an hour is written as 08:00')
        .default('08:00'),
      zone: z
        .string()
        .refine((zone) => TIME_ZONES.has(zone) || zone === 'UTC', 'a time zone is written as Europe/Zurich')
        .default('UTC'),
      every: z.enum(['day', 'weekday', 'week']).default('day'),
    })
    .optional(),
  /** For how long a finding is suppressed unless its form says otherwise, and for how long at most. */
  suppress: z
    .strictObject({
      defaultDays: days.default(90),
      maxDays: days.default(365),
      /** Of which severities a suppression needs the word of a second person. */
      approval: z.strictObject({ severities: z.array(Severity).default([]) }).prefault({}),
    })
    .prefault({}),
  /** For how long a card may be put off at most. */
  snooze: z.strictObject({ maxDays: z.number().int().min(1).max(90).default(30) }).prefault({}),
  /** Whose a finding is when it is assigned to its owners: the first of these whose conditions all hold. */
  owners: z
    .array(
      z.strictObject({
        when: When.default({}),
        /** Names of routes. */
        route: oneOrMore(z.string()).optional(),
        who: principal,
      }),
    )
    .default([]),
  /** After how long whoever acknowledged a card is asked whether they are still at it; absent: never. */
  acknowledge: z.strictObject({ reminder: Duration.optional() }).prefault({}),
  /** By when a card should be acknowledged and resolved, counted from when it was raised; a severity left out has no limit. */
  sla: z
    .strictObject({
      acknowledge: z.partialRecord(Severity, Duration).default({}),
      resolve: z.partialRecord(Severity, Duration).default({}),
    })
    .prefault({}),
  /** Who is on call for a finding: the first of these whose conditions all hold. */
  onCall: z
    .array(
      z.strictObject({
        when: When.default({}),
        /** Names of routes. */
        route: oneOrMore(z.string()).optional(),
        who: oneOrMore(principal),
      }),
    )
    .default([]),
  /** What happens about a card that nobody acknowledges; a severity left out does not escalate. */
  escalation: z.partialRecord(Severity, Waits).default({}),
  /** For how many days what the record of people's doings is kept with: copies of findings, and the names of people. The record itself stays. */
  evidence: z.strictObject({ keepDays: days.default(1095), keepNamesDays: days.default(1095) }).prefault({}),
  tickets: z
    .strictObject({
      /** By when a ticket should be done, in days after it was opened. */
      dueDays: z
        .strictObject({
          CRITICAL: days.default(7),
          HIGH: days.default(14),
          UNKNOWN: days.default(14),
          MEDIUM: days.default(30),
          LOW: days.default(90),
          INFORMATIONAL: days.default(180),
        } satisfies Record<Severity, z.ZodType>)
        .prefault({}),
    })
    .prefault({}),
});
export type Policy = z.infer<typeof Policy>;

/** Whether a finding can come to any channel at all. What was emptied or cut off cannot be told from what was meant so. */
export const namesChannel = ({ defaultChannel, routes }: Policy): boolean => defaultChannel !== undefined || routes.length > 0;

/** Whether anyone holds any role; while nobody does, nobody may change anything. */
export const rolesConfigured = (policy: Policy): boolean => Object.values(policy.roles).some((people) => people.length > 0);
