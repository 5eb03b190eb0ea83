import {
  BatchGetStandardsControlAssociationsCommand,
  DescribeHubCommand,
  GetEnabledStandardsCommand,
  ListSecurityControlDefinitionsCommand,
  type SecurityControlDefinition,
  type SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { standardName } from '../domain/asff/standards.ts';
import { generatorsOf } from '../domain/control-naming.ts';
import { Severity } from '../domain/finding.ts';
import { Catalogue, type ControlDefinition } from '../domain/score-catalogue.ts';
import type { Controls } from '../flows/services.ts';
import type { Pace } from './pace.ts';
import type { SnapshotStore } from './store/small-rows.ts';

interface ControlsOptions {
  client: SecurityHubClient;
  pace: Pace;
  /** Keeps what was read; what it no longer has is read again. */
  cache: SnapshotStore;
}

const CACHED_AS = 'controls';
const PAGE = 100;
/** While a standard is being switched on it has no results; while it is being switched off they no longer count. */
const COUNTED = new Set(['READY', 'INCOMPLETE']);

/** Which controls the enabled standards have, from Security Hub or as it was when last asked. */
export function controlCatalogue({ client, pace, cache }: ControlsOptions): Controls {
  async function read(): Promise<Catalogue> {
    const [{ ControlFindingGenerator }, standards] = await Promise.all([
      pace(() => client.send(new DescribeHubCommand({}))),
      enabledStandards(),
    ]);
    const controls = new Map<string, ControlDefinition>();
    for (const { arn, definitions } of await Promise.all(standards.map(definitionsOf))) {
      for (const definition of definitions) {
        const control = controls.get(definition.SecurityControlId ?? '') ?? asControl(definition);
        controls.set(control.id, { ...control, standards: [...control.standards, arn] });
      }
    }
    const pairs = [...controls.values()].flatMap(({ id, standards: arns }) => arns.map((arn) => ({ id, arn })));
    const { enabled, generators } = await associations(pairs);
    return {
      consolidated: ControlFindingGenerator !== 'STANDARD_CONTROL',
      standards: standards.map((arn) => ({ arn, name: standardName(arn) })),
      controls: [...controls.values()].map((control) => ({
        ...control,
        enabledIn: control.standards.filter((arn) => enabled.has(`${arn}|${control.id}`)),
        generators: control.standards.map((arn) => generators.get(`${arn}|${control.id}`) ?? `${generatorsOf(arn)}${control.id}`),
      })),
    };
  }

  async function enabledStandards(): Promise<string[]> {
    const found: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await pace(() => client.send(new GetEnabledStandardsCommand({ MaxResults: PAGE, ...(NextToken && { NextToken }) })));
      for (const { StandardsArn, StandardsStatus = '' } of page.StandardsSubscriptions ?? [])
        if (StandardsArn && COUNTED.has(StandardsStatus)) found.push(StandardsArn);
      NextToken = page.NextToken;
    } while (NextToken);
    return found.sort();
  }

  async function definitionsOf(arn: string): Promise<{ arn: string; definitions: SecurityControlDefinition[] }> {
    const definitions: SecurityControlDefinition[] = [];
    let NextToken: string | undefined;
    do {
      const input = { StandardsArn: arn, MaxResults: PAGE, ...(NextToken && { NextToken }) };
      const page = await pace(() => client.send(new ListSecurityControlDefinitionsCommand(input)));
      definitions.push(...(page.SecurityControlDefinitions ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    return { arn, definitions };
  }

  /** Which of the pairs are switched on, and their GeneratorIds, by `standard|control`. One that Security Hub does not tell about counts as on. */
  async function associations(pairs: readonly { id: string; arn: string }[]) {
    const enabled = new Set(pairs.map(({ id, arn }) => `${arn}|${id}`));
    const generators = new Map<string, string>();
    const chunks = Array.from({ length: Math.ceil(pairs.length / PAGE) }, (_, i) => pairs.slice(i * PAGE, (i + 1) * PAGE));
    await Promise.all(
      chunks.map(async (some) => {
        const ids = some.map(({ id, arn }) => ({ SecurityControlId: id, StandardsArn: arn }));
        const command = new BatchGetStandardsControlAssociationsCommand({ StandardsControlAssociationIds: ids });
        const { StandardsControlAssociationDetails = [] } = await pace(() => client.send(command));
        for (const {
          SecurityControlId,
          StandardsArn = '',
          AssociationStatus,
          StandardsControlArns,
        } of StandardsControlAssociationDetails) {
          const pair = `${StandardsArn}|${SecurityControlId}`;
          if (AssociationStatus === 'DISABLED') enabled.delete(pair);
          // The control's name within the standard, such as `1.14` in a benchmark.
          const name = StandardsControlArns?.[0]?.split('/').at(-1);
          if (name) generators.set(pair, `${generatorsOf(StandardsArn)}${name}`);
        }
      }),
    );
    return { enabled, generators };
  }

  return {
    forget: () => cache.put(CACHED_AS, 'null'),
    async catalogue() {
      const kept = await cache.get(CACHED_AS);
      const parsed = kept && Catalogue.safeParse(JSON.parse(kept.json));
      if (parsed?.success && isWhole(parsed.data)) return parsed.data;
      const catalogue = await read();
      await cache.put(CACHED_AS, JSON.stringify(catalogue));
      return catalogue;
    },
  };
}

/** Where no standard was on, one may be by now; an older version did not keep the GeneratorIds. */
const isWhole = ({ standards, controls }: Catalogue): boolean => standards.length > 0 && controls.every(({ generators }) => generators);

function asControl({ SecurityControlId = '', Title = '', SeverityRating, RemediationUrl }: SecurityControlDefinition): ControlDefinition {
  const severity = Severity.safeParse(SeverityRating);
  return {
    id: SecurityControlId,
    title: Title,
    severity: severity.success ? severity.data : 'UNKNOWN',
    ...(RemediationUrl && { remediationUrl: RemediationUrl }),
    standards: [],
    enabledIn: [],
  };
}
