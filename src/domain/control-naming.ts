import type { Catalogue } from './score-catalogue.ts';

/** How findings name the control that they are of. */
export interface ControlNaming {
  attribute: 'GeneratorId' | 'ComplianceSecurityControlId';
  /** Those of the controls that are known; a control may have several. */
  names: readonly string[];
  /** How the names of all controls begin, and nothing else does; undefined when nothing is common to them. */
  begin: string | undefined;
  /** The beginnings of the GeneratorId that findings must have besides; undefined when the name says enough. */
  generators: readonly string[] | undefined;
  /** The id of the control that is so named; of one that nobody knows, the name itself. */
  controlOf(name: string): string;
}

/**
 * How to count by control, the best way first. With consolidation the GeneratorId names the control. Without it findings carry
 * the control's id as well, but AWS documents nowhere that insights group by it: the last way groups by the GeneratorId that
 * each standard gives the control, which AWS's own insights do.
 */
export function namingsOf(catalogue: Catalogue): [ControlNaming, ...ControlNaming[]] {
  if (catalogue.consolidated) {
    const begin = 'security-control/';
    const names = catalogue.controls.map(({ id }) => `${begin}${id}`);
    return [{ attribute: 'GeneratorId', names, begin, generators: undefined, controlOf: (name) => name.slice(begin.length) }];
  }
  const byId: ControlNaming = {
    attribute: 'ComplianceSecurityControlId',
    names: catalogue.controls.map(({ id }) => id),
    begin: undefined,
    generators: catalogue.standards.map(({ arn }) => generatorsOf(arn)),
    controlOf: (name) => name,
  };
  return [byId, byGenerator(catalogue)];
}

function byGenerator({ controls }: Catalogue): ControlNaming {
  const controlOf = new Map(
    controls.flatMap(({ id, standards, generators }) => (generators ?? derived(id, standards)).map((name) => [name, id])),
  );
  return {
    attribute: 'GeneratorId',
    names: [...controlOf.keys()],
    begin: undefined,
    generators: undefined,
    controlOf: (name) => controlOf.get(name) ?? idIn(name) ?? name,
  };
}

const derived = (id: string, standards: readonly string[]): string[] => standards.map((arn) => `${generatorsOf(arn)}${id}`);

/** `EC2.19` of `aws-foundational-security-best-practices/v/1.0.0/EC2.19`; a number of a benchmark, such as `1.14`, is no id. */
const idIn = (name: string): string | undefined => /\/([A-Za-z]\w*\.\d+)$/.exec(name)?.[1];

/** How the GeneratorIds of a standard's findings begin: https://docs.aws.amazon.com/securityhub/latest/userguide/control-findings-samples.html */
export const generatorsOf = (standardArn: string): string => {
  const [, name] = /:standards\/(.+)$/.exec(standardArn) ?? [];
  return name === undefined ? `${standardArn}/rule/` : `${name}/`;
};
