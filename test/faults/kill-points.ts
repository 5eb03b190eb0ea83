import type { KillPoint } from './kill-point.ts';

/** Where in the life of a finding or a press the product is killed, in words that go on from "killed". */
export type NamedKillPoint = readonly [words: string, point: KillPoint];

export const ON_THE_WAY_IN: readonly NamedKillPoint[] = [
  ['before the finding is written down', { when: 'before', call: 'findings.put' }],
  ['after the finding is written down, before its card', { when: 'after', call: 'findings.put' }],
  ['after its card is written down', { when: 'after', call: 'cards.change' }],
  ['before delivery is woken', { when: 'before', call: 'queues.wake' }],
  ['after the channel is leased', { when: 'after', call: 'channels.take' }],
  ['after the card is POSTING, before Slack hears of it', { when: 'before', call: 'chat.post' }],
  ['after Slack took the message, before that is written down', { when: 'after', call: 'chat.post' }],
  ['before the channel is given back', { when: 'before', call: 'channels.release' }],
];

export const ON_THE_WAY_BACK: readonly NamedKillPoint[] = [
  ['after the press is written down, before it is queued', { when: 'after', call: 'intents.create' }],
  ['after the press is queued, before Slack is answered', { when: 'after', call: 'queues.request' }],
  ['before the audit trail says it was begun', { when: 'before', call: 'audit.append' }],
  ['after the audit trail says it was begun', { when: 'after', call: 'audit.append' }],
  ['after Security Hub has done it, before anybody knows', { when: 'after', call: 'hub.setWorkflow' }],
  ['after the card says so in the table, before Slack', { when: 'before', call: 'chat.edit' }],
  ['after the card says so in Slack, before that is written down', { when: 'after', call: 'chat.edit' }],
  ['after the thread line went out, before that is written down', { when: 'after', call: 'chat.thread' }],
];

export const IN_A_STORM: readonly NamedKillPoint[] = [
  ['after the head of a storm was posted, before that is written down', { when: 'after', call: 'chat.post', about: '"kind":"head"' }],
  ['before a sheet of a storm is posted', { when: 'before', call: 'chat.post', about: '"kind":"sheet"' }],
  ['after a sheet of a storm was posted, before that is written down', { when: 'after', call: 'chat.post', about: '"kind":"sheet"' }],
  ['before the head of a storm is edited', { when: 'before', call: 'chat.edit', about: '"kind":"head"' }],
];

export const WHILE_COMPARING: readonly NamedKillPoint[] = [
  ['after the comparison with Security Hub was begun', { when: 'after', call: 'repairs.save' }],
  ['before the comparison with Security Hub is ended', { when: 'before', call: 'repairs.save', nth: 2 }],
];

export const WHILE_TELLING: readonly NamedKillPoint[] = [
  ['before whoever was too late is told so', { when: 'before', call: 'chat.answer' }],
  ['after whoever was too late was told so, before that is written down', { when: 'after', call: 'chat.answer' }],
];

/** Those that the load of a soak run comes to; a storm's first, because it begins once. No comparison ends within the life of a process there. */
export const KILL_POINTS = [...IN_A_STORM, ...ON_THE_WAY_IN, ...ON_THE_WAY_BACK, ...WHILE_COMPARING.slice(0, 1), ...WHILE_TELLING];
