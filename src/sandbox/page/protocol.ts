/** What the server tells the page: rows by section and key. The first batch is everything, the next ones what changed. */

export type Json = Record<string, unknown>;

export interface WorkspaceRow {
  team: string;
  bot: { id: string; name: string };
  viewer: string;
  firstChannel: string;
  commands: { command: string; usage?: string; about: string }[];
  shortcuts: { callbackId: string; name: string; type: 'message' | 'global' }[];
  customActions: string[];
  buttons: { id: string; label: string; group: string; hint?: string }[];
}

export interface PersonRow {
  id: string;
  name: string;
  /** Present for those whom the person at the page can be. */
  part?: { order: number; role: string; about: string };
  bot: boolean;
  unread: number;
}

export interface GroupRow {
  id: string;
  handle: string;
  name: string;
}

export interface ChannelRow {
  id: string;
  name: string;
  topic: string;
  kind: 'public' | 'private' | 'im';
  archived: boolean;
  shared: boolean;
  /** Of a direct message: the one who is not the viewer. */
  with?: string;
  unread: number;
}

export interface FileRow {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  size: number;
  alt?: string;
}

export interface MessageRow {
  channel: string;
  ts: string;
  user: string;
  text: string;
  blocks: Json[];
  attachments: Json[];
  files: FileRow[];
  thread?: string;
  broadcast: boolean;
  ephemeral: boolean;
  edited: boolean;
  replies: { count: number; latest: string; users: string[] };
}

/** The part of a channel that is on the page. */
export interface WindowRow {
  channel: string;
  earlier: number;
}

export interface ViewRow {
  id: string;
  /** Its place in the stack, 0 at the bottom. */
  depth: number;
  view: Json;
  errors: Record<string, string>;
}

/** A message as it lights up the viewer's phone. */
export interface PushRow {
  id: string;
  at: number;
  channel: string;
  thread?: string;
  from: string;
  place: string;
  text: string;
}

export interface FindingRow {
  key: string;
  order: number;
  title: string;
  severity: string;
  workflow: string;
  recordState: string;
  product: string;
  account: string;
  region: string;
  resource: string;
  control?: string;
  updatedAt: string;
  note?: { text: string; by: string };
}

/** A tab of the console half that is a list of lines. */
export interface TabRow {
  id: string;
  order: number;
  label: string;
  /** What stands there while there is no line. */
  empty: string;
}

/** One line of a tab: when, what, what came of it; below it quieter facts, and what is opened on demand. */
export interface ConsoleLine {
  /** Unique in its tab. */
  id: string;
  /** In ms on the sandbox's clock. */
  at?: number;
  /** A heading under which lines stand together. */
  group?: string;
  severity?: string;
  title: string;
  outcome?: { word: string; tone?: Tone; because?: string };
  facts?: readonly string[];
  /** What opens below the line; a text that is JSON is shown indented. */
  more?: readonly { name: string; text: string }[];
}

/** Colours a word that says the same without its colour. */
export type Tone = 'good' | 'bad' | 'news' | 'quiet';

/** The greatest `order` stands at the top; of two that are equal, the one that came later. */
export type LineRow = ConsoleLine & { tab: string; order: number };

/** How many lines a tab shows, the newest ones. */
export const LINES_SHOWN = 100;

export interface ClockRow {
  now: number;
  next?: number;
}

export interface Sections {
  workspace: WorkspaceRow;
  people: PersonRow;
  groups: GroupRow;
  channels: ChannelRow;
  window: WindowRow;
  messages: MessageRow;
  modals: ViewRow;
  home: ViewRow;
  pushes: PushRow;
  findings: FindingRow;
  tabs: TabRow;
  lines: LineRow;
  clock: ClockRow;
}

export type SectionName = keyof Sections;

/** In the order in which a page needs them to draw something whole. */
export const SECTIONS = [
  'workspace',
  'clock',
  'tabs',
  'people',
  'groups',
  'channels',
  'window',
  'messages',
  'modals',
  'home',
  'pushes',
  'findings',
  'lines',
] as const satisfies readonly SectionName[];

/** A row that is new or different; `null`: gone. */
export interface ChangeIn<S extends SectionName> {
  section: S;
  key: string;
  value: Sections[S] | null;
}
export type Change = { [S in SectionName]: ChangeIn<S> }[SectionName];

/** What the server sends down the line: who this connection is (first), then batches of changes. */
export type Told = { connection: string } | { changes: ChangeIn<SectionName>[] };

/** What a command from the page is answered with. */
export interface Answer {
  toast?: { tone: 'info' | 'error'; text: string };
}
