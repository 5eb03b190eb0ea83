import type { Request } from '../../domain/request.ts';
import { actOnCard } from '../act-on-card.ts';
import { listExceptions } from './register.ts';

type Needs = Parameters<typeof listExceptions>[2] & Parameters<typeof actOnCard>[1];

/** Ends a suppression before its time, as a press that a person made, and shows the list as it is then. */
export async function endExceptionEarly(
  { intent, page, ...asker }: Extract<Request, { kind: 'end exception' }>,
  services: Needs,
): Promise<void> {
  const again = (seconds: number) => services.queues.request({ kind: 'press', intent }, 'actions', seconds);
  await actOnCard(intent, services, { again });
  const press = await services.intents.get(intent);
  if (press?.state === 'REFUSED') return;
  await listExceptions(asker, { page, responds: true, said: 'You have ended this suppression; the finding is new again.' }, services);
}
