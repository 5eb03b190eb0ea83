import type { KnownBlock, Overflow, SectionBlock } from '@slack/types';
import * as z from 'zod';
import type { Answer } from '../../domain/answer.ts';
import { ControlList, type CountedControl } from '../../domain/standard-control.ts';
import { actions, button, context, dotted, lines, type Message, plainText, section } from './block-kit.ts';
import { CONTROL_LIST_IDS, CONTROL_MENU_ID, CONTROLS_NEXT_ID, CONTROLS_PREVIOUS_ID, STANDARDS_ID } from './ids.ts';
import { foreignLink } from './links.ts';
import { countWords } from './score-lines.ts';
import { date, formatted, plain, prose } from './text.ts';
import { plural, SEVERITY_MARK } from './words.ts';

type ControlsAnswer = Extract<Answer, { kind: 'controls' }>;

/** A page of a list, which a button carries along; `standard` is its key. */
export const ControlsPlace = z.object({ standard: z.string().min(1).max(20), list: ControlList, page: z.number().int().min(1) });
export type ControlsPlace = z.infer<typeof ControlsPlace>;

const LIST_LABEL: Record<ControlList, string> = { failed: 'Failed', passed: 'Passed', off: 'Off', all: 'All' };
const NONE: Record<ControlList, string> = {
  failed: 'None of its controls fails.',
  passed: 'None of its controls passes. The first checks come within a day.',
  off: 'None of its controls is switched off.',
  all: 'Security Hub knows no controls of it yet.',
};

/** One page of a standard's controls, the most urgent first, the other lists as buttons; for administrators each with a menu. */
export function controlsList(answer: ControlsAnswer): Message {
  const { standard, list, rows, score, page, pages, administers, said } = answer;
  const place = { standard: standard.key, list, page };
  return {
    text: `Controls of ${prose(standard.name, 80)}`,
    blocks: [
      section(
        lines(
          dotted(`📐 *${prose(standard.name, 60)}*`, LIST_LABEL[list].toLowerCase(), pages > 1 && `page ${page} of ${pages}`),
          countWords(score),
        ),
      ),
      filters(place),
      ...(said === undefined ? [] : [context(`→ ${formatted(said, 300)}`)]),
      ...(standard.subscription?.status === 'PENDING'
        ? [context('⏳ It is still being switched on; its controls are checked afterwards.')]
        : []),
      ...rows.map((control) => rowBlock(control, administers ? menu(control, { ...place, name: standard.name }) : undefined)),
      ...(rows.length === 0 ? [context(NONE[list])] : []),
      actions(...turns(answer), button(STANDARDS_ID, 'All standards', 'all', { says: 'All standards' })),
    ],
    attachments: [],
  };
}

function rowBlock(
  { id, title, severity, status, failed, remediationUrl, off }: CountedControl,
  accessory: Overflow | undefined,
): SectionBlock {
  const how = remediationUrl === undefined || status === 'Passed' ? undefined : foreignLink(remediationUrl, 'how to fix');
  const text = lines(
    `${off ? '🚫' : SEVERITY_MARK[severity]} *${prose(id, 40)}* ${prose(title, 150)}`,
    off
      ? dotted('switched off', off.since && date(off.since), off.reason ? `“${prose(off.reason, 350)}”` : 'no reason given')
      : dotted(severity, STATUS_WORDS[status](failed), how),
  );
  return { ...section(text), ...(accessory && { accessory }) };
}

const STATUS_WORDS: Record<CountedControl['status'], (failed: number) => string> = {
  Failed: (failed) => `❌ ${plural(failed, 'failed check')}`,
  Unknown: () => '❔ cannot be checked',
  Passed: () => '✅ passes',
  'No data': () => 'no findings',
  Disabled: () => 'switched off',
};

/** One row's menu. What it carries has little room: Slack takes 75 characters, and the standard's name is only there to be read. */
function menu({ id, off }: CountedControl, place: ControlsPlace & { name: string }): Overflow {
  const value = encodeChoice({ do: off ? 'on' : 'off', control: id, ...place });
  const label = off ? `Switch ${id} on again` : `Switch ${id} off…`;
  return { type: 'overflow', action_id: CONTROL_MENU_ID, options: [{ text: plainText(label, 75), value }] };
}

/** What was chosen in a row's menu. */
const Choice = z.tuple([
  z.enum(['on', 'off']),
  z.string().regex(/^[\w.-]{1,40}$/),
  z.string().min(1).max(20),
  ControlList,
  z.coerce.number().int().min(1),
  z.string(),
]);
interface Choice extends ControlsPlace {
  do: 'on' | 'off';
  control: string;
  /** Of the standard, possibly cut. */
  name: string;
}

const encodeChoice = ({ do: to, control, standard, list, page, name }: Choice): string =>
  plain([to, control, standard, list, page, name].join('|'), 75);

export function readChoice(value: string): Choice | undefined {
  const parsed = Choice.safeParse(value.split('|'));
  if (!parsed.success) return undefined;
  const [to, control, standard, list, page, name] = parsed.data;
  return { do: to, control, standard, list, page, name };
}

const filters = ({ standard, list: shown }: ControlsPlace): KnownBlock =>
  actions(
    ...ControlList.options.map((list) =>
      button(CONTROL_LIST_IDS[list], list === shown ? `• ${LIST_LABEL[list]}` : LIST_LABEL[list], turnTo({ standard, list, page: 1 }), {
        says: `${LIST_LABEL[list]} controls${list === shown ? ', shown' : ''}`,
      }),
    ),
  );

function turns({ standard, list, page, pages }: ControlsAnswer) {
  const to = (turned: number): string => turnTo({ standard: standard.key, list, page: turned });
  return [
    ...(page > 1 ? [button(CONTROLS_PREVIOUS_ID, '‹ Previous', to(page - 1), { says: 'Previous page of controls' })] : []),
    ...(page < pages ? [button(CONTROLS_NEXT_ID, 'Next ›', to(page + 1), { says: `Next page, of ${plural(pages, 'page')}` })] : []),
  ];
}

const turnTo = (place: ControlsPlace): string => JSON.stringify(place);
