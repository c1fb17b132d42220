// The definition of division, as axioms on each quotient that occurs. Asserted only where the
// divisor is not 0 and split by sign: the slack form with a divisor of 0 or less would prove
// anything.

import { findConstant } from './term.ts';
import type { Atom, Bool, Int, Term, Terms } from './term.ts';
import { visit } from './traverse.ts';

export type Quotient = Extract<Atom, { readonly kind: 'quotient' }>;

export function findQuotients(roots: readonly Term[]): readonly Quotient[] {
  const found: Quotient[] = [];
  visit(roots, {
    atom: (atom) => {
      if (atom.kind === 'quotient') found.push(atom);
    },
  });
  return found;
}

/** 0 <= n - d·q < d for n >= 0, d > 0; the other sign cases by reflection. */
function slack(terms: Terms, numerator: Int, denominator: Int, quotient: Int): Bool {
  const remainder = terms.subtract(numerator, terms.multiply(denominator, quotient));
  return terms.and(
    terms.lessOrEqual(terms.integer(0n), remainder),
    terms.less(remainder, denominator),
  );
}

/** The exact meaning of truncating division of `numerator` by `denominator` as `quotient`. */
export function defineQuotient(terms: Terms, { numerator, denominator, ...atom }: Quotient): Bool {
  const zero = terms.integer(0n);
  const quotient = terms.atom({ ...atom, numerator, denominator });
  const minus = (term: Int): Int => terms.scale(-1n, term);
  const case_ = (n: Int, d: Int, q: Int): Bool =>
    terms.implies(
      terms.and(terms.lessOrEqual(zero, n), terms.less(zero, d)),
      slack(terms, n, d, q),
    );
  const signs = [
    case_(numerator, denominator, quotient),
    case_(minus(numerator), denominator, minus(quotient)),
    case_(numerator, minus(denominator), minus(quotient)),
    case_(minus(numerator), minus(denominator), quotient),
  ];
  return terms.and(
    ...signs,
    ...(findConstant(denominator) === null
      ? signOfQuotient(terms, numerator, denominator, quotient)
      : []),
  );
}

/** Follows from the definition, and spares the solver a product: a quotient has the sign of n·d. */
function signOfQuotient(
  terms: Terms,
  numerator: Int,
  denominator: Int,
  quotient: Int,
): readonly Bool[] {
  const zero = terms.integer(0n);
  const positive = terms.less(zero, denominator);
  return [
    terms.implies(
      terms.and(positive, terms.lessOrEqual(zero, numerator)),
      terms.lessOrEqual(zero, quotient),
    ),
    terms.implies(
      terms.and(positive, terms.lessOrEqual(zero, numerator)),
      terms.lessOrEqual(quotient, numerator),
    ),
  ];
}
