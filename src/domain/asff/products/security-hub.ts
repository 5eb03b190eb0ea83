import type { Asff } from '../schema.ts';
import { configRuleOf, controlOf, standardsOf } from '../standards.ts';
import { reasonsOf } from '../state.ts';
import { inWords, type Reading, reading, some } from './reading.ts';

/** A control that was checked: why it came out so on this resource, and which standards ask for it. */
export function securityHub(asff: Asff): Reading {
  const { Compliance, ProductFields } = asff;
  const [reason, ...otherReasons] = reasonsOf(asff);
  const parameters = Compliance?.SecurityControlParameters.map(
    ({ Name, Value }) => Name && Value.length > 0 && `${Name} = ${Value.join(', ')}`,
  );
  return reading(
    [reason],
    [
      ['Control', controlOf(asff)],
      ['Standards', some(standardsOf(asff), 4)],
      ['Status', inWords(Compliance?.Status)],
      ['Status before', inWords(ProductFields['PreviousComplianceStatus'])],
      ['Also', some(otherReasons, 2)],
      [
        'Parameters',
        some(
          (parameters ?? []).map((parameter) => parameter || undefined),
          3,
        ),
      ],
      ['Requirements', some(Compliance?.RelatedRequirements ?? [], 3)],
      ['Config rule', configRuleOf(asff)],
    ],
  );
}
