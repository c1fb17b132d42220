// Where states are kept. `Interned` numbers equal values alike; `Rows` is a set of rows of integers
// in large chunks that are never copied, found through one index of open addressing. Numbers are
// given in the order of first sight.

import type { CompactRecord, Integer } from './compact.ts';

const FULL = 0.7;
const FIRST_SLOTS = 1 << 10;
const CHUNK_BITS = 16;
const CHUNK_ROWS = 1 << CHUNK_BITS;

const createSlots = (count: number): Int32Array => new Int32Array(count).fill(-1);

export type Interned<T> = {
  readonly values: T[];
  readonly intern: (value: T) => number;
  readonly bytes: () => number;
};

const isFull = (count: number, slots: number): boolean => count >= slots * FULL;

/** Records by structure. `each`: an estimate of what one takes in the heap. */
export function createInterned(
  hash: (value: CompactRecord) => number,
  same: (a: CompactRecord, b: CompactRecord) => boolean,
  each: number,
): Interned<CompactRecord> {
  const values: CompactRecord[] = [];
  let slots = createSlots(FIRST_SLOTS);
  const place = (value: CompactRecord): number => {
    const mask = slots.length - 1;
    let at = hash(value) & mask;
    for (let id = slots[at] as number; id >= 0; id = slots[at] as number) {
      if (same(values[id] as CompactRecord, value)) return at;
      at = (at + 1) & mask;
    }
    return at;
  };
  const grow = (): void => {
    slots = createSlots(slots.length * 2);
    for (const [id, value] of values.entries()) slots[place(value)] = id;
  };
  return {
    values,
    intern: (value) => {
      const known = value.$id;
      if (known >= 0 && values[known] === value) return known;
      const at = place(value);
      const found = slots[at] as number;
      if (found >= 0) return found;
      const id = values.length;
      slots[at] = id;
      value.$id = id;
      values.push(value);
      if (isFull(values.length, slots.length)) grow();
      return id;
    },
    bytes: () => values.length * each + slots.byteLength,
  };
}

/** Integers that do not fit into a row. */
export function createWide(): Interned<Integer> {
  const values: Integer[] = [];
  const known = new Map<Integer, number>();
  return {
    values,
    intern: (value) => {
      const id = known.get(value) ?? values.length;
      if (id === values.length) {
        known.set(value, id);
        values.push(value);
      }
      return id;
    },
    bytes: () => values.length * 100,
  };
}

export type Rows = {
  readonly stride: number;
  readonly chunks: readonly Int32Array[];
  readonly count: () => number;
  /** The number of the row whose first `key` entries are those given, or -1. */
  readonly find: (row: Int32Array) => number;
  /** Adds the row that was last looked for in vain; its number. What follows the key is stored. */
  readonly add: (row: Int32Array) => number;
  readonly bytes: () => number;
  /** What so many rows more would take beyond what is held; while it grows, an index is twice. */
  readonly growth: (rows: number) => number;
};

export const chunkNumber = (id: number): number => id >>> CHUNK_BITS;
export const rowBase = (id: number, stride: number): number => (id & (CHUNK_ROWS - 1)) * stride;

function hashRow(row: Int32Array, base: number, key: number): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < key; i++) {
    h = Math.imul(h ^ (row[base + i] as number), 0x9e3779b1);
    h ^= h >>> 15;
  }
  h = Math.imul(h, 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

export function createRows(key: number, stride: number): Rows {
  const chunks: Int32Array[] = [];
  let count = 0;
  let slots = createSlots(FIRST_SLOTS);
  let lastAt = -1; // where the row last looked for would stand
  const find = (row: Int32Array): number => {
    const mask = slots.length - 1;
    let at = (hashRow(row, 0, key) & mask) >>> 0;
    for (let id = slots[at] as number; id >= 0; id = slots[at] as number) {
      const chunk = chunks[id >>> CHUNK_BITS] as Int32Array;
      const base = (id & (CHUNK_ROWS - 1)) * stride;
      let i = 0;
      while (i < key && chunk[base + i] === row[i]) i++;
      if (i === key) return id;
      at = (at + 1) & mask;
    }
    lastAt = at;
    return -1;
  };
  const grow = (): void => {
    slots = createSlots(slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < count; id++) {
      const chunk = chunks[id >>> CHUNK_BITS] as Int32Array;
      let at = (hashRow(chunk, (id & (CHUNK_ROWS - 1)) * stride, key) & mask) >>> 0;
      while ((slots[at] as number) >= 0) at = (at + 1) & mask;
      slots[at] = id;
    }
  };
  const add = (row: Int32Array): number => {
    if (slots[lastAt] !== -1) throw new Error('a row is added that was not looked for');
    if (count === chunks.length * CHUNK_ROWS) chunks.push(new Int32Array(CHUNK_ROWS * stride));
    const id = count;
    const chunk = chunks[id >>> CHUNK_BITS] as Int32Array;
    const base = (id & (CHUNK_ROWS - 1)) * stride;
    for (let i = 0; i < stride; i++) chunk[base + i] = row[i] as number; // `set` is slow on few
    slots[lastAt] = id;
    count += 1;
    if (isFull(count, slots.length)) grow();
    return id;
  };
  return {
    stride, chunks, find, add,
    count: () => count,
    bytes: () => slots.byteLength + chunks.length * CHUNK_ROWS * stride * 4,
    growth: (rows) => (isFull(count + rows, slots.length) ? slots.byteLength * 2 : 0)
      + (count + rows > chunks.length * CHUNK_ROWS ? CHUNK_ROWS * stride * 4 : 0),
  };
}
