import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import { amber, green, type Reading, red } from '../../domain/health.ts';
import { covers } from '../../domain/rule-pattern.ts';
import type { Check, HealthServices } from './check.ts';
import { undelivered } from './queues.ts';

/** The way in: the rule brings events to the queue. */
export const rule: Check = {
  name: 'EventBridge rule',
  async check({ health }) {
    const found = await health.rule();
    if (found === 'unset') return [amber('not looked at', 'Name it in the setting `RULE_NAME`.')];
    if (found === 'missing') return [red('there is none, so no finding arrives', 'Deploy again: `npm run deploy` makes it.')];
    const { name, enabled, pattern, feedsUs, deadLetters } = found;
    const faults = [
      ...(enabled ? [] : [red('is disabled, so no finding arrives', `\`aws events enable-rule --name ${name}\``)]),
      ...(feedsUs ? [] : [red('does not send to the queue that shub reads', 'Deploy again: `npm run deploy` points it there.')]),
      ...(covers(pattern) ? [] : [red('its pattern leaves out what Security Hub imports', 'Deploy again: `npm run deploy` restores it.')]),
      ...(deadLetters ? undelivered(deadLetters) : []),
    ];
    return faults.length > 0 ? faults : green('enabled, and feeds our queue');
  },
};

const HOUR = 3600_000;
/** Security Hub looks at its controls at least once a day, so a day without any event is remarkable, and three are a fault. */
const QUIET_MS = 25 * HOUR;
const SILENT_MS = 72 * HOUR;

/** What came in by it: when each product was last heard of. */
export const arrivals: Check = {
  name: 'Events',
  async check({ heartbeats, installation, now }: HealthServices): Promise<Reading[]> {
    const { clock: _clock, ...products } = await heartbeats.last();
    const newestFirst = Object.entries(products).sort(([, a], [, b]) => b.getTime() - a.getTime());
    const [newest] = newestFirst;
    if (!newest) {
      const age = formatDistanceStrict(await installation.at(), now());
      return [amber(`none has arrived since shub was installed ${age} ago`, 'Make one: `/shub new`, or sample findings of GuardDuty.')];
    }
    const ages = newestFirst.map(([product, at]) => `${product} ${formatDistanceStrict(at, now())} ago`).join(', ');
    const quietFor = now().getTime() - newest[1].getTime();
    if (quietFor > SILENT_MS)
      return [red(`the newest: ${ages}`, 'Try the whole way with `/shub new`; then look at the rule and at Security Hub.')];
    if (quietFor > QUIET_MS)
      return [amber(`the newest: ${ages}`, 'Security Hub sends some every day. Try the whole way with `/shub new`.')];
    return green(ages, { telling: true });
  },
};

const LATE_MS = 5 * 60_000;

/** The minute by which everything that falls due is done. */
export const clock: Check = {
  name: 'Clock',
  async check({ heartbeats, installation, now }) {
    const { clock: last = await installation.at() } = await heartbeats.last();
    const age = now().getTime() - last.getTime();
    if (age <= LATE_MS) return green('ticks');
    const says = `has not ticked for ${formatDistanceStrict(last, now())}, so what falls due is not done`;
    return [red(says, 'Look at the schedule in EventBridge Scheduler and at the log of the clock function.')];
  },
};
