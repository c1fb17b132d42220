// Products, quotients and choices in normal form. A product with a choice distributes over its
// branches: the solver then sees products of variables, not of undetermined intermediate values.

import { multiplyProducts, productKey } from './polynomial.ts';
import { not } from './logic.ts';
import { add, atomTerm, integer, scale, subtract } from './sum.ts';
import { internAtom, internInt } from './table.ts';
import type { Shape, Tables } from './table.ts';
import { findConstant } from './term.ts';
import type { Atom, Bool, Int, Monomial } from './term.ts';

/** Deeper choices stay factors: as one opaque value they serve lemmas, distributed they explode. */
const DEEPEST_DISTRIBUTED = 3;

/** So do products of many choices: each would double the branches of all the others. */
const MOST_BRANCHES = 16;

const branchesIn = (tables: Tables, term: Int): readonly Shape[] =>
  term.monomials.flatMap((monomial) => monomial.atoms.map((atom) => choiceShape(tables, atom)));

/** How deep choices are nested in one another's branches, and how many leaves that gives. */
function choiceShape(tables: Tables, atom: Atom): Shape {
  if (atom.kind !== 'choice') return { depth: 0, leaves: 1 };
  const known = tables.shapes.get(atom.id);
  if (known !== undefined) return known;
  const sides = [atom.then, atom.otherwise].map((branch) => branchesIn(tables, branch));
  const most = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), 0);
  const shape = {
    depth: 1 + most(sides.flat().map((inner) => inner.depth)),
    leaves: sides.reduce(
      (sum, side) => sum + Math.max(1, most(side.map((inner) => inner.leaves))),
      0,
    ),
  };
  tables.shapes.set(atom.id, shape);
  return shape;
}

/** A product of atoms as a term; its first shallow choice, if it is not alone, distributes. */
function product(tables: Tables, atoms: readonly Atom[]): Int {
  const shapes = atoms.map((atom) => choiceShape(tables, atom));
  const shallow = shapes.map(({ depth }) => depth > 0 && depth <= DEEPEST_DISTRIBUTED);
  const branches = shapes.reduce((all, { leaves }, i) => (shallow[i] ? all * leaves : all), 1);
  const at = shallow.indexOf(true);
  const chosen = atoms[at];
  if (atoms.length < 2 || branches > MOST_BRANCHES || chosen?.kind !== 'choice') {
    return internInt(tables, [{ coefficient: 1n, atoms }]);
  }
  const others = product(
    tables,
    atoms.filter((_, i) => i !== at),
  );
  return choose(
    tables,
    chosen.condition,
    multiply(tables, chosen.then, others),
    multiply(tables, chosen.otherwise, others),
  );
}

export function multiply(tables: Tables, left: Int, right: Int): Int {
  const l = findConstant(left);
  if (l !== null) return scale(tables, l, right);
  const r = findConstant(right);
  if (r !== null) return scale(tables, r, left);
  const products = left.monomials.flatMap((a) =>
    right.monomials.map((b) =>
      scale(
        tables,
        a.coefficient * b.coefficient,
        product(tables, multiplyProducts(a.atoms, b.atoms)),
      ),
    ),
  );
  return add(tables, products);
}

export function quotient(tables: Tables, numerator: Int, denominator: Int): Int {
  const d = findConstant(denominator);
  if (d !== null && d !== 0n) {
    const n = findConstant(numerator);
    if (n !== null) return integer(tables, n / d);
    if (numerator.monomials.every((m) => m.coefficient % d === 0n)) {
      return internInt(
        tables,
        numerator.monomials.map((m) => ({ coefficient: m.coefficient / d, atoms: m.atoms })),
      );
    }
  }
  return atomTerm(tables, internAtom(tables, { kind: 'quotient', numerator, denominator }));
}

/** The term where `condition` is known to be `value`: choices on it are taken. */
function restrict(tables: Tables, term: Int, condition: Bool, value: boolean): Int {
  const touched = term.monomials.some((m) => m.atoms.some((atom) => atom.kind === 'choice'));
  if (!touched) return term;
  const key = `${term.id}|${condition.id}|${value}`;
  const known = tables.restricted.get(key);
  if (known !== undefined) return known;
  const atomUnder = (atom: Atom): Int => {
    if (atom.kind !== 'choice') return atomTerm(tables, atom);
    if (atom.condition.id === condition.id) {
      return restrict(tables, value ? atom.then : atom.otherwise, condition, value);
    }
    const then = restrict(tables, atom.then, condition, value);
    const otherwise = restrict(tables, atom.otherwise, condition, value);
    return then === atom.then && otherwise === atom.otherwise
      ? atomTerm(tables, atom)
      : choose(tables, atom.condition, then, otherwise);
  };
  const made = add(
    tables,
    term.monomials.map((m) =>
      m.atoms.length === 1 && m.atoms[0] !== undefined
        ? scale(tables, m.coefficient, atomUnder(m.atoms[0]))
        : internInt(tables, [m]),
    ),
  );
  tables.restricted.set(key, made);
  return made;
}

const sharedMonomials = (left: Int, right: Int): readonly Monomial[] => {
  const keys = new Set(right.monomials.map((m) => `${m.coefficient}.${productKey(m.atoms)}`));
  return left.monomials.filter((m) => keys.has(`${m.coefficient}.${productKey(m.atoms)}`));
};

/** if-then-else, with what the branches share pulled out, and a positive leading coefficient. */
export function choose(tables: Tables, condition: Bool, thenGiven: Int, otherwiseGiven: Int): Int {
  if (condition.kind === 'constant') return condition.value ? thenGiven : otherwiseGiven;
  const opposite = not(tables, condition);
  if (opposite.id < condition.id) return choose(tables, opposite, otherwiseGiven, thenGiven);
  const thenTerm = restrict(tables, thenGiven, condition, true);
  const otherwiseTerm = restrict(tables, otherwiseGiven, condition, false);
  if (thenTerm === otherwiseTerm) return thenTerm;
  const shared = internInt(tables, sharedMonomials(thenTerm, otherwiseTerm));
  const then = subtract(tables, thenTerm, shared);
  const otherwise = subtract(tables, otherwiseTerm, shared);
  const leading = (then.monomials[0] ?? otherwise.monomials[0])?.coefficient ?? 1n;
  const sign = leading < 0n ? -1n : 1n;
  const atom = internAtom(tables, {
    kind: 'choice',
    condition,
    then: scale(tables, sign, then),
    otherwise: scale(tables, sign, otherwise),
  });
  return add(tables, [shared, scale(tables, sign, atomTerm(tables, atom))]);
}
