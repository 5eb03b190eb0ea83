import { type Finding, RecordState } from '../finding.ts';
import { problemOf } from '../problem.ts';
import { contentHash } from './content-hash.ts';
import { findingKey } from './identity.ts';
import { accountOf, partitionOf, regionOf } from './place.ts';
import { productOf } from './product.ts';
import { readProduct } from './products/by-kind.ts';
import { readResource } from './resource.ts';
import { Asff } from './schema.ts';
import { severityOf } from './severity.ts';
import { configRuleOf, securityControlOf } from './standards.ts';
import { complianceOf, isSample, noteOf, workflowOf } from './state.ts';
import { address, oneLine, paragraph } from './text.ts';
import { firstPreciseTime, firstTime } from './times.ts';
import { withinLimit } from './within-limit.ts';

/** Bytes as JSON. AWS allows 512 characters of Id; identity is refused rather than cut, because a cut one names nothing. */
const LONGEST_ID = 2048;
const LONGEST_PRODUCT_ARN = 1024;
const LONGEST_ADDRESS = 1000;
const RESOURCES_KEPT = 10;

type Parsed = { finding: Finding } | { unreadable: string };

/**
 * A finding in the AWS Security Finding Format, old or new, from an event or from GetFindings. Never throws. Unreadable
 * is only what cannot be identified, has no account, no title or no resource; the reason names the field.
 */
export function parseAsff(raw: unknown): Parsed {
  const parsed = Asff.safeParse(raw);
  if (!parsed.success) return { unreadable: 'The finding is not an object.' };
  const asff = parsed.data;

  const { Id: id, ProductArn: productArn } = asff;
  if (!id) return { unreadable: 'Id is missing or not text.' };
  if (!productArn) return { unreadable: 'ProductArn is missing or not text.' };
  if (bytes(id) > LONGEST_ID) return { unreadable: 'Id is longer than AWS allows.' };
  if (bytes(productArn) > LONGEST_PRODUCT_ARN) return { unreadable: 'ProductArn is longer than any product has.' };
  const account = accountOf(asff, id, productArn);
  if (!account) return { unreadable: 'AwsAccountId is missing, and no ARN in the finding names an account.' };
  const title = oneLine(asff.Title ?? '', 256);
  if (!title) return { unreadable: 'Title is missing or not text.' };
  if (asff.Resources.length === 0) return { unreadable: 'Resources is missing or has no resource with an Id.' };

  return { finding: withinLimit(findingOf(asff, { id, productArn, account, title, contentHash: contentHash(raw) })) };
}

type Certain = Pick<Finding, 'id' | 'productArn' | 'title' | 'contentHash'> & { account: string };

function findingOf(asff: Asff, { id, productArn, account, title, contentHash }: Certain): Finding {
  const key = findingKey({ id, productArn });
  const product = productOf(asff, productArn);
  const region = regionOf(asff, id, productArn);
  const resourceIds = asff.Resources.map((resource) => resource.Id);
  return {
    key,
    problem: problemOf({ key, account, region, resourceIds, control: securityControlOf(asff) ?? configRuleOf(asff) }),
    id,
    productArn,
    partition: partitionOf(asff, productArn),
    product,
    account: { id: account, ...(asff.AwsAccountName && { name: oneLine(asff.AwsAccountName, 64) }) },
    region,
    generatorId: oneLine(asff.GeneratorId ?? '', 512),
    title,
    description: paragraph(asff.Description ?? '', 1024),
    severity: severityOf(asff, product.kind === 'guardduty'),
    types: (asff.Types.length > 0 ? asff.Types : (asff.FindingProviderFields?.Types ?? [])).slice(0, 5).map((type) => oneLine(type, 200)),
    workflow: workflowOf(asff),
    recordState: RecordState.safeParse(asff.RecordState).data ?? 'ACTIVE',
    resources: asff.Resources.slice(0, RESOURCES_KEPT).map(readResource),
    resourceCount: asff.Resources.length,
    createdAt: firstTime(asff.CreatedAt, asff.FirstObservedAt, asff.UpdatedAt, asff.ProcessedAt),
    updatedAt: firstPreciseTime(asff.UpdatedAt, asff.LastObservedAt, asff.CreatedAt, asff.ProcessedAt),
    firstSeenAt: firstTime(asff.FirstObservedAt, asff.CreatedAt, asff.UpdatedAt, asff.ProcessedAt),
    lastSeenAt: firstTime(asff.LastObservedAt, asff.UpdatedAt, asff.CreatedAt, asff.ProcessedAt),
    sample: isSample(asff),
    contentHash,
    ...readProduct(product.kind, asff),
    ...whatElse(asff),
  };
}

/** The parts that many findings do not have. */
function whatElse(asff: Asff): Pick<Finding, 'compliance' | 'remediation' | 'sourceUrl' | 'note'> {
  const compliance = complianceOf(asff);
  const remediation = remediationOf(asff);
  const sourceUrl = address(asff.SourceUrl, LONGEST_ADDRESS);
  const note = noteOf(asff);
  return { ...(compliance && { compliance }), ...(remediation && { remediation }), ...(sourceUrl && { sourceUrl }), ...(note && { note }) };
}

function remediationOf({ Remediation }: Asff): Finding['remediation'] {
  const { Text = '', Url } = Remediation?.Recommendation ?? {};
  const text = Text === 'None Provided' ? '' : oneLine(Text, 512);
  const url = address(Url, LONGEST_ADDRESS);
  return text || url ? { ...(text && { text }), ...(url && { url }) } : undefined;
}

const bytes = (text: string): number => Buffer.byteLength(JSON.stringify(text));
