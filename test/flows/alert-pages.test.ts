import { afterEach, beforeEach, expect, test } from 'vitest';
import { AlertPage } from '../../src/domain/alert-page.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const sent = (topic = 'alerts') => world.sns.inbox.filter(({ topicArn }) => topicArn.endsWith(`:shub-${topic}`));
const pages = () => sent().map(({ message }) => AlertPage.parse(JSON.parse(message)));

test('a HIGH finding is paged once its card is there, with a link to it', async () => {
  await world.arrives(aGuardDutyAsff());

  expect(pages()).toMatchObject([{ severity: 'HIGH', slack: { channel: ALERTS } }]);
  expect(pages()[0]?.slack?.url).toBe(`https://slack.com/archives/${ALERTS}/p${world.card().ts.replace('.', '')}`);
});
