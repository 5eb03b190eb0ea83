import { UserFacingError } from '../../domain/refusal.ts';
import type { Request } from '../../domain/request.ts';
import type { Standard } from '../../domain/standard.ts';
import type { StandardControl } from '../../domain/standard-control.ts';
import { sayOnce } from '../say-once.ts';
import type { Services } from '../services.ts';
import { standardByKey } from './find-standard.ts';
import { onRecord, wasBegun } from './on-record.ts';

type Needs = Pick<Services, 'standards' | 'controls' | 'audit' | 'queues' | 'chat' | 'now' | 'log'>;
type Asked = Extract<Request, { kind: 'switch control' }>;

/**
 * Switches a control of a standard off, with the reason kept in Security Hub, or on again. The channel is told, because what
 * is not checked any longer concerns all; the list that it was pressed in is drawn anew. Carried out again, it happens once.
 */
export async function switchControl(asked: Asked, services: Needs): Promise<void> {
  const { standards, controls, queues } = services;
  const { who, channel, responseUrl, control: id, to, from } = asked;
  const standard = await standardByKey(from.standard, services);
  if (!standard.subscription)
    throw new UserFacingError('not_done', `Nothing was done: ${standard.name} is not on, so none of its controls is.`);
  const control = (await standards.controls(standard.arn)).find((each) => each.id === id);
  if (!control) throw new UserFacingError('not_done', `Nothing was done: ${standard.name} has no control ${id}.`);

  const so = to.on === (control.off === undefined);
  const deed = {
    press: asked.press,
    who,
    action: 'control' as const,
    chain: `${standard.arn}|${id}`,
    ...(!to.on && { reason: to.reason }),
  };
  const did = !so || (await wasBegun(deed, services));
  if (did) {
    const act = async () => (so ? undefined : standards.switchControl(standard.arn, id, to));
    await onRecord({ ...deed, result: to.on ? 'ENABLED' : 'DISABLED' }, act, services);
    await controls.forget();
    await tellChannel(asked, standard, control, services);
  }
  const said = `${id} ${did ? 'is now' : 'was already'} switched ${to.on ? 'on' : 'off'} in ${standard.name}.`;
  await queues.request(
    { kind: 'controls', who, channel, ...(responseUrl !== undefined && { responseUrl, replaces: true }), administers: true, said, ...from },
    'reports',
  );
}

/** By so much Slack's clock may be behind ours. */
const CLOCKS_APART_MS = 60_000;

async function tellChannel(
  { press, askedAt, who, channel, to }: Asked,
  { name }: Standard,
  { id, title }: StandardControl,
  services: Pick<Services, 'chat' | 'log' | 'now'>,
): Promise<void> {
  const { chat, log } = services;
  const lines = to.on ? [title] : [title, `Reason: ${to.reason}`];
  try {
    const said = () => chat.findPosted(channel, press, new Date(Date.parse(askedAt) - CLOCKS_APART_MS));
    const notice = { tone: 'info' as const, title: `${id} switched ${to.on ? 'on' : 'off'} in ${name}`, lines, by: who };
    const outcome = await sayOnce({ channel, said, say: () => chat.notify(channel, notice, press) }, services);
    if (outcome.kind !== 'ok') throw new Error(outcome.error);
  } catch (error) {
    // It is done and on record, and whoever did it is answered; the channel may be one that shub is not in.
    log.warn('channel not told of a control', { control: id, because: error instanceof Error ? error.message : String(error) });
    log.count('UntoldChanges');
  }
}
