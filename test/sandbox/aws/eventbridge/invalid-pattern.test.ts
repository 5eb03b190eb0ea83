import { expect, test } from 'vitest';
import { InvalidPattern } from '../../../../src/sandbox/aws/eventbridge/pattern/invalid-pattern.ts';
import { parsePattern } from '../../../../src/sandbox/aws/eventbridge/pattern/parse-pattern.ts';

const orOf = (count: number) => Array.from({ length: count }, (_, i) => ({ [`f${i}`]: [i] }));

test.each([
  ['is not JSON', '{"a":', 'not valid JSON'],
  ['is an array', [], 'Filter is not an object'],
  ['is empty', {}, 'Empty objects are not allowed'],
  ['has a bare value', { a: 'x' }, '"a" must be an object or an array'],
  ['has an empty list', { a: [] }, 'Empty arrays are not allowed'],
  ['has an empty object inside', { a: { b: {} } }, 'Empty objects are not allowed'],
  ['has a list in a list', { a: [['x']] }, 'Match value must be String, number, true, false, or null'],
  ['has an operator nobody knows', { a: [{ matches: 'x' }] }, 'Unrecognized match type matches'],
  ['has two operators in one', { a: [{ prefix: 'a', suffix: 'b' }] }, 'Only one key allowed in match expression'],
  ['has an operator without a name', { a: [{}] }, 'Match expression name not found'],
  ['has a prefix of a number', { a: [{ prefix: 1 }] }, 'prefix match pattern must be a string'],
  ['has a prefix of a suffix', { a: [{ prefix: { suffix: 'x' } }] }, 'Unsupported prefix pattern'],
  ['has an exists that is neither', { a: [{ exists: 'yes' }] }, 'exists match pattern must be either true or false'],
  ['mixes types in anything-but', { a: [{ 'anything-but': ['a', 1] }] }, 'mixed type is not supported'],
  ['has anything-but nothing', { a: [{ 'anything-but': [] }] }, 'Empty arrays are not allowed'],
  ['has anything-but null', { a: [{ 'anything-but': null }] }, 'mixed type is not supported'],
  ['has anything-but a block', { a: [{ 'anything-but': { cidr: '10.0.0.0/8' } }] }, 'Unsupported anything-but pattern: cidr'],
  ['has anything-but a prefix of a number', { a: [{ 'anything-but': { prefix: 1 } }] }, 'must be a string or a list of strings'],
  ['has a numeric that is no list', { a: [{ numeric: 5 }] }, 'Value of numeric must be an array.'],
  ['has half a numeric', { a: [{ numeric: ['>'] }] }, 'Bad numeric range expression'],
  ['has an unknown comparison', { a: [{ numeric: ['!=', 5] }] }, 'Unrecognized numeric range operator: !='],
  ['compares with a text', { a: [{ numeric: ['>', '5'] }] }, 'must be a number'],
  ['has a range upside down', { a: [{ numeric: ['<', 5, '>', 0] }] }, 'Bad numeric range operator'],
  ['has an empty range', { a: [{ numeric: ['>', 5, '<', 5] }] }, 'Bottom must be less than top'],
  ['has a number beyond five billion', { a: [{ numeric: ['>', 5e9 + 1] }] }, 'between -5.0E9 and 5.0E9'],
  ['has an address for a block', { a: [{ cidr: '10.0.0.1' }] }, 'Malformed CIDR'],
  ['has too long a mask', { a: [{ cidr: '10.0.0.0/33' }] }, 'Malformed CIDR'],
  ['has a block of nothing', { a: [{ cidr: 'hosts/8' }] }, 'Malformed CIDR'],
  ['has two stars in a row', { a: [{ wildcard: 'a**b' }] }, 'Consecutive wildcard characters at pos 1'],
  ['escapes something else', { a: [{ wildcard: 'a\\b' }] }, 'Invalid escape character at pos 1'],
  ['has a $or of one', { $or: [{ a: [1] }] }, 'at least 2 Objects in $or'],
  ['has a $or of values', { $or: [1, 2] }, 'Only JSON object is allowed in array of $or'],
  ['has a $or that is an object', { $or: { a: [1] } }, 'It must be an Array followed with $or.'],
  ['multiplies to over a thousand', { a: { $or: orOf(32) }, b: { $or: orOf(32) } }, 'more than 1000 combinations'],
  ['is longer than 2,048 characters', { a: ['x'.repeat(2048)] }, 'longer than 2048 characters'],
])('a pattern that %s is invalid', (_, pattern, reason) => {
  const text = typeof pattern === 'string' ? pattern : JSON.stringify(pattern);
  expect(() => parsePattern(text)).toThrow(InvalidPattern);
  expect(() => parsePattern(text)).toThrow(reason);
});
