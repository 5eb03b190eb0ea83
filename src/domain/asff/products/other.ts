import type { Asff } from '../schema.ts';
import { vulnerability } from './inspector.ts';
import { type Reading, reading, some } from './reading.ts';

/** Products we do not know, and findings of people's own: what ASFF has a place for, then what they said in their own words. */
export function other(asff: Asff): Reading {
  const flaw = vulnerability(asff);
  const details = asff.Resources.flatMap(({ Details }) => Object.entries(Details?.Other ?? {}));
  const own = Object.entries(asff.ProductFields).filter(([name]) => !name.startsWith('aws/') && !ABOUT_THE_PRODUCT.has(name));
  return reading(
    [flaw.headline],
    [
      ...flaw.facts.map(({ label, value }) => [label, value] as const),
      [
        'Malware',
        some(asff.Malware.map(({ Name, Type, Path }) => [Name, Type && `(${Type})`, Path && `in ${Path}`].filter(Boolean).join(' '))),
      ],
      ['Threat', some(asff.ThreatIntelIndicators.map(({ Type, Value }) => [Type, Value].filter(Boolean).join(' ')))],
      ...Object.entries(asff.UserDefinedFields),
      ...details.filter(([, value]) => value.length <= 200),
      ...own.filter(([, value]) => value.length <= 200),
    ],
  );
}

/** Fields in which producers repeat who they are. */
const ABOUT_THE_PRODUCT = new Set(['Product Name', 'ProviderName', 'ProviderVersion']);
