import { type Change, type ChangeIn, SECTIONS, type SectionName, type Sections } from '../protocol.ts';

type State = { [S in SectionName]: Map<string, Sections[S]> };

const state: State = {
  workspace: new Map(),
  people: new Map(),
  groups: new Map(),
  channels: new Map(),
  window: new Map(),
  messages: new Map(),
  modals: new Map(),
  home: new Map(),
  pushes: new Map(),
  clock: new Map(),
  findings: new Map(),
  tabs: new Map(),
  lines: new Map(),
};

const listeners: { sections: readonly SectionName[]; run: () => void }[] = [];
const changed = new Set<SectionName>();
let frame: number | undefined;

/** All rows of a section, in the order in which they came. */
export function rows<S extends SectionName>(section: S): Sections[S][] {
  return [...state[section].values()];
}

export function row<S extends SectionName>(section: S, key: string): Sections[S] | undefined {
  return state[section].get(key);
}

/** Runs after these sections changed, at most once per frame. */
export function onChange(sections: readonly SectionName[], run: () => void): void {
  listeners.push({ sections, run });
}

export function apply(changes: readonly Change[]): void {
  for (const change of changes) put(change);
}

function redraw(...sections: SectionName[]): void {
  for (const section of sections) changed.add(section);
  if (frame === undefined) frame = requestAnimationFrame(draw);
}

/** Forgets these sections, or everything: the next connection sends it again. */
export function empty(sections: readonly SectionName[] = SECTIONS): void {
  for (const section of sections) {
    if (state[section].size > 0) redraw(section);
    state[section].clear();
  }
}

function put<S extends SectionName>({ section, key, value }: ChangeIn<S>): void {
  if (value === null) state[section].delete(key);
  else state[section].set(key, value);
  redraw(section);
}

function draw(): void {
  frame = undefined;
  const now = new Set(changed);
  changed.clear();
  for (const { sections, run } of listeners) if (sections.some((section) => now.has(section))) run();
}
