import type { ModalView } from '@slack/types';
import type { Answer } from '../domain/answer.ts';
import type { Capability, Person } from '../domain/person.ts';
import type { Services } from '../flows/services.ts';
import type { CommandName, Commands } from './command.ts';
import type { Modals } from './modals.ts';
import type { CommandLine, Happening, OnMessage, Press, Shortcut, Submission } from './payload.ts';

/** What listeners may ask of the world. Each takes what it uses: `Pick<ListenerServices, …>`. */
export type ListenerServices = Pick<
  Services,
  'now' | 'token' | 'policy' | 'intents' | 'selections' | 'queues' | 'cards' | 'findings' | 'directory' | 'chat' | 'log'
> & {
  modals: Modals;
};

/** What the request said, and who is behind it: someone who has been found allowed to do this. */
export type By<Payload> = Payload & { person: Person };

/**
 * Does what a person asked for by calling one function. What it resolves to is the answer, given only then, so everything
 * must be durable before it returns. It refuses by throwing a UserFacingError.
 */
type Listener<Payload, Reply> = (asked: By<Payload>, services: ListenerServices) => Promise<Reply>;

/** Words for the person alone, or nothing when what they did shows by itself. */
export type PressListener = Listener<Press, string | undefined>;
/** What a modal that was sent off shows then, in place of itself. */
export interface Instead {
  instead: ModalView;
}
/** What is wrong with what was typed, by block id; undefined closes the modal. */
export type SubmissionListener = Listener<Submission, Record<string, string> | Instead | undefined>;
/** As for a press; words come in a window, since a global shortcut is chosen in no channel. */
export type ShortcutListener = Listener<Shortcut, string | undefined>;
export type OnMessageListener = Listener<OnMessage, string | undefined>;
/** Nobody has been let in yet: whatever follows from it is decided by who carries it out. A failure has Slack send it again. */
export type HappeningListener = (happened: Happening, services: ListenerServices) => Promise<void>;
/** Undefined when the answer follows by itself. */
export type CommandListener<N extends CommandName> = Listener<CommandLine & { args: Commands[N] }, Answer | undefined>;

/** What a route demands of a person; `fresh`: as Slack says at this moment, not as it said within the last minute. */
export interface Demand {
  may: Capability;
  fresh?: true;
}
