import * as z from 'zod';
import { AlertPage } from '../../src/domain/alert-page.ts';
import { EVENT_DETAILS } from '../../src/domain/events-out.ts';
import { EventType } from '../../src/domain/outgoing.ts';
import type { TestWorld } from './world.ts';

type Outside = Pick<TestWorld, 'sns' | 'bus'>;

/** What subscribers of a topic got, oldest first. */
export const published = ({ sns }: Outside, topic: 'alerts' | 'operations') =>
  sns.inbox.filter(({ topicArn }) => topicArn.endsWith(`:shub-${topic}`));

/** The alert pages that went out, each read by its schema. */
export const pagesOf = (outside: Outside): AlertPage[] =>
  published(outside, 'alerts').map(({ message }) => AlertPage.parse(JSON.parse(message)));

const Common = z.looseObject({
  id: z.string(),
  by: z.string(),
  from: z.string(),
  reason: z.string().optional(),
  link: z.string().optional(),
});

/** The events that shub has put on its bus, each read by the schema of its detail-type. */
export const eventsOf = ({ bus }: Outside) =>
  bus.events.flatMap(({ event }) => {
    if (event.source !== 'shub') return [];
    const type = EventType.parse(event['detail-type']);
    return [{ type, detail: Common.parse(EVENT_DETAILS[type].parse(event.detail)), resources: event.resources }];
  });
