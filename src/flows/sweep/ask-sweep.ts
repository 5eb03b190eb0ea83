import { equalTo } from '../../domain/insight.ts';
import type { Asker } from '../../domain/request.ts';
import { SEVERITIES_OF, type SweepScope } from '../../domain/sweep.ts';
import { assertCapability } from '../action/permission.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'insights' | 'chat' | 'directory' | 'policy'>;

/** Answers `/shub sweep`: how many findings it would go through, and a button that begins it. */
export async function askSweep(asker: Asker, scope: SweepScope, services: Needs): Promise<void> {
  const { insights, chat } = services;
  await assertCapability(asker.who, 'administer', services);
  const filters = {
    SeverityLabel: equalTo(...SEVERITIES_OF[scope]),
    WorkflowStatus: equalTo('NEW', 'NOTIFIED'),
    RecordState: equalTo('ACTIVE'),
  };
  const [groups = []] = await insights.ask([{ filters, groupBy: 'SeverityLabel' }], { standing: false });
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  if (count === 0) {
    await chat.answer(asker, { kind: 'words', text: 'Security Hub has nothing open of that severity, so there is nothing to alert.' });
    return;
  }
  await chat.answer(asker, { kind: 'sweep', scope, count });
}
