// Where states are kept: sets of rows of integers, in blocks that are never moved, found through
// one index of open addressing. A row is its key, a hash of what it means, and what else is stored
// of it. Several workers add at once: whoever claims a slot of the index writes the row, and the
// others see its number only when it is written. Numbers are given in the order of claiming, so
// nothing that is told of a search may depend on them.

import { AT, TABLES } from './shared.ts';
import type { Shared } from './shared.ts';

const FULL = 0.7;
const FIRST_SLOTS = 1 << 10;
const BUSY = -1; // a slot that is claimed; 0: free; else the row's number and one

export type Rows = {
  readonly count: () => number;
  /** An entry of a row. */
  readonly entry: (id: number, column: number) => number;
  /** The block that holds a row, and where the row begins in it. */
  readonly block: (id: number) => Int32Array;
  readonly base: (id: number) => number;
  /** The number of the row with that key, or -1. The entry behind the key is its hash. */
  readonly find: (row: Int32Array) => number;
  /** The same, or, where it is new, the complement (`~`) of the number it was added by. */
  readonly place: (row: Int32Array) => number;
  /** What so many rows more would take; while it grows, an index is there twice. */
  readonly growth: (rows: number) => number;
};

export type Layout = {
  readonly table: number;
  readonly key: number; // entries
  readonly extra: number; // entries behind the hash
  readonly blockBits: number; // rows in a block
};

const isFull = (count: number, slots: number): boolean => count >= slots * FULL;

type Blocks = Pick<Rows, 'entry' | 'block' | 'base'> & {
  readonly write: (id: number, row: Int32Array) => void;
};

function createBlocks(shared: Shared, { table, key, extra, blockBits }: Layout): Blocks {
  const stride = key + 1 + extra;
  const rows = 1 << blockBits;
  const blocks: Int32Array[] = [];
  const name = (n: number): string => `${table}/${n}`;
  const fetch = (n: number): Int32Array => {
    const block = shared.take(name(n), () => true);
    blocks[n] = block;
    return block;
  };
  if (shared.founds) blocks.push(shared.make(name(0), rows * stride));
  const block = (id: number): Int32Array => blocks[id >>> blockBits] ?? fetch(id >>> blockBits);
  const base = (id: number): number => (id & (rows - 1)) * stride;
  return {
    block, base,
    entry: (id, column) => block(id)[base(id) + column] as number,
    write: (id, row) => {
      if (id > 0 && (id & (rows - 1)) === 0) {
        blocks[id >>> blockBits] = shared.make(name(id >>> blockBits), rows * stride);
      }
      const to = block(id);
      const from = base(id);
      for (let i = 0; i < stride; i++) to[from + i] = row[i] as number; // `set` is slow on few
    },
  };
}

type Index = {
  readonly slots: () => number;
  /** Where nothing is half done: waits while another is alone, and takes the index as it is now. */
  readonly enter: () => void;
  /** The slot of the row, or the free one where it belongs. A stale 0 is found out by claiming. */
  readonly seek: (row: Int32Array, from: number) => number;
  readonly read: (at: number) => number;
  readonly claim: (at: number) => boolean;
  /** Shows all others which row the slot that was claimed holds. */
  readonly show: (at: number, id: number) => void;
};

function createIndex(shared: Shared, { table, key }: Layout, blocks: Blocks): Index {
  const { control } = shared;
  const generationAt = TABLES + 2 * table + 1;
  const name = `${table}/index`;
  let index = shared.founds ? shared.make(name, FIRST_SLOTS) : new Int32Array(0);
  let generation = shared.founds ? 0 : -1;
  const refresh = (): void => {
    generation = control[generationAt] as number;
    index = shared.take(name, (one) => one.length === FIRST_SLOTS << generation);
  };
  const isAt = (id: number, row: Int32Array): boolean => {
    const stored = blocks.block(id);
    const from = blocks.base(id);
    let i = key; // the hash first
    while (i >= 0 && stored[from + i] === row[i]) i -= 1;
    return i < 0;
  };
  const grow = (): void => shared.alone(() => {
    if (control[generationAt] !== generation) return;
    const old = index;
    index = shared.make(name, old.length * 2);
    const mask = index.length - 1;
    for (const slot of old) {
      if (slot === 0) continue;
      let at = blocks.entry(slot - 1, key) & mask;
      while (index[at] !== 0) at = (at + 1) & mask;
      index[at] = slot;
    }
    shared.release(old);
    generation += 1;
    Atomics.store(control, generationAt, generation);
  });
  return {
    slots: () => index.length,
    enter: () => {
      if (((control[AT.pause] as number) & 1) !== 0) shared.pause();
      if (control[generationAt] !== generation) refresh();
    },
    seek: (row, from) => {
      const mask = index.length - 1;
      for (let at = from & mask; ; at = (at + 1) & mask) {
        let slot = index[at] as number;
        while (slot === BUSY) slot = Atomics.load(index, at);
        if (slot === 0 || isAt(slot - 1, row)) return at;
      }
    },
    read: (at) => index[at] as number,
    claim: (at) => Atomics.compareExchange(index, at, 0, BUSY) === 0,
    show: (at, id) => {
      Atomics.store(index, at, id + 1);
      if (isFull(id + 1, index.length)) grow();
    },
  };
}

export function createRows(shared: Shared, layout: Layout): Rows {
  const { table, key, extra, blockBits } = layout;
  const { control } = shared;
  const countAt = TABLES + 2 * table;
  const blocks = createBlocks(shared, layout);
  const index = createIndex(shared, layout, blocks);
  const { enter, seek, read } = index;
  const count = (): number => Atomics.load(control, countAt);
  const blockRows = 1 << blockBits;
  return {
    entry: blocks.entry, block: blocks.block, base: blocks.base, count,
    find: (row) => {
      enter();
      return read(seek(row, row[key] as number)) - 1;
    },
    place: (row) => {
      enter();
      for (let at = seek(row, row[key] as number); ; at = seek(row, at)) {
        const slot = read(at);
        if (slot > 0) return slot - 1;
        if (!index.claim(at)) continue;
        const id = Atomics.add(control, countAt, 1);
        blocks.write(id, row);
        index.show(at, id);
        return ~id;
      }
    },
    growth: (rows) => {
      const after = count() + rows;
      const more = Math.ceil(after / blockRows) - Math.ceil(count() / blockRows);
      return (isFull(after, index.slots()) ? index.slots() * 8 : 0)
        + more * blockRows * (key + 1 + extra) * 4;
    },
  };
}
