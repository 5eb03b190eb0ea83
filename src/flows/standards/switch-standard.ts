import { UserFacingError } from '../../domain/refusal.ts';
import type { Request } from '../../domain/request.ts';
import { type Standard, troubleWith } from '../../domain/standard.ts';
import type { Services } from '../services.ts';
import { standardByKey } from './find-standard.ts';
import { follow } from './follow.ts';
import { onRecord, wasBegun } from './on-record.ts';

type Needs = Pick<Services, 'standards' | 'audit' | 'jobs' | 'queues' | 'now' | 'log'>;
type Asked = Extract<Request, { kind: 'switch standard' }>;

/**
 * Begins to switch a standard on or off, and has it followed in the channel, because it takes minutes. Carried out again,
 * or pressed by two at once, it happens once. The list that it was pressed in is drawn anew.
 */
export async function switchStandard(asked: Asked, services: Needs): Promise<void> {
  const { queues, log } = services;
  const { who, channel, responseUrl } = asked;
  const standard = await standardByKey(asked.standard, services);
  if (standard.managedBy !== undefined)
    throw refused(`${standard.name} is switched on and off by ${standard.managedBy} alone: do it there.`);
  const said = await (asked.on ? switchOn : switchOff)(standard, asked, services);
  log.info('standard switched', { standard: standard.arn, on: asked.on, by: who });
  await queues.request(
    { kind: 'standards', who, channel, ...(responseUrl !== undefined && { responseUrl }), replaces: true, administers: true, said },
    'reports',
  );
}

async function switchOn(standard: Standard, asked: Asked, services: Needs): Promise<string> {
  const { name, arn, subscription } = standard;
  const deed = { ...deedOf(standard, asked), result: 'ENABLED' };
  if (subscription?.status === 'DELETING') throw refused(`${name} is being switched off at this moment. Press again once it is off.`);
  if (subscription && !(await wasBegun(deed, services))) {
    if (subscription.status === 'PENDING') return alreadyBegun(standard, asked, services);
    return `${name} is on already. ${troubleWith(subscription) ?? ''}`.trim();
  }
  await onRecord(deed, async () => (subscription ? undefined : services.standards.enable(arn)), services);
  const first = await follow(standard, 'ready', asked, services);
  // Two that press at once both find it off; the message that follows it is one person's.
  return first === asked.who
    ? `${name} is being switched on, which takes minutes. A message in this channel follows it.`
    : alreadyWords(standard, first, asked);
}

async function switchOff(standard: Standard, asked: Asked, services: Needs): Promise<string> {
  const { name, subscription } = standard;
  const deed = { ...deedOf(standard, asked), result: 'DISABLED' };
  if (subscription?.status === 'PENDING') throw refused(`${name} is still being switched on. Press again once it is on.`);
  const on = subscription !== undefined && subscription.status !== 'DELETING';
  if (!on && !(await wasBegun(deed, services))) return subscription ? alreadyBegun(standard, asked, services) : `${name} is off already.`;
  await onRecord(deed, async () => (on ? services.standards.disable(subscription.arn) : undefined), services);
  const first = await follow(standard, 'gone', asked, services);
  return first === asked.who
    ? `${name} is being switched off. A message in this channel follows it.`
    : alreadyWords(standard, first, asked);
}

/** Somebody was faster, here or in the console: it is followed all the same. */
async function alreadyBegun(standard: Standard, asked: Asked, services: Needs): Promise<string> {
  return alreadyWords(standard, await follow(standard, asked.on ? 'ready' : 'gone', asked, services), asked);
}

function alreadyWords({ name }: Standard, first: string, { who, on }: Asked): string {
  const by = first === who ? '' : `, asked for by <@${first}>`;
  return `${name} is being switched ${on ? 'on' : 'off'} already${by}. A message in the channel follows it.`;
}

const deedOf = ({ arn }: Standard, { press, who }: Asked) => ({ press, who, action: 'standard' as const, chain: arn });

const refused = (words: string): UserFacingError => new UserFacingError('not_done', `Nothing was done: ${words}`);
