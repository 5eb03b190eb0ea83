import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import { expect, test } from 'vitest';
import type { Message } from '../../../src/slack/views/block-kit.ts';
import { findingCard, minimalCard } from '../../../src/slack/views/finding-card.ts';
import { aControlFinding, aFinding } from '../../fixtures/a-finding.ts';
import { aFace } from './every-surface.ts';

const blocksOf = ({ blocks, attachments }: Message): KnownBlock[] => [
  ...blocks,
  ...attachments.flatMap(({ blocks = [] }) => blocks.filter((block): block is KnownBlock => 'type' in block)),
];

/** What a button or a menu offers. */
const labelsOf = (element: ActionsBlock['elements'][number]): string[] => {
  if (element.type === 'button') return [element.text.text];
  return element.type === 'overflow' ? ['⋯', ...element.options.map(({ text }) => text.text)] : [element.type];
};

const rowOf = (message: Message): string[] =>
  blocksOf(message).flatMap((block) => (block.type === 'actions' ? block.elements.flatMap(labelsOf) : []));

/** What is read on the card, from the top. */
const read = (message: Message): string =>
  blocksOf(message)
    .flatMap((block) => {
      if (block.type === 'section') return [block.text?.text];
      if (block.type === 'actions') return [block.elements.map((element) => `[${labelsOf(element).join(', ')}]`).join(' ')];
      return block.type === 'context' ? block.elements.map((element) => ('text' in element ? element.text : '')) : [];
    })
    .join('\n');

const buttonsOf = (message: Message): Button[] =>
  blocksOf(message).flatMap((block) => (block.type === 'actions' ? block.elements.filter((element) => element.type === 'button') : []));

test('a card says how bad, what, where and what decides before its buttons, and the rest after', () => {
  const lines = read(findingCard(aFace(aControlFinding(), { memberCount: 2 }))).split('\n');

  expect(lines.slice(0, 4)).toEqual([
    '*🔴 CRITICAL · EC2.19 Security groups should not allow unrestricted access to ports with high risk*',
    '`sg-0def5678` · shop-production (111122223333) · eu-west-1',
    'Port 3389 is open to 0.0.0.0/0.',
    '[Acknowledge] [Resolve…] [Snooze…] [Suppress…] [Details] [⋯, Assign…, Add note…, Ticket, Escalate…, All like this…]',
  ]);
  expect(lines[4]).toContain('|Open in Security Hub> · <https://docs.aws.amazon.com/console/securityhub/EC2.19/remediation|What to do>');
  expect(lines[5]).toContain('Security Hub · FSBP 1.0.0, NIST 800-53 5.0.0 · 2 findings, one problem · first seen <!date^1772441880^');
  expect(lines[6]).toBe('Here because it was seen for the first time');
});

test('the phone is told severity, what and where in plain words', () => {
  const { text } = findingCard(aFace(aControlFinding()));

  expect(text).toBe(
    'CRITICAL: EC2.19 Security groups should not allow unrestricted access to port… · sg-0def5678, shop-production, eu-west-1',
  );
  expect(text.length).toBeLessThanOrEqual(120);
});

test('its buttons are those the state offers, the safe one marked, the dangerous one too, each with the card and version', () => {
  const face = aFace(aFinding());
  expect(buttonsOf(findingCard(face)).map(({ action_id, style, value }) => [action_id, style, value])).toEqual([
    ['finding:acknowledge', 'primary', `${face.card}|3`],
    ['finding:resolve', undefined, `${face.card}|3`],
    ['finding:snooze', undefined, `${face.card}|3`],
    ['finding:suppress', 'danger', `${face.card}|3`],
    ['finding:details', undefined, `${face.card}|3`],
  ]);
  expect(rowOf(findingCard({ ...face, offers: ['reopen'] }))).toEqual([
    'Re-open',
    'Details',
    '⋯',
    'Assign…',
    'Add note…',
    'Ticket',
    'Escalate…',
    'All like this…',
  ]);
  expect(rowOf(findingCard({ ...face, open: false, offers: [] }))).toEqual(['Details', '⋯', 'All like this…']);
});

test.each([
  ['is new', {}, '🟠 HIGH · ', '#E8710A'],
  ['was acknowledged', { workflow: 'NOTIFIED' }, '🟠 HIGH · ', '#E8710A'],
  ['was resolved', { workflow: 'RESOLVED', open: false }, '✅ RESOLVED · was HIGH · ', '#2E7D32'],
  ['was suppressed', { workflow: 'SUPPRESSED', open: false }, '🔕 SUPPRESSED · was HIGH · ', '#8A8F98'],
  ['was archived by its product', { open: false }, '📦 ARCHIVED · was HIGH · ', '#8A8F98'],
  ['cannot be read as to its severity', { severity: 'UNKNOWN' }, '⚪ UNKNOWN · ', '#6B7280'],
] as const)('a card whose finding %s says so in a word, a mark and a colour', (_, state, title, colour) => {
  const card = findingCard(aFace(aFinding(), state));

  expect(read(card)).toContain(`*${title}`);
  expect(card.attachments[0]?.color).toBe(colour);
});

