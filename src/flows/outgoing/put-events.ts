import type { Fate } from '../../domain/alerting.ts';
import { findingEvent } from '../../domain/events-out.ts';
import { isFailing, isHopeless, later, type Outgoing } from '../../domain/outgoing.ts';
import type { Services } from '../services.ts';
import type { Results, Tale } from './send-out.ts';
import { tellOperations } from './tell-operations.ts';

type Needs = Pick<Services, 'bus' | 'log' | 'now'> & Parameters<typeof tellOperations>[1];

/** Puts those of the steps on the bus that are events, in as few calls as it can. */
export async function putEvents(taken: readonly { step: Outgoing; tale: Tale }[], services: Needs): Promise<Results> {
  const events = taken.flatMap(({ step, tale }) => (step.kind === 'event' ? [{ step, tale }] : []));
  if (events.length === 0) return { fates: [] };
  const { bus, log, now } = services;
  const sent = await bus.put(events.map(({ step, tale }) => findingEvent(step, tale.card, tale.findings, tale.message?.url)));
  const fates: [string, Fate][] = [];
  for (const [i, { step, tale }] of events.entries()) {
    const result = sent[i] ?? { is: 'failed', lasting: false, because: 'no answer' };
    if (result.is !== 'failed') {
      fates.push([step.id, result.is]);
      continue;
    }
    const hopeless = isHopeless(step, now().getTime());
    const facts = { card: tale.card.key, type: step.type, because: result.because };
    if (hopeless) log.error('event given up', facts);
    else log.warn('event not sent', facts);
    log.count(hopeless ? 'EventsGivenUp' : 'EventsNotSent');
    fates.push([step.id, hopeless ? 'given up' : { later: later(step, now().getTime(), result) }]);
    if (result.lasting || isFailing(step)) {
      const text = `${step.type}: ${result.because}. shub tries for a day.`;
      await tellOperations({ cause: 'events', subject: 'shub cannot put events on the bus', text }, services);
    }
  }
  return { fates };
}
