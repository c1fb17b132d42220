// The states seen so far. A state is the number of its venue and those of its accounts; behind them
// stand a hash of what it means and the state it was first reached from. Where the kernel cannot
// tell accounts apart they are sorted, so that books that differ by a renaming of accounts are one
// state. Whatever orders states or accounts goes by what they mean: numbers depend on the workers.

import type { Project, TransitionTree, Type } from '../../verifier/read/tree.ts';
import type { CompactRecord } from './compact.ts';
import {
  flatText, isStored, readRowText, signature, WIDE_FROM, countEntries, writeRowText,
} from './emit-table.ts';
import type { RowColumn } from './emit-table.ts';
import { createInterned, createWide, finish, leavesFit, mix } from './interned.ts';
import type { Flat, Interned, Wide } from './interned.ts';
import { AT } from './shared.ts';
import type { Shared } from './shared.ts';
import { createRows } from './tables.ts';
import type { Rows } from './tables.ts';

export type Store = {
  readonly shared: Shared;
  readonly columns: readonly RowColumn[];
  readonly accounts: Interned;
  readonly venues: Rows;
  readonly states: Rows;
  readonly size: number; // number of accounts
  /** Writes a venue and the hash of what it means. */
  readonly writeVenue: (venue: CompactRecord, out: Int32Array) => void;
  readonly loadVenue: (id: number) => CompactRecord;
  /** Whether all that a venue holds is in the stored range. */
  readonly venueFits: (venue: CompactRecord, row: Int32Array) => boolean;
  readonly bytes: () => number;
  /** What so many states more would take, each with a venue of its own. */
  readonly growth: (states: number) => number;
};

const BLOCK_BITS = 14;
const [WIDE, VENUES, STATES, RECORDS] = [0, 1, 2, 3];
/** An integer that is stored has at most as many bits more than the greatest declared. */
const MARGIN_BITS = 64;

/** Columns of a state's row, counted from behind the venue and the accounts. */
export const HASH = 1;
export const PARENT = 2;

type Tables = {
  readonly list: Interned[]; readonly types: Type[]; readonly known: Map<string, number>;
};

/** Bytes of an object with so many leaves, as V8 holds one: head, and a word each. */
function estimateBytes(type: Type): number {
  switch (type.kind) {
    case 'record':
      return 32 + type.fields.reduce((sum, field) => sum + estimateBytes(field.type), 0);
    case 'tuple':
      return 32 + type.elements.reduce((sum, element) => sum + estimateBytes(element), 0);
    case 'union':
      return Math.max(...type.variants.map((variant) => estimateBytes(variant.record)));
    default:
      return 8;
  }
}

const countBits = (n: bigint): number => n.toString(2).length;

type Opened = {
  readonly shared: Shared; readonly tables: Tables; readonly wide: Wide; readonly stored: bigint;
};

/** The table of a type's values, the same for types of one structure. */
function findTable({ shared, tables, wide, stored }: Opened, type: Type): number {
  const key = signature(type);
  const known = tables.known.get(key);
  if (known !== undefined) return known;
  const made = new Function('W', `return ${flatText(type)};`) as
    (wide: Wide) => readonly [Flat['write'], Flat['read']];
  const [write, read] = made(wide);
  const place = tables.list.length;
  tables.known.set(key, place);
  tables.types.push(type);
  tables.list.push(createInterned(
    shared, RECORDS + place, { width: countEntries(type), write, read }, wide, stored));
  return place;
}

type HashVenue = (row: Int32Array) => number;

/** A function that hashes a venue's row by what its entries mean. */
const createHash = (columns: readonly RowColumn[], tables: Tables, wide: Wide): HashVenue => {
  const held = columns.map(({ table }) => tables.list[table] ?? null);
  return (row) => {
    let hash = 0x811c9dc5;
    for (let i = 0; i < held.length; i++) {
      const entry = row[i] as number;
      const table = held[i] as Interned | null;
      hash = mix(hash, table !== null ? table.hash(entry)
        : entry < WIDE_FROM ? entry : wide.hash(entry - WIDE_FROM));
    }
    return finish(hash);
  };
};

function createFits(opened: Opened, columns: readonly RowColumn[]): Store['venueFits'] {
  const { tables, stored } = opened;
  const small = stored < BigInt(WIDE_FROM);
  return (venue, row) => {
    let wide = small;
    for (let i = 0; i < columns.length; i++) {
      const entry = row[i] as number;
      const table = tables.list[(columns[i] as RowColumn).table];
      if (table === undefined) wide ||= entry >= WIDE_FROM;
      else if (table.unfit.size > 0 && table.unfit.has(entry)) return false;
    }
    return !wide || leavesFit(venue, stored);
  };
}