test('a check that passes turns the card green without anyone having pressed', () => {
  const passed = aControlFinding({ compliance: { status: 'PASSED', control: 'EC2.19', standards: [], requirements: [], reasons: [] } });

  expect(read(findingCard(aFace(passed, { open: false })))).toContain('✅ PASSED · was CRITICAL');
});

test('the last press is on the card with who, when and why', () => {
  const at = '2026-03-02T09:00:00.000Z';
  const shown = (lastPress: Parameters<typeof aFace>[1]) => read(findingCard(aFace(aFinding(), lastPress)));

  expect(shown({ owner: 'U0ANA', lastPress: { action: 'acknowledge', by: 'U0ANA', from: 'slack', at, reason: 'on it' } })).toMatch(
    /👀 \*Acknowledged\* by <@U0ANA> · <!date\^1772442000\^[^>]*> · “on it”/,
  );
  expect(shown({ lastPress: { action: 'resolve', by: 'ops@example.com', from: 'outside', at } })).toContain(
    '✅ *Resolved* in the AWS console by `ops@example.com`',
  );
  expect(shown({ lastPress: { action: 'resolve', by: 'Security Hub', from: 'outside', at } })).toContain(
    'in the AWS console or by a rule there',
  );
  expect(shown({ owner: 'U0BEN', lastPress: { action: 'reopen', by: 'U0ANA', from: 'slack', at } })).toContain('owner <@U0BEN>');
});

test('a problem that came back points to the message before', () => {
  const again = aFace(aFinding(), { generation: 2, previousTs: '1772442000.000100', because: 're-opened' });

  expect(read(findingCard(again))).toContain(
    'Here because it came back after it was closed · message 2 about this, the one before was <!date^1772442000^',
  );
  expect(read(findingCard(again, { previousLink: 'https://shop.slack.com/archives/C1/p1772442000000100' }))).toContain(
    '<https://shop.slack.com/archives/C1/p1772442000000100|the one before>',
  );
});

test('a message that takes the place of one that is gone says so, and does not count as a second about the problem', () => {
  const instead = findingCard(aFace(aFinding(), { previousTs: '1772442000.000100' }), { previousLink: 'https://shop.slack.com/p1' });

  expect(read(instead)).toContain('in place of another, <https://shop.slack.com/p1|the one before>');
  expect(read(findingCard(aFace(aFinding())))).not.toContain('the one before');
});

test('a sample finding is called one, in the title and on the phone', () => {
  const card = findingCard(aFace(aFinding({ sample: true })));

  expect(read(card)).toContain('*🟠 HIGH · SAMPLE · ');
  expect(card.text).toMatch(/^HIGH SAMPLE: /);
});

test('of many resources the first is named and the rest are counted', () => {
  expect(read(findingCard(aFace(aFinding({ resourceCount: 32 }))))).toContain('`i-0abc1234` and 31 more');
});

test('a finding in China leads to the console of that partition', () => {
  const card = read(findingCard(aFace(aFinding({ partition: 'aws-cn', region: 'cn-north-1' }))));

  expect(card).toContain('<https://cn-north-1.console.amazonaws.cn/securityhub/home');
});

test('advice from a host that is not AWS’s is no link', () => {
  const card = read(findingCard(aFace(aFinding({ remediation: { url: 'https://advice.example/fix' } }))));

  expect(card).toContain('What to do: `advice.example`');
  expect(card).not.toContain('https://advice.example');
});

test('what the title and headline have said is not said again as a fact, and identifiers keep their characters', () => {
  const finding = aFinding({
    headline: 'CVSS 9.8 · openssl',
    facts: [
      { label: 'Package', value: 'openssl' },
      { label: 'Fixed in', value: '3.0.12' },
      { label: 'Role', value: 'arn:aws:iam::111122223333:role/web_*' },
    ],
  });

  expect(read(findingCard(aFace(finding)))).toContain('\nFixed in: 3.0.12 · Role: `arn:aws:iam::111122223333:role/web_*`\n');
});

test('when Slack refuses the card, three lines without blocks still say how bad, what, where and how to see it', () => {
  const face = aFace(aControlFinding());

  expect(minimalCard(face)).toEqual({
    text: [
      '*🔴 CRITICAL · EC2.19 Security groups should not allow unrestricted access to ports with high risk*',
      '`sg-0def5678` · shop-production (111122223333) · eu-west-1',
      `Slack refused the full card; \`/shub show ${face.finding.key}\` shows it.`,
    ].join('\n'),
    blocks: [],
    attachments: [],
  });
});
