import type { SlackMessage } from '../../src/sandbox/slack/contract.ts';
import { pagesOf } from './outlets.ts';
import { FALLBACK, type TestWorld } from './world.ts';

const isCall = ({ blocks }: SlackMessage): boolean => JSON.stringify(blocks).includes('📣');

/** Where people were called under cards, oldest first. */
export const mentions = (world: TestWorld): SlackMessage[] => world.replies().filter(isCall);

/** The alert pages that went out because of an escalation. */
export const escalations = (world: TestWorld) => pagesOf(world).filter(({ escalation }) => escalation !== undefined);

/** What the fallback channel was told of cards that nobody acknowledged. */
export const inFallback = (world: TestWorld): SlackMessage[] => world.cards(FALLBACK).filter(isCall);

/** What one person was told directly about cards they are called to. */
export function directly(world: TestWorld, who: string): SlackMessage[] {
  const [channel] = [...world.slack.state.channels.values()].filter(({ kind, members }) => kind === 'im' && members.includes(who));
  return (channel ? (world.slack.state.messages.get(channel.id) ?? []) : []).filter(isCall);
}
