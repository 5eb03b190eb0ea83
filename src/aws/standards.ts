import {
  BatchDisableStandardsCommand,
  BatchEnableStandardsCommand,
  BatchGetStandardsControlAssociationsCommand,
  BatchUpdateStandardsControlAssociationsCommand,
  DescribeStandardsCommand,
  type DescribeStandardsCommandOutput,
  GetEnabledStandardsCommand,
  ListSecurityControlDefinitionsCommand,
  type SecurityControlDefinition,
  type SecurityHubClient,
  type StandardsControlAssociationDetail,
  type StandardsSubscription,
} from '@aws-sdk/client-securityhub';
import { standardName } from '../domain/asff/standards.ts';
import { Severity } from '../domain/finding.ts';
import { UserFacingError } from '../domain/refusal.ts';
import { type Standard, StandardStatus, standardKey } from '../domain/standard.ts';
import type { StandardControl } from '../domain/standard-control.ts';
import type { Standards } from '../flows/services.ts';
import type { Pace } from './pace.ts';

type SentStandard = NonNullable<DescribeStandardsCommandOutput['Standards']>[number];

/** The most that one call takes or gives. */
const PAGE = 100;

/** Standards through Security Hub's API, each call when `pace` lets it. ARNs come from AWS alone: some have a region in them, some not. */
export function securityHubStandards(client: SecurityHubClient, pace: Pace): Standards {
  async function described(): Promise<SentStandard[]> {
    return allPages(async (token) => {
      const page = await pace(() => client.send(new DescribeStandardsCommand({ MaxResults: PAGE, ...token })));
      return { items: page.Standards, NextToken: page.NextToken };
    });
  }

  async function subscribed(): Promise<StandardsSubscription[]> {
    return allPages(async (token) => {
      const page = await pace(() => client.send(new GetEnabledStandardsCommand({ MaxResults: PAGE, ...token })));
      return { items: page.StandardsSubscriptions, NextToken: page.NextToken };
    });
  }

  async function definitions(StandardsArn: string): Promise<SecurityControlDefinition[]> {
    return allPages(async (token) => {
      const page = await pace(() => client.send(new ListSecurityControlDefinitionsCommand({ StandardsArn, MaxResults: PAGE, ...token })));
      return { items: page.SecurityControlDefinitions, NextToken: page.NextToken };
    });
  }

  /** Those that are switched off, by control. */
  async function switchedOff(StandardsArn: string, ids: readonly string[]): Promise<Map<string, StandardsControlAssociationDetail>> {
    const off = new Map<string, StandardsControlAssociationDetail>();
    for (let from = 0; from < ids.length; from += PAGE) {
      const StandardsControlAssociationIds = ids.slice(from, from + PAGE).map((SecurityControlId) => ({ SecurityControlId, StandardsArn }));
      const { StandardsControlAssociationDetails = [] } = await pace(() =>
        client.send(new BatchGetStandardsControlAssociationsCommand({ StandardsControlAssociationIds })),
      );
      for (const each of StandardsControlAssociationDetails)
        if (each.AssociationStatus === 'DISABLED' && each.SecurityControlId !== undefined) off.set(each.SecurityControlId, each);
    }
    return off;
  }

  return {
    async list() {
      const all = await described();
      const on = await subscribed();
      const known = new Map(all.map((standard) => [standard.StandardsArn, standard]));
      const unknown = on.filter(({ StandardsArn }) => !known.has(StandardsArn)); // Withdrawn by AWS, and still on.
      return [...all, ...unknown]
        .flatMap((standard) => readStandard(standard, on))
        .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    },

    async enable(arn) {
      await pace(() => client.send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: [{ StandardsArn: arn }] })));
    },

    async disable(subscription) {
      await pace(() => client.send(new BatchDisableStandardsCommand({ StandardsSubscriptionArns: [subscription] })));
    },

    async controls(arn) {
      const defined = await definitions(arn);
      const ids = defined.flatMap(({ SecurityControlId }) => SecurityControlId ?? []);
      const off = await switchedOff(arn, ids);
      return defined
        .flatMap((definition) => readControl(definition, off))
        .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
    },

    async switchControl(standard, control, to) {
      const update = {
        StandardsArn: standard,
        SecurityControlId: control,
        AssociationStatus: to.on ? ('ENABLED' as const) : ('DISABLED' as const),
        ...(!to.on && { UpdatedReason: to.reason }),
      };
      const { UnprocessedAssociationUpdates = [] } = await pace(() =>
        client.send(new BatchUpdateStandardsControlAssociationsCommand({ StandardsControlAssociationUpdates: [update] })),
      );
      const [refused] = UnprocessedAssociationUpdates;
      if (!refused) return;
      const { ErrorCode = '', ErrorReason = '' } = refused;
      if (ErrorCode === 'LIMIT_EXCEEDED') throw new Error(`Security Hub changes controls no faster: ${ErrorReason}`);
      throw new UserFacingError('not_done', `Nothing was changed: Security Hub says ${ErrorCode} about ${control}. ${ErrorReason}`.trim());
    },
  };
}

interface Page<T> {
  items: T[] | undefined;
  NextToken: string | undefined;
}

async function allPages<T>(page: (token: { NextToken?: string }) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = [];
  let NextToken: string | undefined;
  do {
    const next = await page(NextToken === undefined ? {} : { NextToken });
    found.push(...(next.items ?? []));
    NextToken = next.NextToken;
  } while (NextToken);
  return found;
}

function readStandard(
  { StandardsArn: arn, Name, EnabledByDefault, StandardsManagedBy }: SentStandard,
  subscriptions: readonly StandardsSubscription[],
): Standard[] {
  if (arn === undefined) return [];
  const { Company = '', Product = '' } = StandardsManagedBy ?? {};
  const manager = `${Company} ${Product}`.trim();
  const own = manager === '' || /security ?hub/i.test(manager);
  const on = subscriptions.find((subscription) => subscription.StandardsArn === arn);
  const status = StandardStatus.safeParse(on?.StandardsStatus);
  const reason = on?.StandardsStatusReason?.StatusReasonCode;
  return [
    {
      key: standardKey(arn),
      arn,
      name: standardName(arn),
      title: Name ?? standardName(arn),
      byDefault: EnabledByDefault === true,
      ...(!own && { managedBy: manager }),
      ...(on?.StandardsSubscriptionArn !== undefined && {
        // A status that is new to us is not done yet.
        subscription: { arn: on.StandardsSubscriptionArn, status: status.data ?? 'PENDING', ...(reason && { reason }) },
      }),
    },
  ];
}

function readControl(
  { SecurityControlId: id, Title, SeverityRating, RemediationUrl }: SecurityControlDefinition,
  off: ReadonlyMap<string, StandardsControlAssociationDetail>,
): StandardControl[] {
  if (id === undefined) return [];
  const severity = Severity.safeParse(SeverityRating);
  const association = off.get(id);
  return [
    {
      id,
      title: Title ?? id,
      severity: severity.data ?? 'UNKNOWN',
      ...(RemediationUrl && { remediationUrl: RemediationUrl }),
      ...(association && {
        off: {
          ...(association.UpdatedReason && { reason: association.UpdatedReason }),
          ...(association.UpdatedAt && { since: association.UpdatedAt.toISOString() }),
        },
      }),
    },
  ];
}
