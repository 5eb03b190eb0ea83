import { Severity } from '../finding.ts';
import type { Asff } from './schema.ts';

/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html#Severity */
const BANDS: readonly (readonly [least: number, label: Severity])[] = [
  [90, 'CRITICAL'],
  [70, 'HIGH'],
  [40, 'MEDIUM'],
  [1, 'LOW'],
  [0, 'INFORMATIONAL'],
];

/** The label; if there is none we know, what the number says; if there is none either, the product's own number; else UNKNOWN. */
export function severityOf(asff: Asff, isGuardDuty: boolean): Severity {
  const given = asff.Severity;
  const provided = asff.FindingProviderFields?.Severity;
  // GuardDuty's own scale ends at 10; every other product's number that we have seen is on Security Hub's.
  const own = given?.Product === undefined ? undefined : given.Product * (isGuardDuty ? 10 : 1);
  return (
    fromLabel(given?.Label) ??
    fromNumber(given?.Normalized) ??
    fromLabel(provided?.Label) ??
    fromNumber(provided?.Normalized) ??
    fromLabel(asff.ProductFields['aws/securityhub/SeverityLabel']) ??
    fromNumber(own) ??
    'UNKNOWN'
  );
}

const fromLabel = (label: string | undefined): Severity | undefined => Severity.safeParse(label?.trim().toUpperCase()).data;

function fromNumber(value: number | undefined): Severity | undefined {
  if (value === undefined || value < 0 || value > 100) return undefined;
  return BANDS.find(([least]) => value >= least)?.[1] ?? 'LOW'; // between 0 and 1: not nothing
}
