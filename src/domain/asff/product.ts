import type { Finding, ProductKind } from '../finding.ts';
import type { Asff } from './schema.ts';
import { oneLine } from './text.ts';

/** `arn:<partition>:securityhub:<region>:<account>:product/<company>/<product>`; older GuardDuty findings double a colon. */
const PRODUCT_ARN = /^arn:([^:]*)::?securityhub:([^:]*):([^:]*):product\/([^/]+)\/(.+)$/;

const OF_AWS: ReadonlyMap<string, readonly [ProductKind, name: string]> = new Map([
  ['securityhub', ['security-hub', 'Security Hub']],
  ['guardduty', ['guardduty', 'GuardDuty']],
  ['inspector', ['inspector', 'Inspector']],
  ['macie', ['macie', 'Macie']],
  ['access-analyzer', ['access-analyzer', 'IAM Access Analyzer']],
  ['config', ['config', 'Config']],
  ['health', ['health', 'Health']],
  ['ssm-patch-manager', ['patch-manager', 'Systems Manager Patch Manager']],
  ['firewall-manager', ['other', 'Firewall Manager']],
]);

/** What a ProductArn says; each part is absent if the ARN has none. */
export function readProductArn(arn: string): { region?: string; account?: string; company?: string; slug?: string } {
  const [, , region, account, company, slug] = PRODUCT_ARN.exec(arn) ?? [];
  return { ...(region && { region }), ...(account && { account }), ...(company && { company }), ...(slug && { slug }) };
}

/** Who made the finding. The name may be missing; then the product's own fields say it, else the ARN. */
export function productOf(asff: Asff, productArn: string): Finding['product'] {
  const { company, slug } = readProductArn(productArn);
  const [kind, knownName] = (company === 'aws' ? OF_AWS.get(slug ?? '') : undefined) ?? (['other', undefined] as const);
  const fields = asff.ProductFields;
  const names = [asff.ProductName, fields['aws/securityhub/ProductName'], knownName, fields['ProviderName'], fields['Product Name']];
  const name = names.find(isTelling) ?? (slug === 'default' ? 'Custom' : slug) ?? 'Unknown product';
  const companyName = [asff.CompanyName, fields['aws/securityhub/CompanyName']].find(isTelling);
  return { kind, name: oneLine(name, 64), ...(companyName && { company: oneLine(companyName, 64) }) };
}

/** `Default` of `Personal` is what Security Hub writes for products that gave no name. */
const isTelling = (name: string | undefined): name is string => name !== undefined && name !== 'Default' && name !== 'Personal';
