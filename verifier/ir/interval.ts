// Interval analysis: a sound enclosure of every term's value, from what is known of products of
// atoms and of sums of them.

import { contentWithoutConstant, floorDivide, productKey } from './polynomial.ts';
import type { Atom, Int, Monomial } from './term.ts';

/** Inclusive; null is unbounded. */
export type Interval = { readonly low: bigint | null; readonly high: bigint | null };

export const ANY: Interval = { low: null, high: null };

const lowest = (left: bigint | null, right: bigint | null): bigint | null =>
  left === null || right === null ? null : left < right ? left : right;
const highest = (left: bigint | null, right: bigint | null): bigint | null =>
  left === null || right === null ? null : left > right ? left : right;

export const meet = (left: Interval, right: Interval): Interval => ({
  low:
    left.low === null
      ? right.low
      : right.low === null
        ? left.low
        : left.low > right.low
          ? left.low
          : right.low,
  high:
    left.high === null
      ? right.high
      : right.high === null
        ? left.high
        : left.high < right.high
          ? left.high
          : right.high,
});

export const isPositive = ({ low }: Interval): boolean => low !== null && low > 0n;
export const isZero = ({ low, high }: Interval): boolean => low === 0n && high === 0n;
export const isNonzero = ({ low, high }: Interval): boolean =>
  (low !== null && low > 0n) || (high !== null && high < 0n);

/** Of no value: what is known contradicts itself. */
export const isEmpty = ({ low, high }: Interval): boolean =>
  low !== null && high !== null && low > high;

export const addIntervals = (left: Interval, right: Interval): Interval => ({
  low: left.low === null || right.low === null ? null : left.low + right.low,
  high: left.high === null || right.high === null ? null : left.high + right.high,
});

export const scaleInterval = (factor: bigint, { low, high }: Interval): Interval => {
  const scaled = (bound: bigint | null): bigint | null => (bound === null ? null : bound * factor);
  return factor >= 0n
    ? { low: scaled(low), high: scaled(high) }
    : { low: scaled(high), high: scaled(low) };
};

const within = (interval: Interval): interval is { readonly low: bigint; readonly high: bigint } =>
  interval.low !== null && interval.high !== null;

function multiplyIntervals(left: Interval, right: Interval): Interval {
  if (within(left) && within(right)) {
    const corners = [
      left.low * right.low,
      left.low * right.high,
      left.high * right.low,
      left.high * right.high,
    ];
    return {
      low: corners.reduce((a, b) => (a < b ? a : b)),
      high: corners.reduce((a, b) => (a > b ? a : b)),
    };
  }
  const nonNegative = left.low !== null && left.low >= 0n && right.low !== null && right.low >= 0n;
  return nonNegative && left.low !== null && right.low !== null
    ? { low: left.low * right.low, high: null }
    : ANY;
}

/** |n / d| <= |n| for d != 0; for 0 <= n and 0 < d the corners bound it. */
function divideIntervals(numerator: Interval, denominator: Interval): Interval {
  if (!within(numerator)) {
    return numerator.low !== null
      && numerator.low >= 0n
      && denominator.low !== null
      && denominator.low > 0n
      ? { low: 0n, high: null }
      : ANY;
  }
  const { low: by, high: most } = denominator;
  if (by !== null && by > 0n) {
    if (most !== null && most < by) return ANY; // of nothing: what is known contradicts itself
    const low =
      numerator.low < 0n
        ? numerator.low / by
        : most === null
          ? 0n
          : numerator.low / most;
    const high = numerator.high >= 0n ? numerator.high / by : 0n;
    return { low, high };
  }
  const reach = highest(-numerator.low, numerator.high) ?? 0n;
  return { low: -reach, high: reach };
}

type Linear = { readonly key: string; readonly factor: bigint; readonly constant: bigint };

/** p = factor · b + constant, where b names p's products up to a common factor and sign. */
export function splitConstant(monomials: readonly Monomial[]): Linear | null {
  const [first, ...rest] = monomials.filter((m) => m.atoms.length > 0);
  if (first === undefined) return null;
  const content = contentWithoutConstant(monomials);
  const factor = first.coefficient < 0n ? -content : content;
  return {
    key: [first, ...rest].map((m) => `${m.coefficient / factor}.${productKey(m.atoms)}`).join('+'),
    factor,
    constant: monomials.find((m) => m.atoms.length === 0)?.coefficient ?? 0n,
  };
}

/** Of x, where coefficient · x + rest is at most 0 and the rest at least so much. */
export const boundFactor = (coefficient: bigint, rest: bigint): Interval => (coefficient > 0n
  ? { low: null, high: floorDivide(-rest, coefficient) }
  : { low: -floorDivide(-rest, -coefficient), high: null });

export const join = (a: Interval, b: Interval): Interval => ({
  low: lowest(a.low, b.low),
  high: highest(a.high, b.high),
});

type Choice = Extract<Atom, { readonly kind: 'choice' }>;

