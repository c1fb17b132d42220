// The tables behind a term factory: every term is made here, once, so equal terms are identical.
// What is interned must already be in normal form.

import { productKey } from './polynomial.ts';
import type { Atom, Bool, Int, Monomial } from './term.ts';

type AtomBody = Atom extends infer A
  ? A extends { readonly id: number }
    ? Omit<A, 'id'>
    : never
  : never;
type BoolBody = Bool extends infer B
  ? B extends { readonly id: number }
    ? Omit<B, 'id' | 'sort'>
    : never
  : never;

export type Shape = { readonly depth: number; readonly leaves: number };

type Numbered = { readonly id: number };

/** Terms of one sort by their key; a new one is numbered `next`. */
type Table<V extends Numbered> = {
  readonly get: (key: string) => V | undefined;
  readonly add: (key: string, value: V) => void;
  readonly next: () => number;
};

export type Tables = {
  readonly integers: Table<Int>;
  readonly atoms: Table<Atom>;
  readonly booleans: Table<Bool>;
  readonly restricted: Map<string, Int>;
  readonly shapes: Map<number, Shape>; // of choices, by atom
  readonly negations: Map<number, Bool>;
};

/** A table over another one as it stands now: what that one learns later is not seen. */
function createTable<V extends Numbered>(below: Table<V> | null): Table<V> {
  const own = new Map<string, V>();
  const first = below?.next() ?? 0;
  const seen = (value: V | undefined): V | undefined =>
    value === undefined || value.id >= first ? undefined : value;
  return {
    get: (key) => own.get(key) ?? seen(below?.get(key)),
    add: (key, value) => void own.set(key, value),
    next: () => first + own.size,
  };
}

/**
 * Fresh tables, or a fork of given ones. Normal forms are ordered by number, so terms that are made
 * when an answer happens to arrive are made in a fork: they cannot move the numbers of others.
 */
export const createTables = (below: Tables | null): Tables => ({
  integers: createTable(below?.integers ?? null),
  atoms: createTable(below?.atoms ?? null),
  booleans: createTable(below?.booleans ?? null),
  restricted: new Map(),
  shapes: new Map(),
  negations: new Map(),
});

const atomKey = (atom: AtomBody): string => {
  switch (atom.kind) {
    case 'variable':
      return `v:${atom.name}`;
    case 'quotient':
      return `q:${atom.numerator.id}/${atom.denominator.id}`;
    case 'choice':
      return `c:${atom.condition.id}?${atom.then.id}:${atom.otherwise.id}`;
    case 'application':
      return `f:${atom.member}:${atom.part}(${atom.arguments.map((term) => term.id).join(',')})`;
  }
};

const boolKey = (bool: BoolBody): string => {
  switch (bool.kind) {
    case 'constant':
      return `k:${bool.value}`;
    case 'variable':
      return `v:${bool.name}`;
    case 'not':
      return `n:${bool.operand.id}`;
    case 'and':
      return `a:${bool.operands.map((operand) => operand.id).join(',')}`;
    case 'or':
      return `o:${bool.operands.map((operand) => operand.id).join(',')}`;
    case 'nonPositive':
      return `p:${bool.of.id}`;
    case 'zero':
      return `z:${bool.of.id}`;
  }
};

export function internInt(tables: Tables, monomials: readonly Monomial[]): Int {
  const key = monomials.map((m) => `${m.coefficient}.${productKey(m.atoms)}`).join('+');
  const known = tables.integers.get(key);
  if (known !== undefined) return known;
  const made: Int = { sort: 'Int', id: tables.integers.next(), monomials };
  tables.integers.add(key, made);
  return made;
}

export function internAtom(tables: Tables, body: AtomBody): Atom {
  const key = atomKey(body);
  const known = tables.atoms.get(key);
  if (known !== undefined) return known;
  const made: Atom = { ...body, id: tables.atoms.next() };
  tables.atoms.add(key, made);
  return made;
}

export function internBool(tables: Tables, body: BoolBody): Bool {
  const key = boolKey(body);
  const known = tables.booleans.get(key);
  if (known !== undefined) return known;
  const made: Bool = { ...body, sort: 'Bool', id: tables.booleans.next() };
  tables.booleans.add(key, made);
  return made;
}
