// Truth values in normal form: comparisons with their common factor divided out, and conjunctions
// and disjunctions in which what is stated simplifies what stands beside it.

import { contentWithoutConstant, floorDivide } from './polynomial.ts';
import { integer, subtract } from './sum.ts';
import { internBool, internInt } from './table.ts';
import type { Tables } from './table.ts';
import { conjuncts, findConstant, isFalse, isTrue } from './term.ts';
import type { Bool, Int } from './term.ts';

export const truth = (tables: Tables, value: boolean): Bool =>
  internBool(tables, { kind: 'constant', value });

export function not(tables: Tables, operand: Bool): Bool {
  const known = tables.negations.get(operand.id);
  if (known !== undefined) return known;
  const made = negate(tables, operand);
  tables.negations.set(operand.id, made);
  return made;
}

function negate(tables: Tables, operand: Bool): Bool {
  switch (operand.kind) {
    case 'constant':
      return truth(tables, !operand.value);
    case 'not':
      return operand.operand;
    case 'nonPositive':
      return nonPositive(tables, subtract(tables, integer(tables, 1n), operand.of));
    case 'and':
      return join(
        tables,
        'or',
        operand.operands.map((o) => not(tables, o)),
      );
    case 'or':
      return join(
        tables,
        'and',
        operand.operands.map((o) => not(tables, o)),
      );
    default:
      return internBool(tables, { kind: 'not', operand });
  }
}

/** a ∧ (¬a ∨ b) is a ∧ b, a ∧ (a ∨ b) is a, and the same with ∧ and ∨ exchanged. */
function underOthers(
  tables: Tables,
  kind: 'and' | 'or',
  operand: Bool,
  flat: ReadonlyMap<number, Bool>,
): Bool {
  const dual = kind === 'and' ? 'or' : 'and';
  if (operand.kind !== dual) return operand;
  if (operand.operands.some((inner) => flat.has(inner.id))) return truth(tables, kind === 'and');
  const left = operand.operands.filter((inner) => !flat.has(not(tables, inner).id));
  return left.length === operand.operands.length ? operand : join(tables, dual, left);
}

/** A conjunction or disjunction: flattened, without repetition, decided where opposites meet. */
export function join(tables: Tables, kind: 'and' | 'or', given: readonly Bool[]): Bool {
  const absorbing = kind === 'or';
  const flat = new Map<number, Bool>();
  for (const operand of given.flatMap((o) => (o.kind === kind ? o.operands : [o]))) {
    if (operand.kind === 'constant') {
      if (operand.value === absorbing) return truth(tables, absorbing);
      continue;
    }
    flat.set(operand.id, operand);
  }
  for (const operand of flat.values()) {
    if (flat.has(not(tables, operand).id)) return truth(tables, absorbing);
  }
  const operands = [...flat.values()].map((operand) => underOthers(tables, kind, operand, flat));
  if (operands.some((operand) => !flat.has(operand.id))) return join(tables, kind, operands);
  if (operands.length === 0) return truth(tables, !absorbing);
  if (operands.length === 1 && operands[0] !== undefined) return operands[0];
  return internBool(tables, { kind, operands: operands.sort((a, b) => a.id - b.id) });
}

export function assume(tables: Tables, known: Bool, more: Bool): Bool {
  if (isTrue(known) || isFalse(more)) return more;
  if (isTrue(more) || isFalse(known)) return known;
  const flat = new Map(conjuncts(known).map((conjunct) => [conjunct.id, conjunct]));
  for (const conjunct of conjuncts(more)) {
    if (flat.has(not(tables, conjunct).id)) return truth(tables, false);
    flat.set(conjunct.id, conjunct);
  }
  const operands = [...flat.values()].sort((a, b) => a.id - b.id);
  return operands.length === 1 && operands[0] !== undefined
    ? operands[0]
    : internBool(tables, { kind: 'and', operands });
}

type Split = (tables: Tables, say: (value: bigint) => Bool) => Bool;

/** What is said of a choice between two constants is said of its condition. */
function splitChoice({ monomials }: Int): Split | null {
  const open = monomials.filter((m) => m.atoms.length > 0);
  const [only] = open;
  const [atom] = only?.atoms ?? [];
  if (only === undefined || open.length !== 1 || only.atoms.length !== 1) return null;
  if (atom?.kind !== 'choice') return null;
  const [then, otherwise] = [findConstant(atom.then), findConstant(atom.otherwise)];
  if (then === null || otherwise === null) return null;
  const free = monomials.find((m) => m.atoms.length === 0)?.coefficient ?? 0n;
  return (tables, say) => decide(
    tables, atom.condition, say(only.coefficient * then + free),
    say(only.coefficient * otherwise + free));
}

/** p <= 0, divided by the common factor of its coefficients, the constant rounded to match. */
export function nonPositive(tables: Tables, term: Int): Bool {
  const constant = findConstant(term);
  if (constant !== null) return truth(tables, constant <= 0n);
  const split = splitChoice(term);
  if (split !== null) {
    return split(tables, (value) => truth(tables, value <= 0n));
  }
  const content = contentWithoutConstant(term.monomials);
  const reduced = internInt(
    tables,
    term.monomials
      .map((m) => ({
        // c·p + k <= 0 over the integers is p <= floor(-k / c), so the constant becomes -floor(-k /
        // c)
        coefficient:
          m.atoms.length === 0 ? -floorDivide(-m.coefficient, content) : m.coefficient / content,
        atoms: m.atoms,
      }))
      .filter((m) => m.coefficient !== 0n),
  );
  return internBool(tables, { kind: 'nonPositive', of: reduced });
}

export function equal(tables: Tables, left: Int, right: Int): Bool {
  const difference = subtract(tables, left, right);
  const constant = findConstant(difference);
  if (constant !== null) return truth(tables, constant === 0n);
  const split = splitChoice(difference);
  if (split !== null) return split(tables, (value) => truth(tables, value === 0n));
  const content = contentWithoutConstant(difference.monomials);
  const free = difference.monomials.find((m) => m.atoms.length === 0)?.coefficient ?? 0n;
  if (free % content !== 0n) return truth(tables, false);
  const leading = difference.monomials.find((m) => m.atoms.length > 0)?.coefficient ?? 1n;
  const divisor = leading < 0n ? -content : content;
  return internBool(tables, {
    kind: 'zero',
    of: internInt(
      tables,
      difference.monomials.map((m) => ({ coefficient: m.coefficient / divisor, atoms: m.atoms })),
    ),
  });
}

export function decide(tables: Tables, condition: Bool, then: Bool, otherwise: Bool): Bool {
  if (isTrue(condition) || then === otherwise) return then;
  if (isFalse(condition)) return otherwise;
  return join(tables, 'or', [
    join(tables, 'and', [condition, then]),
    join(tables, 'and', [not(tables, condition), otherwise]),
  ]);
}