/** c where p = a − b + c, else null. */
function differenceTo(p: Int, a: Int, b: Int): bigint | null {
  const left = new Map<string, bigint>();
  const add = (term: Int, sign: bigint): void => {
    for (const { coefficient, atoms } of term.monomials) {
      const key = productKey(atoms);
      left.set(key, (left.get(key) ?? 0n) + sign * coefficient);
    }
  };
  add(p, 1n);
  add(a, -1n);
  add(b, 1n);
  const constant = left.get(productKey([])) ?? 0n;
  left.delete(productKey([]));
  return [...left.values()].every((coefficient) => coefficient === 0n) ? constant : null;
}

/** The lower or the higher of two is within both bounds on that side. */
function chooseInterval(choice: Choice, then: Interval, otherwise: Interval): Interval {
  const either = join(then, otherwise);
  if (choice.condition.kind !== 'nonPositive') return either;
  const { of } = choice.condition;
  // a − b + c <= 0 with c of 0 or 1: then a <= b, and where it fails b <= a
  const isOrder = (c: bigint | null): boolean => c === 0n || c === 1n;
  if (isOrder(differenceTo(of, choice.then, choice.otherwise))) {
    const high = lowest(then.high ?? otherwise.high, otherwise.high ?? then.high);
    return meet(either, { low: null, high });
  }
  if (isOrder(differenceTo(of, choice.otherwise, choice.then))) {
    const low = highest(then.low ?? otherwise.low, otherwise.low ?? then.low);
    return meet(either, { low, high: null });
  }
  return either;
}

/** What is known: an interval by the key of a product, or of a sum of them, without a constant. */
export type Known = ReadonlyMap<string, Interval>;

/** Remembers what was found: it serves as long as what is known does not change. */
export type Enclosure = { readonly known: Known; readonly found: Map<number, Interval> };

export const createEnclosure = (known: Known): Enclosure => ({ known, found: new Map() });

function encloseAtom(enclosure: Enclosure, atom: Atom): Interval {
  const stated = enclosure.known.get(`1.${atom.id}`) ?? ANY;
  switch (atom.kind) {
    case 'variable':
    case 'application':
      return stated;
    case 'quotient': {
      const numerator = encloseInt(enclosure, atom.numerator);
      return meet(stated, divideIntervals(numerator, encloseInt(enclosure, atom.denominator)));
    }
    case 'choice': {
      const then = encloseInt(enclosure, atom.then);
      return meet(stated, chooseInterval(atom, then, encloseInt(enclosure, atom.otherwise)));
    }
  }
}

function encloseProduct(enclosure: Enclosure, atoms: readonly Atom[]): Interval {
  const [first, ...others] = atoms;
  if (first === undefined) return { low: 1n, high: 1n };
  const direct = others.reduce(
    (product, atom) => multiplyIntervals(product, encloseAtom(enclosure, atom)),
    encloseAtom(enclosure, first),
  );
  if (others.length === 0) return direct;
  return meet(enclosure.known.get(`1.${productKey(atoms)}`) ?? ANY, direct);
}

function addProducts(enclosure: Enclosure, monomials: readonly Monomial[]): Interval {
  let low: bigint | null = 0n;
  let high: bigint | null = 0n;
  for (const { coefficient, atoms } of monomials) {
    const scaled = scaleInterval(coefficient, encloseProduct(enclosure, atoms));
    low = low === null || scaled.low === null ? null : low + scaled.low;
    high = high === null || scaled.high === null ? null : high + scaled.high;
    if (low === null && high === null) return ANY;
  }
  return { low, high };
}

/** Of a sum of distinct products. */
export function encloseSum(enclosure: Enclosure, monomials: readonly Monomial[]): Interval {
  const summed = addProducts(enclosure, monomials);
  const linear = monomials.length > 1 ? splitConstant(monomials) : null;
  const stated = linear === null ? undefined : enclosure.known.get(linear.key);
  if (linear === null || stated === undefined) return summed;
  const { factor, constant } = linear;
  return meet(
    summed, addIntervals(scaleInterval(factor, stated), { low: constant, high: constant }));
}

export function encloseInt(enclosure: Enclosure, term: Int): Interval {
  const known = enclosure.found.get(term.id);
  if (known !== undefined) return known;
  const interval = encloseSum(enclosure, term.monomials);
  enclosure.found.set(term.id, interval);
  return interval;
}

const MOST_SUMMANDS = 6; // of a sum that is worth solving for each of its products

/** From c·m + rest <= 0 and a bound of the rest, a bound of the product m. */
function boundSummand(enclosure: Enclosure, sum: readonly Monomial[], one: Monomial): Interval {
  const rest = sum
    .filter((m) => m !== one)
    .map((m) => scaleInterval(m.coefficient, encloseProduct(enclosure, m.atoms)))
    .reduce(addIntervals, { low: 0n, high: 0n });
  return rest.low === null ? ANY : boundFactor(one.coefficient, rest.low);
}

/** What a sum of several products that is at most 0 says of each, by the product's key. */
export function boundSummands(
  enclosure: Enclosure,
  sum: readonly Monomial[],
): readonly (readonly [string, Interval])[] {
  const open = sum.filter((m) => m.atoms.length > 0);
  if (open.length < 2 || open.length > MOST_SUMMANDS) return [];
  return open.flatMap((one) => {
    const bound = boundSummand(enclosure, sum, one);
    return bound === ANY ? [] : [[`1.${productKey(one.atoms)}`, bound] as const];
  });
}
