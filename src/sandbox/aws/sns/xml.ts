/** What the XML of SNS is made of: a list becomes `member` elements, a Map `entry` elements; undefined is left out. */
export type XmlValue = string | number | undefined | XmlValue[] | Map<string, string> | { [name: string]: XmlValue };

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** A document with that root, in SNS's namespace. */
export function toXml(root: string, content: XmlValue): string {
  return `<${root} xmlns="${NAMESPACE}">${inner(content)}</${root}>`;
}

function inner(value: XmlValue): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return escapeXml(String(value));
  if (Array.isArray(value)) return value.map((item) => element('member', item)).join('');
  if (value instanceof Map) return [...value].map(([key, text]) => element('entry', { key, value: text })).join('');
  return Object.entries(value)
    .map(([name, content]) => element(name, content))
    .join('');
}

const element = (name: string, content: XmlValue) => (content === undefined ? '' : `<${name}>${inner(content)}</${name}>`);

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

const escapeXml = (text: string) => text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character);
