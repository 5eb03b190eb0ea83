import { h } from '../dom.ts';

/** Stands where something of Slack's is that this page cannot draw, so that nobody takes its absence for the app's doing. */
export function unsupported(what: 'block' | 'element', type: string): HTMLElement {
  return h('div', { class: 'unsupported' }, `Unsupported ${what}: ${type || 'without a type'}`);
}
