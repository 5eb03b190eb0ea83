const TIMESTAMP = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Nanoseconds since 1970 of a timestamp as Security Hub takes it, with up to nine decimals and any offset. Undefined when it is
 * not one: https://docs.aws.amazon.com/securityhub/1.0/APIReference/Welcome.html#timestamps
 */
export function instant(text: unknown): bigint | undefined {
  const [, seconds, fraction = '', offset = ''] = (typeof text === 'string' && TIMESTAMP.exec(text)) || [];
  const at = Date.parse(`${seconds}${offset.replace(/(\d{2})(\d{2})$/, '$1:$2')}`);
  return Number.isNaN(at) ? undefined : BigInt(at) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}
