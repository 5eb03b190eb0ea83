import type { KnownBlock } from '@slack/types';
import type { SheetFace, SheetRow } from '../../domain/face.ts';
import { actions, button, dotted, type Message, section } from './block-kit.ts';
import { namedTitle } from './finding-lines.ts';
import { BULK_IDS, SHOW_ID } from './ids.ts';
import { meantForWords } from './links.ts';
import { code, person, prose } from './text.ts';
import { closedAs, PRESS_DONE, plural, SEVERITY_MARK } from './words.ts';

/**
 * Up to 40 problems of a storm in one message. Each has a button that shows its card with all its buttons to whoever
 * presses; a row is at most 250 characters, so that the whole stays under what Slack takes.
 */
export function stormSheet({ card, rows, meantFor }: SheetFace): Message {
  const title = `${plural(rows.length, 'finding')} of the storm`;
  return {
    text: title,
    blocks: [
      section(dotted(`📄 *${title}*`, meantFor !== undefined && meantForWords(meantFor))),
      ...rows.map(row),
      actions(button(BULK_IDS.sheet, 'All on this sheet…', card, { says: `All on this sheet: ${title}` })),
    ],
    attachments: [],
  };
}

function row({ finding, severity, workflow, open, memberCount, lastPress }: SheetRow): KnownBlock {
  const closed = closedAs({ open, workflow, finding });
  const title = namedTitle(finding);
  const [resource] = finding.resources;
  const state = closed ? `${closed.mark} ${closed.word}` : `${SEVERITY_MARK[severity]} *${severity}*`;
  const handled = lastPress && !closed && lastPress.from === 'slack' && `${PRESS_DONE[lastPress.action]} by ${person(lastPress.by)}`;
  const where = dotted(
    resource && code(resource.name || resource.id, 50),
    prose(finding.account.name ?? finding.account.id, 30),
    prose(finding.region, 20),
    memberCount > 1 && plural(memberCount, 'finding'),
    handled,
  );
  return {
    ...section(`${state} ${prose(title, 90)}\n${where}`),
    accessory: button(SHOW_ID, 'Open', finding.key, { says: `Open ${severity} ${title}` }),
  };
}

/** Plain lines, for when Slack refuses the sheet itself. */
export function minimalSheet({ rows }: SheetFace): Message {
  const lines = rows.map(({ finding, severity }) => `${SEVERITY_MARK[severity]} ${severity} ${prose(namedTitle(finding), 60)}`);
  return {
    text: [`${plural(rows.length, 'finding')} of the storm; \`/shub findings\` opens them.`, ...lines].join('\n'),
    blocks: [],
    attachments: [],
  };
}
