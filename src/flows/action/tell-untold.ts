import type { Services } from '../services.ts';

/** Tells the person who pressed what they have not been told yet. It is written down until they have, so a crash tells it late, not never. */
export async function tellUntold(intentId: string, { intents, chat }: Pick<Services, 'intents' | 'chat'>): Promise<void> {
  const intent = await intents.get(intentId);
  if (intent?.untold === undefined) return;
  await chat.answer(intent, { kind: 'words', text: intent.untold });
  await intents.move(intent.id, intent, { state: intent.state, thread: intent.thread, untold: undefined });
}
