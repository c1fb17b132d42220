// The account table against a Map, over ids and values that cross the borders of its compact part.
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { AccountTable } from '../../runtime/account-table.ts';

const id = fc.oneof(
  fc.bigInt({ min: -3n, max: 24n }),
  fc.constantFrom(2n ** 32n, 2n ** 33n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 1n - 2n ** 53n),
  fc.constantFrom(-(2n ** 53n), 2n ** 160n, 2n ** 2000n, 2n ** 2000n + 1n, -(2n ** 2000n)),
);
const value = fc.oneof(
  fc.bigInt({ min: -5n, max: 5n }),
  fc.constantFrom(
    2n ** 63n - 1n,
    2n ** 63n,
    -(2n ** 63n),
    -(2n ** 63n) - 1n,
    2n ** 96n,
    2n ** 300n,
  ),
);
const write = fc.record({ id, record: fc.record({ a: value, b: value }) });
const act = fc.oneof({ weight: 3, arbitrary: write }, { weight: 2, arbitrary: fc.record({ id }) });

function byId([x]: readonly [bigint, unknown], [y]: readonly [bigint, unknown]): number {
  return x < y ? -1 : 1;
}

test.prop([fc.array(act, { maxLength: 300, size: 'max' })], { numRuns: 500 })(
  'the table holds what a Map would hold',
  (acts) => {
    const table = new AccountTable({ a: 0n, b: 0n });
    const map = new Map<bigint, { readonly a: bigint; readonly b: bigint }>();
    for (const one of acts) {
      if ('record' in one) {
        table.set(one.id, one.record);
        map.set(one.id, one.record);
      } else {
        table.delete(one.id);
        map.delete(one.id);
      }
      expect(table.size).toBe(map.size);
      expect(table.get(one.id)).toEqual(map.get(one.id));
    }
    expect([...table.entries()].sort(byId)).toEqual([...map].sort(byId));
  },
);

test('it grows past its first capacity and shrinks back to nothing', () => {
  const table = new AccountTable({ a: 0n });
  for (let i = 0n; i < 5_000n; i += 1n) table.set(i * 65_536n, { a: i });
  expect(table.size).toBe(5_000);
  for (let i = 0n; i < 5_000n; i += 1n) expect(table.get(i * 65_536n)).toEqual({ a: i });
  for (let i = 0n; i < 5_000n; i += 1n) table.delete(i * 65_536n);
  expect([...table.entries()]).toEqual([]);
});
