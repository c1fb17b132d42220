// Sums of terms: polynomials added, scaled and subtracted, in normal form.

import { collect } from './polynomial.ts';
import { internInt } from './table.ts';
import type { Tables } from './table.ts';
import type { Atom, Int } from './term.ts';

export const integer = (tables: Tables, value: bigint): Int =>
  internInt(tables, value === 0n ? [] : [{ coefficient: value, atoms: [] }]);

export const atomTerm = (tables: Tables, atom: Atom): Int =>
  internInt(tables, [{ coefficient: 1n, atoms: [atom] }]);

export const add = (tables: Tables, terms: readonly Int[]): Int =>
  internInt(tables, collect(terms.flatMap((term) => term.monomials)));

export const scale = (tables: Tables, factor: bigint, term: Int): Int =>
  factor === 0n
    ? internInt(tables, [])
    : factor === 1n
      ? term
      : internInt(
          tables,
          term.monomials.map((m) => ({ coefficient: m.coefficient * factor, atoms: m.atoms })),
        );

export const subtract = (tables: Tables, left: Int, right: Int): Int =>
  add(tables, [left, scale(tables, -1n, right)]);
