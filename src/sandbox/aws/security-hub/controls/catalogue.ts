import { type StandardId, standardIdOf } from '../standards/catalogue.ts';
import { compute } from './catalogue/compute.ts';
import { identity } from './catalogue/identity.ts';
import { network } from './catalogue/network.ts';
import { storage } from './catalogue/storage.ts';
import { watching } from './catalogue/watching.ts';
import { type Control, controlArn } from './control.ts';

/**
 * Some of AWS's controls under their real ids, severities and standards; the words are our own. In the order in which
 * ListSecurityControlDefinitions lists them.
 */
export const CONTROLS: ReadonlyMap<string, Control> = new Map(
  [...identity, ...storage, ...network, ...watching, ...compute]
    .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
    .map((control) => [control.id, control]),
);

export const controlsIn = (standard: StandardId) => [...CONTROLS.values()].filter(({ standards }) => standards.has(standard));

/** By id or ARN: callers may use either. */
export function controlCalled(name: string, place: { account: string; region: string }): Control | undefined {
  return CONTROLS.get(name) ?? [...CONTROLS.values()].find(({ id }) => controlArn(id, place) === name);
}

/** The control and the standard that an association ties together; undefined unless the one is part of the other. */
export function tied(name: string, standardsArn: string, place: { account: string; region: string }) {
  const control = controlCalled(name, place);
  const standard = standardIdOf(standardsArn, place.region);
  return control && standard && control.standards.has(standard) ? { control, standard } : undefined;
}
