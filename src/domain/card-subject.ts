import * as z from 'zod';
import { Carried } from './carried.ts';
import { FindingRef } from './finding.ts';
import { SHEET_ROWS, Tally } from './storm.ts';

const Member = FindingRef.extend({ key: z.string() });

/** One message of a storm that lists these cards. */
const Sheet = z.object({
  kind: z.literal('sheet'),
  cards: z.array(z.string()).min(1).max(SHEET_ROWS),
  /** What goes out in the place of its cards once it is posted. */
  carried: z.array(Carried).optional(),
});

/** The message at the top of a storm, edited in place as the storm goes on. */
const Head = z.object({
  kind: z.literal('head'),
  since: z.string(),
  /** What is waiting for its first message, and how long the oldest has, as it was last looked at, less what got one since. */
  waiting: Tally,
  lookedAt: z.string().optional(),
  oldestMinutes: z.number(),
  /** What has a message or a place on a sheet, the messages that are counted in there, and how many of those are sheets. */
  done: Tally,
  messages: z.array(z.string()),
  /** How many more were counted before those: a storm may last for days, and its row must not grow with it. */
  earlier: z.number().default(0),
  sheets: z.number(),
  /** The sources of which not even criticals get messages of their own until it is over. */
  flooding: z.array(z.string()).default([]),
  /** Since when nothing has been waiting, in ms since 1970. */
  calmSince: z.number().optional(),
  closedAt: z.string().optional(),
});

/** What an insight counted when somebody sent its results from the AWS console, the largest groups first. */
const SentInsight = z.object({
  kind: z.literal('insight'),
  arn: z.string(),
  name: z.string(),
  /** What the values are, such as `AwsAccountId`; empty when nobody said. */
  resultType: z.string(),
  region: z.string(),
  groups: z.array(z.object({ value: z.string(), count: z.number() })),
  /** The custom action by which it was sent: AWS does not tell the person. */
  action: z.string().optional(),
});

/** A card about nothing, to try out a channel. */
const Test = z.object({
  kind: z.literal('test'),
  /** Slack user id of whoever asked for it. */
  by: z.string(),
  /** Until when its buttons do something, in ms since 1970; `over`: its message says that they no longer do. */
  until: z.number(),
  over: z.boolean(),
});

/** What a Slack message is about: a problem, what a channel had before installation, part of a storm, an insight, or nothing at all. */
export const Subject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('problem'), problem: z.string(), members: z.array(Member).min(1) }),
  z.object({ kind: z.literal('adopted') }),
  Sheet,
  Head,
  SentInsight,
  Test,
]);
