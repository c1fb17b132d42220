// Values numbered by what they are, for all workers alike: integers that do not fit into a row, and
// records. What a number stands for is held flat in shared rows; each worker makes its own object
// of it once. A value's hash is of what it means, and so the same whoever numbered it.

import { compactInteger } from './compact.ts';
import type { Compact, CompactRecord, Integer } from './compact.ts';
import { WIDE_FROM } from './emit-table.ts';
import type { Shared } from './shared.ts';
import { createRows } from './tables.ts';

const RECORD_BITS = 10;
const WIDE_BITS = 8;

export type Wide = {
  readonly intern: (value: Integer) => number;
  readonly value: (id: number) => Integer;
  readonly hash: (id: number) => number;
  readonly count: () => number;
};

export const mix = (hash: number, entry: number): number => {
  const h = Math.imul(hash ^ entry, 0x9e3779b1);
  return h ^ (h >>> 15);
};

export const finish = (hash: number): number => {
  const h = Math.imul(hash, 0x85ebca6b);
  return h ^ (h >>> 13);
};

/** `bits`: of the greatest magnitude. */
export function createWide(shared: Shared, table: number, bits: number): Wide {
  const limbs = Math.ceil(bits / 32) + 1; // the sign first
  const rows = createRows(shared, { table, key: limbs, extra: 0, blockBits: WIDE_BITS });
  const row = new Int32Array(limbs + 1);
  const known = new Map<Integer, number>();
  const values: (Integer | undefined)[] = [];
  const write = (value: bigint): void => {
    let left = value < 0n ? -value : value;
    row[0] = value < 0n ? 1 : 0;
    let hash = mix(0, row[0]);
    for (let i = 1; i < limbs; i++) {
      row[i] = Number(BigInt.asIntN(32, left));
      hash = mix(hash, row[i] as number);
      left >>= 32n;
    }
    if (left > 0n) throw new RangeError(`an integer of more than ${bits} bits cannot be explored`);
    row[limbs] = finish(hash);
  };
  const read = (id: number): Integer => {
    let value = 0n;
    for (let i = limbs - 1; i > 0; i--) {
      value = (value << 32n) | BigInt.asUintN(32, BigInt(rows.entry(id, i)));
    }
    return compactInteger(rows.entry(id, 0) === 1 ? -value : value);
  };
  return {
    intern: (value) => {
      const before = known.get(value);
      if (before !== undefined) return before;
      write(BigInt(value));
      const placed = rows.place(row);
      const id = placed < 0 ? ~placed : placed;
      known.set(value, id);
      values[id] = value;
      return id;
    },
    value: (id) => (values[id] ??= read(id)),
    hash: (id) => rows.entry(id, limbs),
    count: rows.count,
  };
}

export type Interned = {
  readonly intern: (value: CompactRecord) => number;
  readonly value: (id: number) => CompactRecord;
  readonly hash: (id: number) => number;
  /** Those among them that are outside of the stored range. */
  readonly unfit: ReadonlySet<number>;
  readonly count: () => number;
};

export type Flat = {
  readonly width: number;
  readonly write: (value: CompactRecord, out: Int32Array) => void;
  readonly read: (row: Int32Array, base: number) => CompactRecord;
};

export const leavesFit = (value: Compact, limit: bigint): boolean => {
  if (typeof value === 'bigint' || typeof value === 'number') {
    return value <= limit && value >= -limit;
  }
  if (typeof value !== 'object') return true;
  return Object.entries(value).every(([name, part]) => name === '$id' || leavesFit(part, limit));
};

/** `limit`: of what may be stored. */
export function createInterned(
  shared: Shared, table: number, { width, write, read }: Flat, wide: Wide, limit: bigint,
): Interned {
  const rows = createRows(shared, { table, key: width, extra: 0, blockBits: RECORD_BITS });
  const row = new Int32Array(width + 1);
  const values: (CompactRecord | undefined)[] = [];
  const hashes: number[] = [];
  const unfit = new Set<number>();
  const keep = (id: number, value: CompactRecord): CompactRecord => {
    value.$id = id;
    values[id] = value;
    hashes[id] = rows.entry(id, width);
    if (!leavesFit(value, limit)) unfit.add(id);
    return value;
  };
  const hashRow = (): number => {
    let hash = 0x811c9dc5;
    for (let i = 0; i < width; i++) {
      const entry = row[i] as number;
      hash = mix(hash, entry < WIDE_FROM ? entry : wide.hash(entry - WIDE_FROM));
    }
    return finish(hash);
  };
  const make = (id: number): CompactRecord => keep(id, read(rows.block(id), rows.base(id)));
  return {
    unfit,
    intern: (value) => {
      const known = value.$id;
      if (known >= 0 && values[known] === value) return known;
      write(value, row);
      row[width] = hashRow();
      const placed = rows.place(row);
      const id = placed < 0 ? ~placed : placed;
      if (values[id] === undefined) keep(id, value);
      return id;
    },
    value: (id) => values[id] ?? make(id),
    hash: (id) => hashes[id] ?? rows.entry(id, width),
    count: rows.count,
  };
}
