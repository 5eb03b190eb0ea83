import { amber, green, red } from '../../domain/health.ts';
import { rolesConfigured } from '../../domain/policy.ts';
import { troubleWith } from '../../domain/standard.ts';
import type { Check } from './check.ts';

export const policy: Check = {
  name: 'Policy',
  async check({ health, policy: inUse }) {
    try {
      await health.policy();
    } catch (error) {
      const because = error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error);
      return [red(because, 'Correct it where `SHUB_POLICY` says; until then the last good one is used.')];
    }
    const read = await inUse();
    if (!rolesConfigured(read)) return [red('gives nobody a role, so nobody may do anything', 'Set `roles` in policy.yml.')];
    if (read.roles.admin.length === 0) return [amber('gives nobody the role admin', 'Set `roles.admin` in policy.yml.')];
    return green('can be used');
  },
};

export const tables: Check = {
  name: 'Tables',
  async check({ health }) {
    const faults = (await health.tables()).filter(({ status }) => status !== 'ACTIVE');
    if (faults.length === 0) return green('active');
    return faults.map(({ name, status }) =>
      status === 'UPDATING'
        ? amber(`${name} is being changed`)
        : red(
            `${name} is ${status.toLowerCase()}`,
            'Look at it in the DynamoDB console; the names are in `TABLE_NAME` and `AUDIT_TABLE_NAME`.',
          ),
    );
  },
};

const topicCheck = (name: string, of: 'alerts' | 'operations', setting: string, unheard: string): Check => ({
  name,
  async check({ health }) {
    const found = await health.topic(of);
    if (found === 'unset') return [amber(`none is set: ${unheard}`, `Name one in the setting \`${setting}\`.`)];
    if (found === 'missing') return [red(`there is no such topic: ${unheard}`, 'Deploy again: `npm run deploy` makes it.')];
    if (found.subscriptions === 0)
      return [amber(`nobody has subscribed to ${found.name}`, `Subscribe whoever should hear: SNS console → Topics → ${found.name}.`)];
    return green(`${found.subscriptions} subscribed`);
  },
});

export const topic = topicCheck('SNS topic', 'alerts', 'ALERT_TOPIC_ARN', 'no alert pages');

export const operationsTopic = topicCheck(
  'Operations topic',
  'operations',
  'OPERATIONS_TOPIC_ARN',
  'nobody hears when Slack refuses our token',
);

export const bus: Check = {
  name: 'Event bus',
  async check({ health }) {
    const found = await health.bus();
    if (found === 'unset') return [amber('none is set: no events go out', 'Name one in the setting `EVENT_BUS_NAME`.')];
    if (found === 'missing') return [red('there is no such bus, so no events go out', 'Deploy again: `npm run deploy` makes it.')];
    return green(found.name);
  },
};

export const hub: Check = {
  name: 'Security Hub',
  async check({ health }) {
    const { region, on } = await health.hub();
    return on ? green(`on in ${region}`) : [red(`is off in ${region}`, 'Enable it there: `npm run setup`, or the Security Hub console.')];
  },
};

export const standards: Check = {
  name: 'Standards',
  async check({ health }) {
    const all = await health.standards();
    const faults = all.flatMap(({ name, status, reason }) => {
      if (status === 'READY') return [];
      if (status === 'PENDING' || status === 'DELETING') return [amber(`${name} is ${status}`, 'That takes some minutes. Check again.')];
      const todo = troubleWith({ status, ...(reason !== undefined && { reason }) });
      return [red(`${name} is ${status}${reason ? ` (${reason})` : ''}`, todo ?? '`/shub standards` says more.')];
    });
    if (faults.length > 0) return faults;
    return all.length === 0 ? [] : green(`${all.length} ready`);
  },
};
