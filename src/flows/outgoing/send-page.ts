import { type AlertPage, alertPage } from '../../domain/alert-page.ts';
import { placeOf } from '../../domain/card.ts';
import type { Notice } from '../../domain/notice.ts';
import { eventStep, isFailing, isHopeless, later, type OutgoingCall, type OutgoingPage } from '../../domain/outgoing.ts';
import { sayOnce } from '../say-once.ts';
import type { Services } from '../services.ts';
import type { Results, Tale } from './send-out.ts';
import { tellOperations } from './tell-operations.ts';

type Needs = Pick<Services, 'pager' | 'chat' | 'log' | 'now'> & Parameters<typeof tellOperations>[1];

/**
 * Publishes the alert page about a card. The first time that it is clear that it does not get through, that is said under
 * the card, to operations and on the bus; it goes on being tried for a day.
 */
export async function sendPage(
  page: OutgoingPage | OutgoingCall,
  tale: Tale,
  services: Needs,
  escalation?: NonNullable<AlertPage['escalation']>,
): Promise<Results> {
  const { pager, log, now } = services;
  const { card, findings, message } = tale;
  const facts = { card: card.key, page: page.id, tries: page.tries };
  if (!card.open) {
    log.info('page not needed: closed meanwhile', facts);
    return { fates: [[page.id, 'needless']] };
  }
  const about = { members: findings.length, ...(message && { url: message.url }), ...(escalation && { escalation }) };
  const sent = await pager.page(alertPage(page.id, card, findings[0], about));
  if (sent.is !== 'failed') {
    if (sent.is === 'sent') {
      log.info('alert page sent', { ...facts, linked: message !== undefined });
      log.count('PagesSent');
    }
    const what = escalation ? 'page' : 'alert page';
    const told = {
      id: page.id,
      what,
      at: now().toISOString(),
      whom: [],
      ...(escalation && { by: escalation.by, from: escalation.from }),
    } as const;
    return { fates: [[page.id, sent.is]], ...(sent.is === 'sent' && { told: [{ ...told, whom: [] }] }) };
  }

  const { because } = sent;
  log.warn('alert page not sent', { ...facts, because });
  log.count('PagesNotSent');
  if (isHopeless(page, now().getTime())) {
    log.error('alert page given up', { ...facts, because });
    log.count('PagesGivenUp');
    await say(`${page.id}.given-up`, 'The alert page about this was given up', because, 'For a day nobody could be paged.', tale, services);
    return { fates: [[page.id, 'given up']] };
  }
  const next = later(page, now().getTime(), sent);
  if (page.told || !(sent.lasting || isFailing(page))) return { fates: [[page.id, { later: next }]] };
  log.error('alert page does not get through', { ...facts, because });
  log.count('PagesFailing');
  await say(`${page.id}.failing`, 'Nobody was paged about this yet', because, 'shub goes on trying for a day.', tale, services);
  const event = eventStep(`${page.id}.failed`, 'Alert Page Failed', { by: 'shub', from: 'shub', reason: because }, now());
  return { fates: [[page.id, { later: { ...next, told: true } }]], news: [event] };
}

/** Under the card, once whatever crashes or sleeps, and to operations. */
async function say(token: string, title: string, because: string, then: string, { card, message }: Tale, services: Needs): Promise<void> {
  const { chat, log } = services;
  await tellOperations({ cause: 'pages', subject: 'shub cannot send alert pages', text: `${title}: ${because}. ${then}` }, services);
  if (!message) return;
  const notice: Notice = { tone: 'bad', title, lines: [because, then] };
  try {
    const channel = placeOf(card);
    const said = () => chat.findInThread(channel, message.ts, token);
    const outcome = await sayOnce({ channel, said, say: () => chat.remark(channel, message.ts, notice, token) }, services);
    if (outcome.kind !== 'ok') throw new Error(outcome.error);
  } catch (error) {
    // Pages must not wait for Slack: the log and operations know, and that has to do.
    log.warn('not said under the card', { card: card.key, error: String(error) });
    log.count('UntoldFailures');
  }
}
