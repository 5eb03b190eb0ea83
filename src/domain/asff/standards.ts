import type { Asff } from './schema.ts';

const NAMES: ReadonlyMap<string, string> = new Map([
  ['aws-foundational-security-best-practices', 'FSBP'],
  ['aws-foundation-best-practices', 'FSBP'],
  ['cis-aws-foundations-benchmark', 'CIS'],
  ['pci-dss', 'PCI DSS'],
  ['nist-800-53', 'NIST 800-53'],
  ['nist-800-171', 'NIST 800-171'],
  ['aws-resource-tagging-standard', 'Resource Tagging'],
  ['service-managed-aws-control-tower', 'Control Tower'],
]);

/** What people call a standard: `FSBP 1.0.0`. Takes its ARN or the id in AssociatedStandards; one we do not know keeps its path's name. */
export function standardName(arnOrId: string): string {
  const [, slug = arnOrId, version] = /(?:standards|ruleset)\/([^/]+)(?:\/v\/([^/]+))?/.exec(arnOrId) ?? [];
  const name = NAMES.get(slug) ?? slug.replaceAll('-', ' ');
  return version === undefined ? name : `${name} ${version}`;
}

/** Every standard that asks for the finding's control, each once, in the order given. */
export function standardsOf({ Compliance, ProductFields }: Asff): string[] {
  const associated = Compliance?.AssociatedStandards.flatMap(({ StandardsId }) => StandardsId ?? []) ?? [];
  const own = ProductFields['StandardsArn'] ?? ProductFields['StandardsGuideArn'];
  const all = associated.length > 0 ? associated : own === undefined ? [] : [own];
  return [...new Set(all.map(standardName))];
}

/** The rule in AWS Config that made the finding: a customer's own, or the one behind a Security Hub control. */
export function configRuleOf({ ProductFields }: Asff): string | undefined {
  const behind =
    ProductFields['RelatedAWSResources:0/type'] === 'AWS::Config::ConfigRule' ? ProductFields['RelatedAWSResources:0/name'] : undefined;
  return ProductFields['aws/config/ConfigRuleName'] ?? behind;
}

/** The id that a control has in every standard. Findings older than it name the control as their one standard does. */
export const securityControlOf = ({ Compliance, GeneratorId }: Asff): string | undefined =>
  Compliance?.SecurityControlId ?? /^security-control\/(.+)$/.exec(GeneratorId ?? '')?.[1];

/** The control as people know it. */
export const controlOf = (asff: Asff): string | undefined =>
  securityControlOf(asff) ?? asff.ProductFields['ControlId'] ?? asff.ProductFields['RuleId'] ?? configRuleOf(asff);
