// The states seen so far. A state is the number of its venue and those of its accounts; behind them
// stand the state it was first reached from and which of that state's events led here. Where the
// kernel cannot tell accounts apart, their numbers are sorted, so that books that differ by a
// renaming of accounts are one state.

import type { TransitionTree, Type } from '../../verifier/read/tree.ts';
import type { CompactRecord } from './compact.ts';
import { openCode } from './code.ts';
import {
  hashText, isStored, nameSame, readRowText, signature, writeRowText,
} from './emit-table.ts';
import type { RowColumn } from './emit-table.ts';
import { chunkNumber, createInterned, createRows, createWide, rowBase } from './tables.ts';
import type { Interned, Rows } from './tables.ts';

export type Store = {
  readonly columns: readonly RowColumn[];
  readonly accounts: Interned<CompactRecord>;
  readonly venues: Rows;
  readonly states: Rows;
  readonly size: number; // number of accounts
  readonly writeVenue: (venue: CompactRecord, out: Int32Array) => void;
  readonly loadVenue: (id: number) => CompactRecord;
  /** Visits what has been added to the tables since it was last called. */
  readonly eachNew: (visit: (value: CompactRecord) => void) => void;
  readonly bytes: () => number;
};

export const PARENT = 1; // columns of a state's row, counted from behind the accounts
export const EVENT = 2;

type Tables = { readonly list: Interned<CompactRecord>[]; readonly known: Map<string, number> };

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

type Hash = (value: CompactRecord) => number;
type Same = (a: CompactRecord, b: CompactRecord) => boolean;

/** The table of a type's values, the same for types of one structure. */
function findTable(tables: Tables, code: ReturnType<typeof openCode>, type: Type): number {
  const key = signature(type);
  const known = tables.known.get(key);
  if (known !== undefined) return known;
  const name = nameSame(code, type);
  const made = new Function(`${code.lines.join('\n')}\nreturn [${hashText(type)}, ${name}];`);
  const [hash, same] = made() as readonly [Hash, Same];
  tables.known.set(key, tables.list.length);
  tables.list.push(createInterned(hash, same, estimateBytes(type)));
  return tables.list.length - 1;
}

export function createStore(transition: TransitionTree, size: number): Store {
  const tables: Tables = { list: [], known: new Map() };
  const code = openCode(
    { functions: new Map(), globals: new Map(), modules: new Map() }, 0n, null);
  const { venue, account } = transition;
  const fields = venue.kind === 'record' ? venue.fields : [];
  const columns = fields.map(({ name, type }) =>
    ({ name, type, table: isStored(type) ? findTable(tables, code, type) : -1 }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const accounts = tables.list[findTable(tables, code, account)] as Interned<CompactRecord>;
  const wide = createWide();
  const made = new Function('I', 'W',
    `return [${writeRowText(columns)}, ${readRowText(columns)}];`);
  const [writeVenue, readRow] = made(tables.list, wide) as readonly [
    (venue: CompactRecord, out: Int32Array) => void,
    (row: Int32Array, base: number, id: number) => CompactRecord,
  ];
  const venues = createRows(columns.length, columns.length);
  const states = createRows(size + 1, size + 1 + EVENT);
  const seen = tables.list.map(() => 0);
  const eachNew: Store['eachNew'] = (visit) => tables.list.forEach(({ values }, i) => {
    for (let at = seen[i] as number; at < values.length; at += 1) {
      visit(values[at] as CompactRecord);
    }
    seen[i] = values.length;
  });
  return {
    eachNew, columns, accounts, venues, states, size, writeVenue,
    loadVenue: (id) => readRow(
      venues.chunks[chunkNumber(id)] as Int32Array, rowBase(id, columns.length), id),
    bytes: () => venues.bytes() + states.bytes() + wide.bytes()
      + tables.list.reduce((sum, table) => sum + table.bytes(), 0),
  };
}

/** An entry of a state's row: 0 its venue, then its accounts, its parent, its event. */
export const stateEntry = ({ states }: Store, id: number, column: number): number =>
  (states.chunks[chunkNumber(id)] as Int32Array)[rowBase(id, states.stride) + column] as number;
