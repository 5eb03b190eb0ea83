import type { Json } from '../contract.ts';

/**
 * The parameters of a call in AWS's query protocol as one object: `Attributes.entry.1.key` and `.value` become a record, and so do
 * `MessageAttributes.entry.1.Name` and `.Value.…`; `Tags.member.1.…` becomes a list.
 */
export function readQuery(body: string): Json {
  const root = new Map<string, Node>();
  for (const [path, value] of new URLSearchParams(body)) put(root, path.split('.'), value);
  return plainObject(root);
}

type Node = string | Map<string, Node>;

function put(node: Map<string, Node>, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    node.set(name, value);
    return;
  }
  const known = node.get(name);
  const child = known instanceof Map ? known : new Map<string, Node>();
  node.set(name, child);
  put(child, rest, value);
}

function plain(node: Node): unknown {
  if (typeof node === 'string') return node;
  const members = node.get('member');
  if (members instanceof Map) return [...members.values()].map(plain);
  const entries = node.get('entry');
  if (entries instanceof Map) return Object.fromEntries([...entries.values()].map(entry));
  return plainObject(node);
}

const plainObject = (node: Map<string, Node>): Json => Object.fromEntries([...node].map(([name, child]) => [name, plain(child)]));

function entry(node: Node): [string, unknown] {
  if (typeof node === 'string') return [node, undefined];
  const value = node.get('value') ?? node.get('Value');
  return [String(node.get('key') ?? node.get('Name')), value === undefined ? undefined : plain(value)];
}
