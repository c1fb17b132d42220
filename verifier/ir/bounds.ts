// Bounds that facts give: on single products, on sums of them, and through facts about several.
// They decide most range obligations without a solver.

import { createClosure } from './closure.ts';
import type { Closure } from './closure.ts';
import {
  ANY, boundFactor, boundSummands, createEnclosure, encloseInt, isNonzero, isPositive, isZero, join,
  meet, splitConstant,
} from './interval.ts';
import type { Enclosure, Interval, Known } from './interval.ts';
import { negateSum } from './polynomial.ts';
import { conjuncts } from './term.ts';
import type { Bool, Int } from './term.ts';

export type Bounds = {
  readonly interval: (term: Int) => Interval;
  /** Whether the facts imply the goal; false where this analysis cannot tell. */
  readonly implies: (goal: Bool) => boolean;
  /** Whether the facts contradict it; false where this analysis cannot tell. */
  readonly refutes: (goal: Bool) => boolean;
  /** Whether the facts contradict all of these together; false where it cannot tell. */
  readonly contradict: (more: readonly Bool[]) => boolean;
};

/** One of several is true: what they bound alike lies between the bounds of all of them. */
function learnDisjunction(disjuncts: readonly Bool[]): readonly (readonly [string, Interval])[] {
  const [first, ...others] = disjuncts.map((disjunct) => learnFacts(conjuncts(disjunct)));
  if (first === undefined) return [];
  return [...first].flatMap(([key, interval]) => {
    const bounds = others.map((known) => known.get(key) ?? ANY);
    return [[key, bounds.reduce(join, interval)] as const];
  });
}

function learnFacts(facts: readonly Bool[]): Known {
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
    const both: Interval =
      fact.kind === 'zero' && constant % factor === 0n
        ? { low: -constant / factor, high: -constant / factor }
        : boundFactor(factor, constant);
    known.set(key, meet(known.get(key) ?? ANY, both));
  }
  return known;
}

const ROUNDS = 2; // x <= y and y <= z and z <= 9 need no more; a chain is rarely longer

/** Bounds that facts about several products give to each, one round of them. */
function propagate(facts: readonly Bool[], known: Known): Map<string, Interval> {
  const enclosure = createEnclosure(known);
  const next = new Map(known);
  for (const fact of facts) {
    if (fact.kind !== 'nonPositive' && fact.kind !== 'zero') continue;
    const { monomials } = fact.of;
    const found = [
      ...boundSummands(enclosure, monomials),
      ...(fact.kind === 'zero' ? boundSummands(enclosure, negateSum(monomials)) : []),
    ];
    for (const [key, bound] of found) next.set(key, meet(next.get(key) ?? ANY, bound));
  }
  return next;
}

type Lazily = { known: Known | null; enclosure: Enclosure | null; closure: Closure | null };

/**
 * Bounds from facts: each is a truth that holds wherever the interval is asked for. What is found
 * is found when it is first asked for: most goals are stated outright.
 */
export function createBounds(given: readonly Bool[], not: (term: Bool) => Bool): Bounds {
  const facts = given.flatMap(conjuncts);
  const stated = new Set(facts.map((fact) => fact.id));
  const made: Lazily = { known: null, enclosure: null, closure: null };
  const known = (): Known => (made.known ??= findBounds(facts));
  const interval = (term: Int): Interval =>
    encloseInt((made.enclosure ??= createEnclosure(known())), term);
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
      case 'zero':
        return isZero(interval(goal.of));
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
      case 'nonPositive':
        return isPositive(interval(goal.of));
      case 'zero':
        return isNonzero(interval(goal.of));
      default:
        return false;
    }
  };
  const contradict = (more: readonly Bool[]): boolean =>
    (made.closure ??= createClosure(facts, known(), not)).contradicts(more);
  return { interval, implies, refutes, contradict };
}

function findBounds(facts: readonly Bool[]): Known {
  let known = learnFacts(facts);
  for (let round = 0; round < ROUNDS; round += 1) known = propagate(facts, known);
  return known;
}
