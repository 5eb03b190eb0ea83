import { type StandardId, standardIds } from '../standards/catalogue.ts';

export type SeverityRating = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

/** A security control as it is the same in every account. */
export interface Control {
  id: string;
  severity: SeverityRating;
  title: string;
  description: string;
  /** What AWS documents for every control: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html */
  remediationUrl: string;
  /** The standards it belongs to, each with the requirements it checks there. */
  standards: ReadonlyMap<StandardId, readonly string[]>;
}

const SHORT = {
  fsbp: 'aws-foundational-security-best-practices/v/1.0.0',
  cis12: 'cis-aws-foundations-benchmark/v/1.2.0',
  cis14: 'cis-aws-foundations-benchmark/v/1.4.0',
  cis30: 'cis-aws-foundations-benchmark/v/3.0.0',
  cis50: 'cis-aws-foundations-benchmark/v/5.0.0',
  nist53: 'nist-800-53/v/5.0.0',
  nist171: 'nist-800-171/v/2.0.0',
  pci3: 'pci-dss/v/3.2.1',
  pci4: 'pci-dss/v/4.0.1',
  tagging: 'aws-resource-tagging-standard/v/1.0.0',
  tower: 'service-managed-aws-control-tower/v/1.0.0',
} as const satisfies Record<string, StandardId>;

/** How a standard's requirements are written in findings and associations, up to their number. */
const REQUIREMENT: Partial<Record<StandardId, string>> = {
  'cis-aws-foundations-benchmark/v/1.2.0': 'CIS AWS Foundations Benchmark v1.2.0/',
  'cis-aws-foundations-benchmark/v/1.4.0': 'CIS AWS Foundations Benchmark v1.4.0/',
  'cis-aws-foundations-benchmark/v/3.0.0': 'CIS AWS Foundations Benchmark v3.0.0/',
  'cis-aws-foundations-benchmark/v/5.0.0': 'CIS AWS Foundations Benchmark v5.0.0/',
  'nist-800-53/v/5.0.0': 'NIST.800-53.r5 ',
  'nist-800-171/v/2.0.0': 'NIST.800-171.r2 ',
  'pci-dss/v/3.2.1': 'PCI DSS v3.2.1/',
  'pci-dss/v/4.0.1': 'PCI DSS v4.0.1/',
};

/** The standards a control is in by their short names, with the numbers of its requirements there (none: an empty text). */
type Membership = Partial<Record<keyof typeof SHORT, string>>;

export function control(id: string, severity: SeverityRating, title: string, description: string, membership: Membership): Control {
  const numbers = new Map<StandardId, string>(
    Object.entries(SHORT).flatMap(([short, standard]) => {
      const own = Object.entries(membership).find(([name]) => name === short)?.[1];
      return own === undefined ? [] : [[standard, own] as const];
    }),
  );
  return {
    id,
    severity,
    title,
    description,
    remediationUrl: `https://docs.aws.amazon.com/console/securityhub/${id}/remediation`,
    standards: new Map(
      standardIds.flatMap((standard) => {
        const own = numbers.get(standard);
        return own === undefined ? [] : [[standard, requirements(standard, own)] as const];
      }),
    ),
  };
}

const requirements = (standard: StandardId, numbers: string) =>
  numbers.split(' ').flatMap((number) => (number === '' ? [] : [`${REQUIREMENT[standard] ?? ''}${number}`]));

/** What the control is called inside one standard: the benchmark's own number in CIS, `PCI.` before it in the older PCI DSS. */
export function nameWithin(standard: StandardId, { id, standards }: Control): string {
  if (standard.startsWith('cis-')) return standards.get(standard)?.[0]?.split('/').at(-1) ?? id;
  return standard === 'pci-dss/v/3.2.1' ? `PCI.${id}` : id;
}

export const controlArn = (id: string, { account, region }: { account: string; region: string }) =>
  `arn:aws:securityhub:${region}:${account}:security-control/${id}`;
