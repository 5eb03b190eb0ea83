import type { Asker } from '../../domain/request.ts';
import type { Services } from '../services.ts';

/** Answers `/shub standards`: all that Security Hub has here, those that are on with how they stand. */
export async function listStandards(
  asker: Asker,
  { administers, said }: { administers: boolean; said?: string },
  { standards, chat }: Pick<Services, 'standards' | 'chat'>,
): Promise<void> {
  await chat.answer(asker, { kind: 'standards', standards: await standards.list(), administers, ...(said !== undefined && { said }) });
}
