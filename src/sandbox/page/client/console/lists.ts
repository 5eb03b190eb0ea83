import type { AuditRow, BusRow, LogRow, SectionName, Sections, SnsRow } from '../../protocol.ts';
import { h, keyedList } from '../dom.ts';
import { onChange, rows } from '../store.ts';
import { secondsOf } from '../time.ts';

interface ListOf<S extends SectionName> {
  section: S;
  empty: string;
  order(row: Sections[S]): number;
  keyOf(row: Sections[S]): string;
  draw(row: Sections[S]): HTMLElement;
}

/** A list with the newest row first. */
function newestFirst<S extends SectionName>({ section, empty, order, keyOf, draw }: ListOf<S>): HTMLElement {
  const list = h('ul', { class: 'lines' });
  const nothing = h('p', { class: 'quiet empty' }, empty);
  const drawList = keyedList<Sections[S]>(list, keyOf, draw);
  onChange([section], () => {
    const all = rows(section).sort((a, b) => order(b) - order(a));
    nothing.hidden = all.length > 0;
    drawList(all);
  });
  return h('div', {}, nothing, list);
}

/** When, what, what came of it, and quieter facts below. */
function line(at: string, what: (Node | string)[], outcome: (Node | string)[], below: string): HTMLElement {
  return h(
    'li',
    { class: 'line' },
    h('time', { class: 'quiet' }, at),
    h('div', { class: 'line-what' }, ...what),
    h('div', { class: 'line-outcome' }, ...outcome),
    below !== '' && h('div', { class: 'line-below quiet' }, below),
  );
}

const verdict = (row: LogRow) =>
  line(
    secondsOf(row.at),
    [row.severity ? h('span', { class: `severity ${row.severity.toLowerCase()}` }, row.severity) : '', ' ', row.subject],
    [h('strong', { class: `verdict ${row.verdict}` }, row.verdict), ` ${row.because}`],
    row.event,
  );

const sns = (row: SnsRow) =>
  h(
    'li',
    { class: 'line' },
    h('time', { class: 'quiet' }, secondsOf(row.at)),
    h('div', { class: 'line-what' }, h('strong', {}, row.subject ?? 'No subject'), h('pre', { class: 'wrapped' }, row.message)),
    h('div', { class: 'line-outcome quiet' }, row.topic),
  );

const busEvent = (row: BusRow) =>
  line(
    secondsOf(Date.parse(row.time)),
    [row.detailType],
    row.matched.length > 0 ? row.matched.map((rule) => h('span', { class: 'tag' }, rule)) : [h('span', { class: 'quiet' }, 'no rule')],
    `${row.source} on ${row.bus}`,
  );

const audit = (row: AuditRow) =>
  line(
    secondsOf(row.at),
    [h('strong', {}, row.who), ` ${row.what}`],
    [h('span', { class: `tag ${row.phase}` }, row.phase)],
    [row.subject, row.detail].filter(Boolean).join(' · '),
  );

const byId = ({ id }: { id: string }) => id;
const byTime = ({ at }: { at: number }) => at;

export const eventsTab = () =>
  newestFirst({ section: 'log', empty: 'No event has arrived yet.', order: byTime, keyOf: byId, draw: verdict });

export const snsTab = () =>
  newestFirst({ section: 'sns', empty: 'Nothing has been published yet.', order: byTime, keyOf: byId, draw: sns });

export const busTab = () =>
  newestFirst({ section: 'bus', empty: 'No event is on any bus yet.', order: (row) => row.order, keyOf: byId, draw: busEvent });

export const auditTab = () =>
  newestFirst({ section: 'audit', empty: 'Nobody has pressed anything yet.', order: byTime, keyOf: byId, draw: audit });