export function createStore(
  shared: Shared, project: Project, transition: TransitionTree, size: number, jobs: number,
): Store {
  const { stored, intermediate } = project.ranges;
  const bits = Math.max(256, countBits(stored), countBits(intermediate)) + MARGIN_BITS;
  const wide = createWide(shared, WIDE, bits);
  const tables: Tables = { list: [], types: [], known: new Map() };
  const opened: Opened = { shared, tables, wide, stored };
  const { venue, account } = transition;
  const fields = venue.kind === 'record' ? venue.fields : [];
  const columns = fields.map(({ name, type }) =>
    ({ name, type, table: isStored(type) ? findTable(opened, type) : -1 }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const accounts = tables.list[findTable(opened, account)] as Interned;
  const made = new Function('I', 'W',
    `return [${writeRowText(columns)}, ${readRowText(columns)}];`);
  const [writeRow, readRow] = made(tables.list, wide) as readonly [
    (venue: CompactRecord, out: Int32Array) => void,
    (row: Int32Array, base: number, id: number) => CompactRecord,
  ];
  const width = columns.length;
  const venues = createRows(shared, { table: VENUES, key: width, extra: 0, blockBits: BLOCK_BITS });
  const states = createRows(shared,
    { table: STATES, key: size + 1, extra: 1, blockBits: BLOCK_BITS });
  const hashVenue = createHash(columns, tables, wide);
  const each = tables.types.map(estimateBytes);
  return {
    shared, columns, accounts, venues, states, size, venueFits: createFits(opened, columns),
    writeVenue: (value, out) => {
      writeRow(value, out);
      out[width] = hashVenue(out);
    },
    loadVenue: (id) => readRow(venues.block(id), venues.base(id), id),
    bytes: () => Atomics.load(shared.control, AT.kib) * 1_024 + jobs * (wide.count() * 100
      + tables.list.reduce((sum, table, i) => sum + table.count() * (each[i] as number), 0)),
    growth: (rows) => states.growth(rows) + venues.growth(rows),
  };
}

/** An entry of a state's row: 0 its venue, then its accounts. */
export const stateEntry = ({ states }: Store, id: number, column: number): number =>
  states.entry(id, column);

export const stateHash = ({ states, size }: Store, id: number): number =>
  states.entry(id, size + HASH);

/** What a value means, as text: for the rare two whose hashes are the same. */
const print = (value: object): string => JSON.stringify(value, (name, part: unknown) =>
  (name === '$id' ? undefined : typeof part === 'bigint' ? `${part}n` : part));

function printState(store: Store, id: number): string {
  const accounts = Array.from({ length: store.size }, (_, i) =>
    print(store.accounts.value(stateEntry(store, id, 1 + i))));
  return [print(store.loadVenue(stateEntry(store, id, 0))), ...accounts].join();
}

/** Whether one state comes before another, in an order that no worker and no chance decides. */
export function precedes(store: Store, a: number, b: number): boolean {
  if (a === b || a < 0 || b < 0) return a < b && a < 0;
  const [left, right] = [stateHash(store, a), stateHash(store, b)];
  return left === right ? printState(store, a) < printState(store, b) : left < right;
}

export function precedesVenue(store: Store, a: number, b: number): boolean {
  const { venues, columns, loadVenue } = store;
  const [left, right] = [venues.entry(a, columns.length), venues.entry(b, columns.length)];
  return left === right ? print(loadVenue(a)) < print(loadVenue(b)) : left < right;
}

/** The order of the accounts in a state: negative, if the first comes first. */
export function compareAccounts(accounts: Interned, a: number, b: number): number {
  if (a === b) return 0;
  const [left, right] = [accounts.hash(a), accounts.hash(b)];
  if (left !== right) return left < right ? -1 : 1;
  return print(accounts.value(a)) < print(accounts.value(b)) ? -1 : 1;
}

/** Sorts the accounts of a state's row: few, so by insertion. */
export function sortAccounts({ accounts, size }: Store, row: Int32Array): void {
  for (let i = 2; i <= size; i++) {
    const id = row[i] as number;
    let j = i - 1;
    while (j >= 1 && compareAccounts(accounts, id, row[j] as number) < 0) {
      row[j + 1] = row[j] as number;
      j -= 1;
    }
    row[j + 1] = id;
  }
}

/** The hash of a state, from those of its venue and its accounts. */
export function hashState({ accounts, size }: Store, row: Int32Array, venueHash: number): number {
  let hash = venueHash;
  for (let i = 1; i <= size; i++) hash = mix(hash, accounts.hash(row[i] as number));
  return finish(hash);
}
