import type { BulkAction, Selection } from '../../domain/bulk.ts';
import { inParts, planFor } from '../../domain/bulk-plan.ts';
import { spanOf } from '../../domain/exception.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Request } from '../../domain/request.ts';
import { assertCapability } from '../action/permission.ts';
import type { Services } from '../services.ts';
import { gather } from './gather.ts';

type Needs = Parameters<typeof gather>[1] & Pick<Services, 'selections' | 'directory' | 'policy' | 'chat' | 'now' | 'log'>;

/** Freezes what a person chose all of, and shows in the form that is open already what each action would do to it. */
export async function previewBulk(
  { who, channel, view, id, source }: Extract<Request, { kind: 'bulk preview' }>,
  services: Needs,
): Promise<void> {
  const { selections, policy, chat, now, log } = services;
  await assertCapability(who, 'respond', services);
  const { suppress } = await policy();
  const { items, ...gathered } = await gather(source, services);
  if (items.length === 0)
    throw new UserFacingError('finding_gone', 'Security Hub has no such finding any more, so there is nothing to change.');
  const parts = inParts(items).map((some) => ({ items: some }));
  const planOf = (action: BulkAction) => planFor(action, items, suppress.approval.severities);
  const selection: Selection = {
    ...gathered,
    id,
    who,
    channel,
    source,
    at: now().toISOString(),
    parts: parts.length,
    count: items.length,
    plans: {
      acknowledge: planOf('acknowledge'),
      resolve: planOf('resolve'),
      suppress: planOf('suppress'),
      assign: planOf('assign'),
      reopen: planOf('reopen'),
    },
  };
  await selections.keep(selection, parts);
  log.info('selection shown', { selection: id, who, findings: items.length });
  await chat.showBulkForm(view, { selection, span: spanOf(suppress, now()) });
}
