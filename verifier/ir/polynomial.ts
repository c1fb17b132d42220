// Arithmetic of monomials in normal form, and the normal form's order. Pure: it makes no term.

import type { Atom, Monomial } from './term.ts';

/** Names a product of atoms: equal products have equal keys. */
export const productKey = (atoms: readonly Atom[]): string =>
  atoms.map((atom) => atom.id).join('*');

const compareProducts = (left: readonly Atom[], right: readonly Atom[]): number => {
  if (left.length !== right.length) return left.length - right.length;
  for (const [i, atom] of left.entries()) {
    const other = right[i];
    if (other !== undefined && atom.id !== other.id) return atom.id - other.id;
  }
  return 0;
};

/** Adds up monomials of equal products, drops zeros and sorts. */
export function collect(monomials: readonly Monomial[]): readonly Monomial[] {
  const byProduct = new Map<string, Monomial>();
  for (const monomial of monomials) {
    const key = productKey(monomial.atoms);
    const known = byProduct.get(key);
    byProduct.set(
      key,
      known === undefined
        ? monomial
        : {
            coefficient: known.coefficient + monomial.coefficient,
            atoms: monomial.atoms,
          },
    );
  }
  return [...byProduct.values()]
    .filter((monomial) => monomial.coefficient !== 0n)
    .sort((left, right) => compareProducts(left.atoms, right.atoms));
}

export const multiplyProducts = (left: readonly Atom[], right: readonly Atom[]): readonly Atom[] =>
  left.length === 0
    ? right
    : right.length === 0
      ? left
      : [...left, ...right].sort((a, b) => a.id - b.id);

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

export function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let a = magnitude(left);
  let b = magnitude(right);
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** The greatest divisor of all coefficients but the constant's; 0 where there are none. */
export const contentWithoutConstant = (monomials: readonly Monomial[]): bigint =>
  monomials.reduce(
    (sum, monomial) =>
      monomial.atoms.length === 0 ? sum : greatestCommonDivisor(sum, monomial.coefficient),
    0n,
  );

export const floorDivide = (numerator: bigint, divisor: bigint): bigint => {
  const quotient = numerator / divisor;
  return numerator % divisor !== 0n && numerator < 0n !== divisor < 0n ? quotient - 1n : quotient;
};

export const negateSum = (monomials: readonly Monomial[]): readonly Monomial[] =>
  monomials.map(({ coefficient, atoms }) => ({ coefficient: -coefficient, atoms }));
