import { expect, test } from 'vitest';
import type { Details } from '../../../src/domain/answer.ts';
import { ReasonClass } from '../../../src/domain/exception.ts';
import { Policy } from '../../../src/domain/policy.ts';
import { detailsModal } from '../../../src/slack/views/details-modal.ts';
import { ModalMetadata } from '../../../src/slack/views/modal.ts';
import { resolveModal } from '../../../src/slack/views/resolve-modal.ts';
import { suppressModal } from '../../../src/slack/views/suppress-modal.ts';
import { aControlFinding, aFinding } from '../../fixtures/a-finding.ts';
import { violations } from '../limits.ts';
import { aFace } from './every-surface.ts';

const metadata = { card: 'c0ffee', actionVersion: 7, channel: 'C0123456789' };
const finding = aControlFinding();
const span = { policy: Policy.parse({}), now: new Date('2026-03-02T09:00:00Z') };
const details = (overrides: Partial<Details> = {}): Details => ({
  face: aFace(finding),
  finding,
  members: [finding],
  verdict: { do: 'alert', because: 'first seen' },
  around: undefined,
  raw: { Id: finding.id },
  history: [],
  ...overrides,
});

test.each([
  ['resolve', resolveModal(aFace(finding), metadata)],
  ['suppress', suppressModal(aFace(finding), metadata, span)],
])('the %s modal comes back with the card, its version and channel, and cannot be sent without a text', (id, modal) => {
  expect(modal.callback_id).toBe(id);
  expect(ModalMetadata.parse(JSON.parse(modal.private_metadata ?? ''))).toEqual(metadata);
  const note = modal.blocks.find(({ block_id }) => block_id === 'note');
  expect(note).toMatchObject({ type: 'input', element: { type: 'plain_text_input', action_id: 'text', min_length: 3, max_length: 350 } });
  expect(note).not.toHaveProperty('optional');
});

test('suppressing asks for one of the reason classes', () => {
  const reason = suppressModal(aFace(finding), metadata, span).blocks.find(({ block_id }) => block_id === 'reason');

  expect(reason).toMatchObject({ element: { action_id: 'class', options: ReasonClass.options.map((value) => ({ value })) } });
});

test('a form about a problem of several findings says that all of them change', () => {
  expect(JSON.stringify(resolveModal(aFace(finding, { memberCount: 4 }), metadata))).toContain('all 4 findings of this problem');
});

test('details open at once and say that more is coming', () => {
  expect(JSON.stringify(detailsModal(undefined, { loading: true }).blocks)).toContain('Asking Security Hub for the rest');
  const loading = JSON.stringify(detailsModal(details({ raw: undefined }), { loading: true }).blocks);
  expect(loading).toContain('EC2.19');
  expect(loading).not.toContain('no longer has this finding');
});

test('details tell what decides, the resources, why it is here and what people did', () => {
  const at = '2026-03-02T09:10:00.000Z';
  const press = { id: 'i', finding: finding.key, who: 'U0ANA', action: 'resolve', at, reason: 'port closed' } as const;
  const drawn = JSON.stringify(
    detailsModal(
      details({
        history: [
          { ...press, phase: 'started' },
          { ...press, phase: 'done', result: '1 of 1' },
        ],
      }),
    ).blocks,
  );

  for (const words of [
    'Port 3389 is open to 0.0.0.0/0.',
    '`arn:aws:ec2:eu-west-1:111122223333:security-group/sg-0def5678` · AwsEc2SecurityGroup',
    'NIST.800-53.r5 SC-7',
    'Here because it was seen for the first time',
    '⏳ resolved asked for by <@U0ANA>',
    '✅ Resolved by <@U0ANA>',
    '“port closed” · 1 of 1',
    'Workflow NEW · record ACTIVE',
  ]) {
    expect(drawn).toContain(words);
  }
});

test('all findings of a problem are listed, the rest counted', () => {
  const members = Array.from({ length: 13 }, (_, n) => aControlFinding({ id: `member-${n}` }));
  const drawn = JSON.stringify(detailsModal(details({ members })).blocks);

  expect(drawn).toContain('`member-9`');
  expect(drawn).toContain('_… and 3 more_');
});

test('the raw finding is shown as it is, what cannot be seen made visible, and cut with a note', () => {
  const drawn = (raw: unknown) => JSON.stringify(detailsModal(details({ raw })).blocks);

  expect(drawn({ Title: 'a\u202eb <!here>' })).toContain('a\\\\u202eb <!here>');
  const long = detailsModal(details({ raw: { Text: 'x'.repeat(240_000) } }));
  expect(JSON.stringify(long)).toContain('Cut: the first 6,000 of 240,');
  expect(violations(long)).toEqual([]);
  for (const gone of [undefined, null]) expect(drawn(gone)).toContain('Security Hub no longer has this finding');
});

test('details of a finding without a card are drawn all the same', () => {
  expect(violations(detailsModal(details({ face: undefined, finding: aFinding(), verdict: undefined })))).toEqual([]);
});
