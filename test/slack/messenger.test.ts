import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { movableClock } from '../../src/sandbox/clock.ts';
import { startSlack } from '../../src/sandbox/slack/emulator.ts';
import { messenger } from '../../src/slack/messenger.ts';
import { aFinding } from '../fixtures/a-finding.ts';
import { memoryLog } from '../support/memory.ts';
import { aFace } from './views/every-surface.ts';

test('a card that cannot be drawn is an error of ours, not an answer of Slack that got lost', async () => {
  const slack = await startSlack({
    clock: movableClock({ runs: false }),
    signingSecret: 's'.repeat(32),
    botToken: 'xoxb-1',
    team: { id: 'T1', name: 'Acme', domain: 'acme' },
    users: [],
    channels: [{ id: 'C0ALERTS', name: 'alerts' }],
    groups: [],
  });
  const log = memoryLog();
  const client = new WebClient('xoxb-1', { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
  const chat = messenger({ client, log });
  const broken = {
    ...aFace(aFinding()),
    get standards(): string[] {
      throw new Error('nobody can read these');
    },
  };

  const drawn = { kind: 'permanent', of: 'message', error: 'not_drawn' };
  expect(await chat.post('C0ALERTS', broken, 'token')).toEqual(drawn);
  expect(await chat.edit('C0ALERTS', '1.2', broken, 'token')).toEqual(drawn);
  expect(slack.calls).toEqual([]);
  expect(JSON.stringify(log.lines)).toContain('nobody can read these');

  expect(await chat.post('C0ALERTS', broken, 'token', { plain: true })).toMatchObject({ kind: 'ok' });
  await slack.stop();
});
