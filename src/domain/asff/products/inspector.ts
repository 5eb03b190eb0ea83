import type { Asff } from '../schema.ts';
import { inWords, type Reading, reading, some } from './reading.ts';

type Vulnerability = Asff['Vulnerabilities'][number];

/** How bad the flaw is, whether someone can use it, and which version of which package is without it. */
export function inspector(asff: Asff): Reading {
  const { ProductFields } = asff;
  const port = ProductFields['attributes/PORT'];
  const named = ProductFields['attributes/PORT_GROUP_NAME'];
  const open = port && `${ProductFields['attributes/PROTOCOL'] ?? ''} port ${port}${named ? ` (${named})` : ''}`.trim();
  const flaw = vulnerability(asff);
  return reading(
    [flaw.headline ?? (open && `${open} is reachable${reachableFrom(ProductFields['attributes/REACHABILITY_TYPE'])}`)],
    [
      ...flaw.facts.map(({ label, value }) => [label, value] as const),
      ['Open port', open],
      ['Security group', ProductFields['attributes/SECURITY_GROUP']],
      ['Runs in', placeOf(asff)],
      ['Rules package', ProductFields['aws/inspector/RulesPackageName']],
    ],
  );
}

const reachableFrom = (type: string | undefined): string => (type ? ` from the ${type.toLowerCase()}` : '');

/** What ASFF's Vulnerabilities say, for every product that fills them. */
export function vulnerability({ Vulnerabilities, ProductFields }: Asff): Reading {
  const [first] = Vulnerabilities;
  if (!first) return { facts: [] };
  const score = scoreOf(first) ?? ProductFields['aws/inspector/inspectorScore'];
  const epss = first.EpssScore === undefined ? undefined : `${percent(first.EpssScore)} %`;
  const packages = first.VulnerablePackages.map(packageOf);
  return reading(
    [
      score && `CVSS ${score}`,
      epss && `EPSS ${epss}`,
      first.ExploitAvailable === 'YES' && 'exploit available',
      fixWords(first.FixAvailable),
      packages[0],
    ],
    [
      ['Vulnerability', some(Vulnerabilities.map(({ Id }) => Id))],
      ['CVSS', score],
      ['EPSS', epss && `${epss} likely to be exploited within 30 days`],
      ['Exploit', exploitWords(first)],
      ['Fix', inWords(first.FixAvailable)],
      [packages.length > 1 ? 'Packages' : 'Package', some(packages)],
    ],
  );
}

/** NVD's score if it is there, since it is the one that others quote; else the highest of those with the newest measure. */
function scoreOf({ Cvss }: Vulnerability): string | undefined {
  const scored = Cvss.filter(({ BaseScore }) => BaseScore !== undefined);
  const newest = scored
    .map(({ Version }) => Version ?? '')
    .sort()
    .at(-1);
  const comparable = scored.filter(({ Version }) => (Version ?? '') === newest);
  const best = comparable.find(({ Source }) => Source === 'NVD') ?? comparable.sort((a, b) => (b.BaseScore ?? 0) - (a.BaseScore ?? 0))[0];
  return best?.BaseScore?.toFixed(1);
}

/** One decimal where whole numbers would say nothing. */
const percent = (part: number): string => (part >= 0.1 ? (100 * part).toFixed(0) : (100 * part).toFixed(1));

const FIX_WORDS: ReadonlyMap<string, string> = new Map([
  ['YES', 'fix available'],
  ['PARTIAL', 'fix available in part'],
  ['NO', 'no fix yet'],
]);
const fixWords = (fix: string | undefined): string | undefined => FIX_WORDS.get(fix ?? '');

function exploitWords({ ExploitAvailable, LastKnownExploitAt }: Vulnerability): string | undefined {
  const words = ExploitAvailable === 'YES' ? 'Available' : ExploitAvailable === 'NO' ? 'None known' : undefined;
  return words && (LastKnownExploitAt ? `${words}, last seen ${LastKnownExploitAt.slice(0, 10)}` : words);
}

function packageOf({ Name, Version, FixedInVersion }: Vulnerability['VulnerablePackages'][number]): string | undefined {
  const fixed = FixedInVersion && FixedInVersion !== 'NotAvailable' ? ` → ${FixedInVersion}` : '';
  return Name && `${[Name, Version].filter(Boolean).join(' ')}${fixed}`;
}

function placeOf({ Resources }: Asff): string | undefined {
  for (const { Details } of Resources) {
    const { AwsEcrContainerImage: image, AwsLambdaFunction: lambda, AwsEc2Instance: instance } = Details ?? {};
    const tags = some(image?.ImageTags ?? []);
    if (image?.RepositoryName) return `${image.RepositoryName}${tags ? ` tagged ${tags}` : ''}`;
    if (lambda?.Runtime) return `Lambda ${lambda.Runtime}`;
    if (instance?.ImageId) return `${instance.Type ?? 'EC2'} from ${instance.ImageId}`;
  }
  return undefined;
}
