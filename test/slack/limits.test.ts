import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingCard } from '../../src/slack/views/finding-card.ts';
import { aFinding } from '../fixtures/a-finding.ts';
import { renderedLength, violations } from './limits.ts';
import { anyFinding, anyText } from './views/arbitrary-finding.ts';
import { aFace, everySurface } from './views/every-surface.ts';

/** Milliseconds: the machine may be busy with other tests. For the same reason a failure is not shrunk, which takes minutes. */
const SLOW = 60_000;

const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Go' } };
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

test.each([
  ['has no text for the phone', { text: '', blocks: [section('x')] }, 'text: missing'],
  ['has 51 blocks', { text: 'x', blocks: Array.from({ length: 51 }, () => section('x')) }, 'blocks: 51 > 50'],
  ['has an empty section', { text: 'x', blocks: [section('')] }, 'blocks.0.text.text: 0'],
  ['has a section of 3,001 characters', { text: 'x', blocks: [section('x'.repeat(3001))] }, 'blocks.0.text.text: 3001'],
  ['is too long in all', { text: 'x', blocks: Array.from({ length: 5 }, () => section('x'.repeat(2900))) }, 'all text: 14500'],
  [
    'has a long button',
    { text: 'x', blocks: [{ type: 'actions', elements: [{ ...button, value: 'x'.repeat(2001) }] }] },
    'blocks.0.0.value: 2001',
  ],
  [
    'has one action twice in a block',
    { text: 'x', blocks: [{ type: 'actions', elements: [button, button] }] },
    'blocks.0: an action_id twice',
  ],
  ['has a block for modals only', { text: 'x', blocks: [{ type: 'alert' }] }, 'no block alert in a message'],
  ['has a named colour', { text: 'x', attachments: [{ color: 'danger', blocks: [section('x')] }] }, 'attachments.0.color: not hex'],
  ['has text beside attached blocks', { text: 'x', attachments: [{ color: '#ffffff', text: 'x', blocks: [] }] }, 'attachments.0: text'],
  [
    'is a modal with a long title',
    { type: 'modal', title: { type: 'plain_text', text: 'x'.repeat(25) }, blocks: [section('x')] },
    'view.title.text: 25',
  ],
  [
    'is a form that cannot be sent',
    {
      type: 'modal',
      title: { type: 'plain_text', text: 'x' },
      blocks: [{ type: 'input', label: { type: 'plain_text', text: 'x' }, element: { type: 'plain_text_input', action_id: 'a' } }],
    },
    'view.submit: required',
  ],
])('Slack would refuse what %s', (_, thing, words) => {
  expect(violations(thing).join('\n')).toContain(words);
});

test('three links fit under a card, however long they are', () => {
  for (let length = 100; length < 3000; length += 40) {
    const url = `https://docs.aws.amazon.com/${'x'.repeat(length)}`;
    const finding = aFinding({ id: 'x'.repeat(length), remediation: { url }, sourceUrl: url });
    expect(violations(findingCard(aFace(finding))), `${length}`).toEqual([]);
  }
});

test(
  'Slack takes everything that is drawn, whatever a finding says',
  async () => {
    await fc.assert(
      fc.property(anyFinding, anyText(600), (finding, words) => {
        for (const [surface, drawn] of Object.entries(everySurface(finding, words))) {
          expect(violations(drawn), surface).toEqual([]);
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  },
  SLOW,
);

test(
  'a card stays far below what Slack takes, and its push text is at most 120 characters',
  async () => {
    await fc.assert(
      fc.property(anyFinding, anyText(600), (finding, words) => {
        const drawn = everySurface(finding, words);
        for (const surface of ['card', 'pressed card', 'closed card', 'list', 'one finding', 'thread line', 'failed thread line']) {
          const message = drawn[surface];
          expect(message).toMatchObject({ text: expect.any(String) });
          if (!message || !('text' in message)) return;
          expect(String(message.text).length, surface).toBeLessThanOrEqual(120);
          expect(renderedLength(message), surface).toBeLessThan(surface === 'list' ? 12_000 : 8_000);
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  },
  SLOW,
);
