// The term factory: one set of tables with the constructors over it. What they fold is decided
// without a solver, so each fold is an identity of the integers.

import { assume, decide, equal, join, nonPositive, not, truth } from './logic.ts';
import { choose, multiply, quotient } from './product.ts';
import { add, atomTerm, integer, scale, subtract } from './sum.ts';
import { createTables, internAtom, internBool } from './table.ts';
import type { Tables } from './table.ts';
import type { Bool, Int, Terms } from './term.ts';

export const createTerms = (): Terms => createFactory(createTables(null));

function createFactory(tables: Tables): Terms {
  const implies = (left: Bool, right: Bool): Bool => join(tables, 'or', [not(tables, left), right]);
  const lessOrEqual = (left: Int, right: Int): Bool =>
    nonPositive(tables, subtract(tables, left, right));
  return {
    fork: () => createFactory(createTables(tables)),
    integer: (value) => integer(tables, value),
    variable: (name) => atomTerm(tables, internAtom(tables, { kind: 'variable', name })),
    atom: (atom) => atomTerm(tables, atom),
    add: (...terms) => add(tables, terms),
    scale: (factor, term) => scale(tables, factor, term),
    subtract: (left, right) => subtract(tables, left, right),
    multiply: (left, right) => multiply(tables, left, right),
    quotient: (numerator, denominator) => quotient(tables, numerator, denominator),
    application: (member, part, values) => {
      const body = { kind: 'application', member, part, arguments: values } as const;
      return atomTerm(tables, internAtom(tables, body));
    },
    choose: (condition, then, otherwise) => choose(tables, condition, then, otherwise),
    truth: (value) => truth(tables, value),
    proposition: (name) => internBool(tables, { kind: 'variable', name }),
    not: (operand) => not(tables, operand),
    and: (...operands) => join(tables, 'and', operands),
    or: (...operands) => join(tables, 'or', operands),
    assume: (known, more) => assume(tables, known, more),
    implies,
    decide: (condition, then, otherwise) => decide(tables, condition, then, otherwise),
    iff: (left, right) => decide(tables, left, right, not(tables, right)),
    nonPositive: (term) => nonPositive(tables, term),
    lessOrEqual,
    less: (left, right) => not(tables, lessOrEqual(right, left)),
    equal: (left, right) => equal(tables, left, right),
  };
}
