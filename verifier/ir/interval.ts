// Interval analysis: a sound enclosure of every term's value, from bounds that asserted facts give
// on single products of atoms. It decides most range obligations without a solver.

import { contentWithoutConstant, floorDivide, productKey } from './polynomial.ts';
import { conjuncts } from './term.ts';
import type { Atom, Bool, Int, Monomial } from './term.ts';

/** Inclusive; null is unbounded. */
export type Interval = { readonly low: bigint | null; readonly high: bigint | null };

const ANY: Interval = { low: null, high: null };

const lowest = (left: bigint | null, right: bigint | null): bigint | null =>
  left === null || right === null ? null : left < right ? left : right;
const highest = (left: bigint | null, right: bigint | null): bigint | null =>
  left === null || right === null ? null : left > right ? left : right;

const meet = (left: Interval, right: Interval): Interval => ({
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

const addIntervals = (left: Interval, right: Interval): Interval => ({
  low: left.low === null || right.low === null ? null : left.low + right.low,
  high: left.high === null || right.high === null ? null : left.high + right.high,
});

const scaleInterval = (factor: bigint, { low, high }: Interval): Interval => {
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
  if (denominator.low !== null && denominator.low > 0n) {
    const by = denominator.low;
    const low =
      numerator.low < 0n
        ? numerator.low / by
        : denominator.high === null
          ? 0n
          : numerator.low / denominator.high;
    const high = numerator.high >= 0n ? numerator.high / by : 0n;
    return { low, high };
  }
  const reach = highest(-numerator.low, numerator.high) ?? 0n;
  return { low: -reach, high: reach };
}

type Linear = { readonly key: string; readonly factor: bigint; readonly constant: bigint };

/** p = factor · b + constant, where b names p's products up to a common factor and sign. */
function splitConstant(monomials: readonly Monomial[]): Linear | null {
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

export type Bounds = {
  readonly interval: (term: Int) => Interval;
  /** Whether the facts imply the goal; false where this analysis cannot tell. */
  readonly implies: (goal: Bool) => boolean;
  /** Whether the facts contradict it; false where this analysis cannot tell. */
  readonly refutes: (goal: Bool) => boolean;
};

const join = (a: Interval, b: Interval): Interval => ({
  low: lowest(a.low, b.low),
  high: highest(a.high, b.high),
});

/** One of several is true: what they bound alike lies between the bounds of all of them. */
function learnDisjunction(disjuncts: readonly Bool[]): readonly (readonly [string, Interval])[] {
  const [first, ...others] = disjuncts.map((disjunct) => learnFacts(conjuncts(disjunct)));
  if (first === undefined) return [];
  return [...first].flatMap(([key, interval]) => {
    const bounds = others.map((known) => known.get(key) ?? ANY);
    return [[key, bounds.reduce(join, interval)] as const];
  });
}

function learnFacts(facts: readonly Bool[]): ReadonlyMap<string, Interval> {
  const known = new Map<string, Interval>();
  for (const fact of facts) {
    if (fact.kind === 'or') {
      for (const [key, interval] of learnDisjunction(fact.operands)) {
        known.set(key, meet(known.get(key) ?? ANY, interval));
      }
      continue;
    }
    if (fact.kind !== 'nonPositive' && fact.kind !== 'zero') continue;
    const linear = splitConstant(fact.of.monomials);
    if (linear === null) continue;
    const { key, factor, constant } = linear;
    const upper: Interval =
      factor > 0n
        ? { low: null, high: floorDivide(-constant, factor) }
        : { low: -floorDivide(-constant, -factor), high: null };
    const both: Interval =
      fact.kind === 'zero' && constant % factor === 0n
        ? { low: -constant / factor, high: -constant / factor }
        : upper;
    known.set(key, meet(known.get(key) ?? ANY, both));
  }
  return known;
}

const ROUNDS = 2; // x <= y and y <= z and z <= 9 need no more; a chain is rarely longer
const MOST_SUMMANDS = 6; // of a fact that is worth solving for each of its products

/** From c·m + rest <= 0 and a bound of the rest, a bound of the product m. */
function boundSummand(walk: Walk, monomials: readonly Monomial[], summand: Monomial): Interval {
  const rest = monomials
    .filter((m) => m !== summand)
    .map((m) => scaleInterval(m.coefficient, walk.product(m.atoms)))
    .reduce(addIntervals, { low: 0n, high: 0n });
  if (rest.low === null) return ANY;
  const { coefficient } = summand;
  return coefficient > 0n
    ? { low: null, high: floorDivide(-rest.low, coefficient) }
    : { low: -floorDivide(-rest.low, -coefficient), high: null };
}

/** Bounds that facts about several products give to each, one round of them. */
function propagate(
  facts: readonly Bool[],
  known: ReadonlyMap<string, Interval>,
): Map<string, Interval> {
  const walk = createWalk(known);
  const next = new Map(known);
  const solve = (monomials: readonly Monomial[]): void => {
    for (const summand of monomials.filter((m) => m.atoms.length > 0)) {
      const key = `1.${productKey(summand.atoms)}`;
      const bound = boundSummand(walk, monomials, summand);
      if (bound !== ANY) next.set(key, meet(next.get(key) ?? ANY, bound));
    }
  };
  for (const fact of facts) {
    if (fact.kind !== 'nonPositive' && fact.kind !== 'zero') continue;
    const { monomials } = fact.of;
    const open = monomials.filter((m) => m.atoms.length > 0).length;
    if (open < 2 || open > MOST_SUMMANDS) continue;
    solve(monomials);
    if (fact.kind === 'zero') {
      solve(monomials.map((m) => ({ atoms: m.atoms, coefficient: -m.coefficient })));
    }
  }
  return next;
}

/** Bounds from facts: each is a truth that holds wherever the interval is asked for. */
export function createBounds(given: readonly Bool[]): Bounds {
  const facts = given.flatMap(conjuncts);
  const stated = new Set(facts.map((fact) => fact.id));
  let known = learnFacts(facts);
  for (let round = 0; round < ROUNDS; round += 1) known = propagate(facts, known);
  const interval = createWalk(known).int;
  const implies = (goal: Bool): boolean => {
    if (stated.has(goal.id)) return true;
    switch (goal.kind) {
      case 'constant':
        return goal.value;
      case 'and':
        return goal.operands.every(implies);
      case 'or':
        return goal.operands.some(implies);
      case 'nonPositive': {
        const { high } = interval(goal.of);
        return high !== null && high <= 0n;
      }
      case 'zero': {
        const { low, high } = interval(goal.of);
        return low === 0n && high === 0n;
      }
      default:
        return false;
    }
  };
  const refutes = (goal: Bool): boolean => {
    switch (goal.kind) {
      case 'constant':
        return !goal.value;
      case 'and':
        return goal.operands.some(refutes);
      case 'or':
        return goal.operands.every(refutes);
      case 'nonPositive': {
        const { low } = interval(goal.of);
        return low !== null && low > 0n;
      }
      case 'zero': {
        const { low, high } = interval(goal.of);
        return (low !== null && low > 0n) || (high !== null && high < 0n);
      }
      default:
        return false;
    }
  };
  return { interval, implies, refutes };
}

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

type Walk = {
  readonly int: (term: Int) => Interval;
  readonly product: (atoms: readonly Atom[]) => Interval;
};

function createWalk(known: ReadonlyMap<string, Interval>): Walk {
  const ints = new Map<number, Interval>();
  const atom = (given: Atom): Interval => {
    switch (given.kind) {
      case 'variable':
      case 'application':
        return ANY;
      case 'quotient':
        return divideIntervals(int(given.numerator), int(given.denominator));
      case 'choice': {
        return chooseInterval(given, int(given.then), int(given.otherwise));
      }
    }
  };
  const atomBounds = (given: Atom): Interval =>
    meet(known.get(`1.${given.id}`) ?? ANY, atom(given));
  const stated = (key: string): Interval => known.get(key) ?? ANY;
  const product = (atoms: readonly Atom[]): Interval => {
    const direct = atoms.map(atomBounds).reduce(multiplyIntervals, { low: 1n, high: 1n });
    return atoms.length === 0 ? direct : meet(stated(`1.${productKey(atoms)}`), direct);
  };
  const polynomial = (term: Int): Interval => {
    const linear = splitConstant(term.monomials);
    return linear === null
      ? ANY
      : addIntervals(scaleInterval(linear.factor, stated(linear.key)), {
          low: linear.constant,
          high: linear.constant,
        });
  };
  const int = (term: Int): Interval => {
    const made = ints.get(term.id);
    if (made !== undefined) return made;
    const sum = term.monomials
      .map((m) => scaleInterval(m.coefficient, product(m.atoms)))
      .reduce(addIntervals, { low: 0n, high: 0n });
    const tight = meet(polynomial(term), sum);
    ints.set(term.id, tight);
    return tight;
  };
  return { int, product };
}
