import type { AdoptedFace } from '../../domain/face.ts';
import { Severity } from '../../domain/finding.ts';
import { context, dotted, type Message, section } from './block-kit.ts';
import { plural, SEVERITY_MARK } from './words.ts';

/** What a channel is told once instead of a card each: how many findings were open before shub came, and how to list them. */
export function adoptedCard({ counts }: AdoptedFace): Message {
  const known = Severity.options.flatMap((severity) => {
    const count = counts[severity] ?? 0;
    return count > 0 ? [{ severity, count }] : [];
  });
  const total = known.reduce((sum, { count }) => sum + count, 0);
  const each = dotted(...known.map(({ severity, count }) => `${SEVERITY_MARK[severity]} ${count} ${severity}`));
  const worst = known[0]?.severity.toLowerCase() ?? 'critical';
  return {
    text: `${plural(total, 'finding was', 'findings were')} open before shub came; only changes will be posted.`,
    blocks: [
      section(`📋 *${plural(total, 'finding was', 'findings were')} open before shub came*${each && `\n${each}`}`),
      context(`They get a card when one gets worse or comes back. \`/shub findings severity=${worst}\` lists them now.`),
    ],
    attachments: [],
  };
}
