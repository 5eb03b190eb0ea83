import { tellOperations } from '../outgoing/tell-operations.ts';
import type { Chat, Outcome, Services } from '../services.ts';
import { ReadingFailed } from './reading-failed.ts';

/** A scope that reading, or opening a direct message, lacks says nothing about posting. */
const ONLY_HERE = new Set(['missing_scope', 'no_permission']);

const AWAY: Exclude<Outcome, { kind: 'ok' }> = { kind: 'not sent', retryAfter: 60, error: 'token refused' };

/**
 * The same chat, but silent while Slack refuses our token: then one call a minute goes through and tries, and the first
 * that is not refused lets everything through again. Those who run shub are told by SNS, since Slack cannot. What one
 * person asked for is still answered: its own way needs no token.
 */
export function guardedChat(chat: Chat, services: Pick<Services, 'breaker' | 'pager' | 'nonces' | 'log'>): Chat {
  const { breaker, log } = services;

  async function guard(call: () => Promise<Outcome>, saysNothing: ReadonlySet<string> = new Set()): Promise<Outcome> {
    const open = await breaker.open();
    if (open && !(await breaker.mayTry())) return AWAY;
    const outcome = await call();
    if (outcome.kind === 'ok' || !saysNothing.has(outcome.error)) await learn(outcome, open !== undefined);
    return outcome;
  }

  async function learn(outcome: Outcome, wasOpen: boolean): Promise<void> {
    if (outcome.kind === 'permanent' && outcome.of === 'auth') {
      log.error('Slack refuses our token', { because: outcome.error });
      log.count('TokenRefused');
      await breaker.trip(outcome.error);
      const text = `Slack answers ${outcome.error}. Nothing is posted or edited until the app's token and scopes are right again; what waits is kept and goes out then.`;
      await tellOperations({ cause: 'token', subject: 'shub cannot speak in Slack', text }, services);
    } else if (wasOpen && (outcome.kind === 'ok' || outcome.kind === 'permanent')) {
      log.info('Slack takes our token again');
      await breaker.reset();
    }
  }

  /** Reading does not trip it for want of a scope of its own. */
  async function guardReading<T>(read: () => Promise<T>): Promise<T> {
    const open = await breaker.open();
    if (open && !(await breaker.mayTry())) throw new ReadingFailed(AWAY);
    try {
      const found = await read();
      await learn({ kind: 'ok', ts: '' }, open !== undefined);
      return found;
    } catch (error) {
      if (error instanceof ReadingFailed && !ONLY_HERE.has(error.failure.error)) await learn(error.failure, open !== undefined);
      throw error;
    }
  }

  return {
    ...chat,
    post: (...args) => guard(() => chat.post(...args)),
    edit: (...args) => guard(() => chat.edit(...args)),
    remove: (...args) => guard(() => chat.remove(...args)),
    thread: (...args) => guard(() => chat.thread(...args)),
    remark: (...args) => guard(() => chat.remark(...args)),
    ask: (...args) => guard(() => chat.ask(...args)),
    call: (...args) => guard(() => chat.call(...args)),
    direct: (...args) => guard(() => chat.direct(...args), ONLY_HERE),
    handOver: (...args) => guard(() => chat.handOver(...args)),
    digest: (...args) => guard(() => chat.digest(...args)),
    notify: (...args) => guard(() => chat.notify(...args)),
    amend: (...args) => guard(() => chat.amend(...args)),
    announce: (...args) => guard(() => chat.announce(...args)),
    showHome: (...args) => guard(() => chat.showHome(...args)),
    tell: (...args) => guard(() => chat.tell(...args), ONLY_HERE),
    findPosted: (...args) => guardReading(() => chat.findPosted(...args)),
    findInThread: (...args) => guardReading(() => chat.findInThread(...args)),
  };
}
