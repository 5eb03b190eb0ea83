import type { App } from '@slack/bolt';
import { UserFacingError } from '../domain/refusal.ts';
import { assertMay, assertOurs, type Ourselves, whoIs } from './admit.ts';
import { type Command, type CommandName, parseCommand } from './command.ts';
import type { By, Demand, HappeningListener, Instead, ListenerServices } from './listener.ts';
import {
  type CommandLine,
  type Happening,
  type Incoming,
  readCommandLine,
  readHappening,
  readOnMessage,
  readPress,
  readShortcut,
  readSubmission,
} from './payload.ts';
import { commands, type Route, routes } from './routes.ts';
import { Unsaid, type Voice } from './speak.ts';
import { answerMessage } from './views/answer.ts';
import { inWords, notTold } from './words.ts';

interface Registration extends Ourselves {
  voice: Voice;
  services: ListenerServices;
}

const actions = new Map(routes.flatMap((route) => (route.kind === 'action' ? [[route.id, route] as const] : [])));
const views = new Map(routes.flatMap((route) => (route.kind === 'view' ? [[route.id, route] as const] : [])));

/** Whatever it is called: which route it is meant for is looked up. */
const ANY = /^/;

/**
 * Registers every route behind the same authorisation; nothing reaches a listener any other way. Bolt asks each of its listeners
 * about each request, so that of buttons and forms, of which there are many, it gets one for all. What is not acknowledged is not known.
 */
export function register(app: App, registration: Registration): void {
  const { voice, services } = registration;
  app.action({ type: 'block_actions', action_id: ANY }, async ({ body, ack }) => {
    const asked = readPress(body);
    const route = actions.get(asked.id);
    if (!route) return;
    const outcome = await attempt(asked, route, registration, (by) => route.listener(by, services));
    await say(outcome, (words) => voice.toPress(asked, words), services);
    await ack();
  });
  app.view({ type: 'view_submission', callback_id: ANY }, async ({ body, ack }) => {
    const asked = readSubmission(body);
    const route = views.get(asked.id);
    if (!route) return;
    const outcome = await attempt(asked, route, registration, (by) => route.listener(by, services));
    if ('refused' in outcome) return ack(voice.toSubmission(asked, outcome.refused));
    if (outcome.reply === undefined) return ack();
    return isInstead(outcome.reply)
      ? ack({ response_action: 'update', view: outcome.reply.instead })
      : ack({ response_action: 'errors', errors: outcome.reply });
  });
  for (const route of routes) registerRoute(app, route, registration);
}

function registerRoute(app: App, route: Route, registration: Registration): void {
  const { voice, services } = registration;
  switch (route.kind) {
    case 'action':
    case 'view':
      return;
    case 'command':
      app.command(route.id, async ({ body, ack }) => {
        const asked = readCommandLine(body);
        const outcome = await attempt(asked, route, registration, (by) => runCommand(by, services));
        if ('refused' in outcome) return ack(voice.toCommand(asked, outcome.refused));
        return outcome.reply ? ack({ response_type: 'ephemeral', ...answerMessage(outcome.reply) }) : ack();
      });
      return;
    case 'shortcut':
      app.shortcut({ type: 'shortcut', callback_id: route.id }, async ({ body, ack }) => {
        const asked = readShortcut(body);
        const outcome = await attempt(asked, route, registration, (by) => route.listener(by, services));
        await say(outcome, (words) => voice.toShortcut(asked, words), services);
        await ack();
      });
      return;
    case 'message shortcut':
      app.shortcut({ type: 'message_action', callback_id: route.id }, async ({ body, ack }) => {
        const asked = readOnMessage(body);
        const outcome = await attempt(asked, route, registration, (by) => route.listener(by, services));
        await say(outcome, (words) => voice.onMessage(asked, words), services);
        await ack();
      });
      return;
    case 'event':
      app.event(route.id, async ({ body }) => {
        const happened = readHappening(body);
        if (happened) await take(happened, route.listener, registration);
      });
  }
}

const isInstead = (reply: object): reply is Instead => 'instead' in reply && typeof reply.instead === 'object';

type Outcome<Reply> = { reply: Reply } | { refused: string };

/** Lets whoever may do it do it. Whatever is refused or fails on the way ends here, in words. */
async function attempt<Asked extends Incoming, Reply>(
  asked: Asked,
  { may, fresh }: Demand,
  { services, appId, teamId }: Registration,
  listen: (by: By<Asked>) => Promise<Reply>,
): Promise<Outcome<Reply>> {
  try {
    const person = await whoIs(asked, { appId, teamId, fresh }, services);
    await assertMay(person, may, services);
    return { reply: await listen({ ...asked, person }) };
  } catch (error) {
    return { refused: inWords(error, { kind: asked.kind, id: asked.id, who: asked.who }, services) };
  }
}

/**
 * Tells whoever asked what became of it. When they cannot be told, what was done is answered as done, since it shows by itself; what
 * was not is Unsaid.
 */
async function say(
  outcome: Outcome<string | undefined>,
  tell: (words: string) => Promise<void>,
  services: ListenerServices,
): Promise<void> {
  const words = 'refused' in outcome ? outcome.refused : outcome.reply;
  if (words === undefined) return;
  try {
    await tell(words);
  } catch (error) {
    notTold(error, words, services);
    if ('refused' in outcome) throw new Unsaid(words, { cause: error });
  }
}

/** What was refused would be refused again; only what failed is sent again by Slack. */
async function take(happened: Happening, listener: HappeningListener, { services, appId }: Registration): Promise<void> {
  try {
    assertOurs(happened, { appId });
    await listener(happened, services);
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error;
    inWords(error, { kind: happened.kind, id: happened.id }, services);
  }
}

/** Read only now, so that nobody who may not use shub learns what there is; and each command may demand more. */
async function runCommand(by: By<CommandLine>, services: ListenerServices) {
  const command = parseCommand({ text: by.text, command: by.id, channel: by.channel });
  await assertMay(by.person, commands[command.name].may, services);
  return listenTo(command, by, services);
}

const listenTo = <N extends CommandName>({ name, args }: Command<N>, by: By<CommandLine>, services: ListenerServices) =>
  commands[name].listener({ ...by, args }, services);
