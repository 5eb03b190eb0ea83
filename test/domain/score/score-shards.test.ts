import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, SHARD_LIMITS, type Shard, shardsOf, splitShard } from '../../../src/domain/score-shards.ts';

const service = fc.constantFrom('EC2', 'ECR', 'ECS', 'S3', 'IAM', 'RDS', 'ES', 'EKS', 'Lambda', 'KMS', 'DMS', 'SNS', 'SQS');
const control = fc.tuple(service, fc.integer({ min: 1, max: 260 })).map(([name, number]) => `${name}.${number}`);
const controls = fc.uniqueArray(control, { minLength: 1, maxLength: 400 });

const many = (name: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${name}.${i + 1}`);
const holding = (shards: readonly Shard[], id: string): number => shards.filter((shard) => covers(shard, id)).length;
const sizes = (shards: readonly Shard[], ids: readonly string[]) => shards.map((shard) => ids.filter((id) => covers(shard, id)).length);

test('every control is in exactly one shard, those of the same services that nobody knew of as well', () => {
  void fc.assert(
    fc.property(controls, fc.integer({ min: 1, max: 999 }), (ids, number) => {
      const shards = shardsOf(ids);
      for (const id of ids) expect(holding(shards, id)).toBe(1);
      for (const id of ids) expect(holding(shards, id.replace(/\d+$/, String(number)))).toBe(1);
    }),
  );
});

test('no shard holds more controls, nor more values, than an insight can take', () => {
  void fc.assert(
    fc.property(controls, (ids) => {
      const shards = shardsOf(ids);
      expect(Math.max(...sizes(shards, ids))).toBeLessThanOrEqual(SHARD_LIMITS.controls);
      expect(Math.max(...shards.map(({ length }) => length))).toBeLessThanOrEqual(SHARD_LIMITS.values);
    }),
  );
});

test('400 controls of 75 services take few insights', () => {
  const ids = Array.from({ length: 75 }, (_, i) => many(`Service${i}`, i === 0 ? 104 : 4)).flat();
  expect(ids).toHaveLength(400);
  expect(shardsOf(ids).length).toBeLessThanOrEqual(6);
});

test('a shard that is split covers what it covered before, in smaller parts', () => {
  void fc.assert(
    fc.property(controls, fc.integer({ min: 1, max: 999 }), (ids, number) => {
      for (const shard of shardsOf(ids)) {
        const parts = splitShard(shard, ids);
        for (const id of ids) {
          expect(holding(parts, id)).toBe(covers(shard, id) ? 1 : 0);
          const unknown = id.replace(/\d+$/, String(number));
          expect(holding(parts, unknown)).toBe(covers(shard, unknown) ? 1 : 0);
        }
      }
    }),
  );
});

test('splitting again and again ends with shards that no insight can overflow, even when nothing is known of what is in them', () => {
  const ids = many('EC2', 999);
  let shards = shardsOf(['EC2.1']);
  for (let round = 0; Math.max(...sizes(shards, ids)) >= 100; round++) {
    expect(round).toBeLessThan(12);
    shards = shards.flatMap((shard) => (ids.filter((id) => covers(shard, id)).length >= 100 ? splitShard(shard, ['EC2.1']) : [shard]));
  }
  for (const id of ids) expect(holding(shards, id)).toBe(1);
});

test('one control alone cannot be split', () => {
  const shard: Shard = [{ value: 'S3.8', comparison: 'EQUALS' }];
  expect(splitShard(shard, ['S3.8'])).toEqual([shard]);
});
