import { isIPv4, isIPv6 } from 'node:net';
import { InvalidPattern } from './invalid-pattern.ts';

/** An IPv4 or IPv6 block; an address of the other family is never in it. */
export function parseCidr(cidr: string): (address: string) => boolean {
  const [base = '', length, more] = cidr.split('/');
  const bits = bitsOf(base);
  if (!bits || more !== undefined || length === undefined || !/^\d{1,3}$/.test(length) || Number(length) > bits.length) {
    throw new InvalidPattern(`Malformed CIDR, one '/' required and a mask that fits: ${cidr}`);
  }
  const network = bits.slice(0, Number(length));
  return (address) => {
    const its = bitsOf(address);
    return its !== undefined && its.length === bits.length && its.startsWith(network);
  };
}

/** 32 or 128 characters of 0 and 1; undefined when it is no address. */
function bitsOf(address: string): string | undefined {
  if (isIPv4(address))
    return address
      .split('.')
      .map((part) => binary(Number(part), 8))
      .join('');
  if (!isIPv6(address) || address.includes('%')) return undefined;
  const [head = '', tail] = address.split('::');
  const left = groups(head);
  const right = groups(tail ?? '');
  return [...left, ...Array(8 - left.length - right.length).fill(binary(0, 16)), ...right].join('');
}

function groups(text: string): string[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [binary(Number.parseInt(group, 16), 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [binary(a * 256 + b, 16), binary(c * 256 + d, 16)];
  });
}

const binary = (value: number, width: number) => value.toString(2).padStart(width, '0');
