import type { Button, ConfirmationDialog, KnownBlock } from '@slack/types';
import type { Answer } from '../../domain/answer.ts';
import { type Standard, type StandardStatus, troubleWith } from '../../domain/standard.ts';
import { actions, button, context, dotted, lines, type Message, plainText, section } from './block-kit.ts';
import { CONTROLS_ID, SWITCH_STANDARD_IDS } from './ids.ts';
import { formatted, prose } from './text.ts';
import { plural } from './words.ts';

/** With their questions they must stay within the 12,000 characters of a message, whatever AWS calls them. It has about a dozen. */
const MOST = 15;

const STATUS_WORDS: Record<StandardStatus, string> = {
  READY: '✅ on',
  PENDING: '⏳ being switched on',
  INCOMPLETE: '❗ on, but not all of it',
  DELETING: '⏳ being switched off',
  FAILED: '❌ failed',
};

/** Every standard with how it stands; for administrators with what can be done about it, which asks once more. */
export function standardsList({ standards, administers, said }: Extract<Answer, { kind: 'standards' }>): Message {
  const on = standards.filter(({ subscription }) => subscription);
  const sorted = [...on, ...standards.filter(({ subscription }) => !subscription)];
  const title = `Standards: ${on.length} of ${standards.length} on`;
  return {
    text: title,
    blocks: [
      section(`📐 *${title}*`),
      ...(said === undefined ? [] : [context(`→ ${formatted(said, 300)}`)]),
      ...(on.length === 0
        ? [context('None is on, so nothing is checked. An administrator switches them on, here or with `npm run setup`.')]
        : []),
      ...sorted.slice(0, MOST).flatMap((standard) => rowBlocks(standard, administers)),
      ...(sorted.length > MOST
        ? [context(`… and ${plural(sorted.length - MOST, 'more standard')} that ${sorted.length - MOST === 1 ? 'is' : 'are'} off`)]
        : []),
      ...(administers ? [] : [context('Administrators switch them on and off here.')]),
    ],
    attachments: [],
  };
}

function rowBlocks(standard: Standard, administers: boolean): KnownBlock[] {
  const { key, name, title, subscription, managedBy } = standard;
  const state = subscription ? STATUS_WORDS[subscription.status] : '⚪ off';
  const trouble = subscription && troubleWith(subscription);
  const buttons = [
    ...(subscription ? [button(CONTROLS_ID, 'Controls', key, { says: `Controls of ${name}` })] : []),
    ...(administers && managedBy === undefined ? switches(standard) : []),
  ];
  return [
    section(
      lines(
        dotted(`*${prose(name, 50)}*`, state, managedBy !== undefined && `managed by ${prose(managedBy, 40)}`),
        prose(title, 100),
        trouble !== undefined && prose(trouble, 200),
      ),
    ),
    ...(buttons.length > 0 ? [actions(...buttons)] : []),
  ];
}

/** Neither is offered while the other is under way. */
function switches({ key, name, subscription }: Standard): Button[] {
  if (subscription?.status === 'PENDING' || subscription?.status === 'DELETING') return [];
  if (!subscription) {
    const asked = confirm(
      `Enable ${name}?`,
      'Security Hub then checks all its controls, in all resources of this account and region, and AWS bills each check. It takes minutes.',
      'Enable',
    );
    return [{ ...button(SWITCH_STANDARD_IDS.enable, 'Enable…', key, { style: 'primary', says: `Enable ${name}` }), confirm: asked }];
  }
  const asked = confirm(
    `Disable ${name}?`,
    'Its controls are no longer checked for it, its score is gone, and which of its controls were switched off is forgotten. Findings that no other standard asks for are archived within days.',
    'Disable',
    'danger',
  );
  return [{ ...button(SWITCH_STANDARD_IDS.disable, 'Disable…', key, { style: 'danger', says: `Disable ${name}` }), confirm: asked }];
}

function confirm(title: string, text: string, yes: string, style: ConfirmationDialog['style'] = 'primary'): ConfirmationDialog {
  return { title: plainText(title, 60), text: plainText(text, 300), confirm: plainText(yes, 30), deny: plainText('Cancel', 30), style };
}
