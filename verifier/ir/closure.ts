// Unit propagation: whether facts contradict what is added to them, found by dropping alternatives
// that cannot be until one is left, and by adding up two or three facts. It decides without a
// solver what only needs facts to be put together; where it cannot tell, it says nothing.

import {
  ANY, boundFactor, boundSummands, createEnclosure, encloseInt, encloseSum, isEmpty, isNonzero,
  isPositive, isZero, meet, splitConstant,
} from './interval.ts';
import type { Enclosure, Interval, Known } from './interval.ts';
import {
  collect, greatestCommonDivisor, multiplyProducts, negateSum, productKey,
} from './polynomial.ts';
import { conjuncts } from './term.ts';
import type { Atom, Bool, Int, Monomial } from './term.ts';

type Alternatives = readonly Bool[];
type Sum = readonly Monomial[];
type Choice = Extract<Atom, { readonly kind: 'choice' }>;
type Not = (term: Bool) => Bool;

type State = {
  readonly intervals: Map<string, Interval>;
  readonly equations: Map<string, readonly Sum[]>; // what is 0, by the one atom of a product in it
  readonly truths: Set<number>; // ids of what holds
  readonly denied: Set<number>; // ids of what does not
  readonly sums: Map<string, Sum[]>; // facts that are at most 0, by a signed product in them
  readonly choosing: readonly Sum[]; // those of them that speak of choices
  alternatives: readonly Alternatives[];
  enclosure: Enclosure | null; // null: something was learnt since
  unequal: readonly Sum[]; // not 0
  readonly budget: { additions: number }; // left to this question, all its branches together
  recent: Sum[]; // at most 0, learnt since the last look
  derived: readonly Sum[]; // at most 0, that the facts alone gave
  learnt: Sum[]; // and what a question added
};

const ROUNDS = 8; // of dropping alternatives: each follows from what the one before taught
const SPLITS = 4; // conditions taken both ways
const MOST_SUMMANDS = 4; // of a sum that is worth adding others to
const ADDITIONS = 100; // of sums, in one question
const MOST_CANDIDATES = 24; // facts about one product: what many speak of says little

const enclosureIn = (state: State): Enclosure =>
  (state.enclosure ??= createEnclosure(state.intervals));

const mustBePositive = (state: State, sum: Sum): boolean =>
  isPositive(encloseSum(enclosureIn(state), sum));

function isRefuted(state: State, term: Bool): boolean {
  if (state.denied.has(term.id)) return true;
  switch (term.kind) {
    case 'constant':
      return !term.value;
    case 'not':
      return isImplied(state, term.operand);
    case 'and':
      return term.operands.some((operand) => isRefuted(state, operand));
    case 'or':
      return term.operands.every((operand) => isRefuted(state, operand));
    case 'nonPositive':
      return mustBePositive(state, term.of.monomials);
    case 'zero':
      return isNonzero(encloseInt(enclosureIn(state), term.of));
    case 'variable':
      return false;
  }
}

function isImplied(state: State, term: Bool): boolean {
  if (state.truths.has(term.id)) return true;
  return term.kind === 'zero' && isZero(encloseInt(enclosureIn(state), term.of));
}

const signedKey = ({ coefficient, atoms }: Monomial, sign: 1 | -1): string =>
  `${coefficient * BigInt(sign) > 0n ? '+' : '-'}${productKey(atoms)}`;

function learnSum(state: State, sum: Sum): void {
  const linear = splitConstant(sum);
  if (linear === null) return;
  const { key, factor, constant } = linear;
  const bound = boundFactor(factor, constant);
  state.intervals.set(key, meet(state.intervals.get(key) ?? ANY, bound));
  state.enclosure = null;
  state.recent.push(sum);
  state.learnt.push(sum);
}

function learnEquation(state: State, sum: Sum): void {
  for (const { atoms } of sum) {
    const [atom] = atoms;
    if (atom === undefined || atoms.length > 1) continue;
    const known = state.equations.get(`${atom.id}`) ?? [];
    state.equations.set(`${atom.id}`, [...known, sum]);
  }
}

/** p ≠ 0 where p is at least 0, or at most 0, is p at least 1, or at most −1. */
function learnUnequal(state: State, sum: Sum): void {
  const linear = splitConstant(sum);
  if (linear === null || linear.constant % linear.factor !== 0n) return;
  const missing = -linear.constant / linear.factor;
  const known = state.intervals.get(linear.key) ?? ANY;
  if (known.low === missing) state.intervals.set(linear.key, { ...known, low: missing + 1n });
  else if (known.high === missing)
    state.intervals.set(linear.key, { ...known, high: missing - 1n });
  else return;
  state.enclosure = null;
}

/** Takes over what holds; false: it contradicts what is known. */
function learn(state: State, term: Bool): boolean {
  if (state.truths.has(term.id)) return true;
  return !isRefuted(state, term) && takeOver(state, term);
}

function takeOver(state: State, term: Bool): boolean {
  state.truths.add(term.id);
  switch (term.kind) {
    case 'and':
      return term.operands.every((operand) => learn(state, operand));
    case 'or':
      state.alternatives = [...state.alternatives, term.operands];
      return true;
    case 'not':
      state.denied.add(term.operand.id);
      if (term.operand.kind === 'zero') {
        learnUnequal(state, term.operand.of.monomials);
        state.unequal = [...state.unequal, term.operand.of.monomials];
      }
      return true;
    case 'nonPositive':
      learnSum(state, term.of.monomials);
      return true;
    case 'zero':
      learnSum(state, term.of.monomials);
      learnSum(state, negateSum(term.of.monomials));
      learnEquation(state, term.of.monomials);
      return true;
    default:
      return true;
  }
}

/** Positive multiples of both, so that the product of the first summand given is gone. */
function cancel(left: Sum, { coefficient }: Monomial, right: Sum, other: bigint): Sum {
  const common = greatestCommonDivisor(coefficient, other);
  const [byLeft, byRight] = [other / common, coefficient / common].map((n) => (n < 0n ? -n : n));
  const scaled = (sum: Sum, by = 1n): Sum =>
    sum.map((m) => ({ coefficient: m.coefficient * by, atoms: m.atoms }));
  return collect([...scaled(left, byLeft), ...scaled(right, byRight)]);
}

/** Whether a sum that is at most 0 is positive once `depth` more such sums are added. */
function isAbsurd(state: State, sum: Sum, depth: number): boolean {
  const open = sum.filter(({ atoms }) => atoms.length > 0);
  if (open.length > MOST_SUMMANDS) return false;
  return open.some((summand) =>
    findOpposites(state, summand).some(([fact, coefficient]) => {
      if (state.budget.additions === 0) return false;
      state.budget.additions -= 1;
      const added = cancel(sum, summand, fact, coefficient);
      return mustBePositive(state, added) || (depth > 1 && isAbsurd(state, added, depth - 1));
    }));
}

const isSameProduct = (left: readonly Atom[], right: readonly Atom[]): boolean =>
  left.length === right.length && left.every((atom, i) => atom === right[i]);

/** Sums that are at most 0 in which the product has the other sign, with its coefficient there. */
function findOpposites(
  state: State,
  { coefficient, atoms }: Monomial,
): readonly (readonly [Sum, bigint])[] {
  const facts = state.sums.get(signedKey({ coefficient, atoms }, -1)) ?? [];
  const opposite = (sum: Sum): readonly (readonly [Sum, bigint])[] => {
    const other = sum.find((m) => isSameProduct(m.atoms, atoms));
    return other !== undefined && other.coefficient > 0n !== coefficient > 0n
      ? [[sum, other.coefficient]] : [];
  };
  return [
    ...(facts.length > MOST_CANDIDATES ? [] : facts.flatMap(opposite)),
    ...state.derived.flatMap(opposite),
    ...state.learnt.flatMap(opposite),
    ...(atoms.length === 2 ? multiplied(state, atoms).flatMap(opposite) : []),
  ];
}

/** What is 0 stays 0 times anything: equations about either factor of a product. */
function multiplied(state: State, atoms: readonly Atom[]): readonly Sum[] {
  return atoms.flatMap((factor, i) => {
    const [by] = atoms.filter((_, j) => j !== i);
    if (by === undefined || state.equations.size === 0) return [];
    const times = (sum: Sum): Sum => collect(sum.map(({ coefficient, atoms: product }) =>
      ({ coefficient, atoms: multiplyProducts(product, [by]) })));
    return (state.equations.get(`${factor.id}`) ?? []).map(times)
      .flatMap((sum) => [sum, negateSum(sum)]);
  });
}

const plus = (sum: Sum, more: bigint): Sum => collect([...sum, { coefficient: more, atoms: [] }]);

/** What must not be 0 is, or is neither ≤ −1 nor ≥ 1. */
function isUnequalAbsurd(state: State, sum: Sum): boolean {
  const [decided] = decide(state, sum);
  if (decided !== undefined) return isUnequalAbsurd(state, decided);
  return sum.length === 0
    || (isAbsurd(state, plus(sum, 1n), 2) && isAbsurd(state, plus(negateSum(sum), 1n), 2));
}

/** Looks at what was learnt since the last look; true: it contradicts what is known. */
function isRecentAbsurd(state: State, depth: number): boolean {
  for (let round = 0; round < ROUNDS && state.recent.length > 0; round += 1) {
    const { recent } = state;
    state.recent = [];
    learnSummands(state, recent);
    if (recent.some((sum) => isAbsurd(state, sum, depth))) return true;
    const decided = recent.flatMap((sum) => decide(state, sum));
    if (decided.some((sum) => mustBePositive(state, sum))) return true;
    for (const sum of decided) learnSum(state, sum);
  }
  return false;
}

const choicesIn = (sum: Sum): readonly Choice[] =>
  sum.flatMap(({ atoms }) => atoms.filter((atom): atom is Choice => atom.kind === 'choice'));

/** The sum with a choice replaced by what is chosen. */
function choose(sum: Sum, choice: Choice, chosen: Int): Sum {
  const replaced = sum.flatMap((one): Sum => {
    const at = one.atoms.indexOf(choice);
    if (at < 0) return [one];
    const others = one.atoms.filter((_, i) => i !== at);
    return chosen.monomials.map(({ coefficient, atoms }) => ({
      coefficient: coefficient * one.coefficient, atoms: multiplyProducts(others, atoms),
    }));
  });
  const left = collect(replaced);
  return left.some(({ atoms }) => atoms.includes(choice)) ? choose(left, choice, chosen) : left;
}

/** The sum without the first choice in it that is decided. */
function decide(state: State, sum: Sum): readonly Sum[] {
  for (const choice of choicesIn(sum)) {
    const { condition, then, otherwise } = choice;
    if (isImplied(state, condition)) return [choose(sum, choice, then)];
    if (isRefuted(state, condition)) return [choose(sum, choice, otherwise)];
  }
  return [];
}

/** Bounds of each product of a sum that is at most 0, from bounds of its others. */
function learnSummands(state: State, sums: readonly Sum[]): void {
  const enclosure = enclosureIn(state);
  const found = sums.flatMap((sum) => boundSummands(enclosure, sum));
  for (const [key, bound] of found) {
    const known = state.intervals.get(key) ?? ANY;
    const tight = meet(known, bound);
    if (tight.low === known.low && tight.high === known.high) continue;
    state.intervals.set(key, tight);
    state.enclosure = null;
  }
}

/** Drops alternatives until nothing more follows; true: none of some is left. */
function propagate(state: State): boolean {
  for (let round = 0; round < ROUNDS; round += 1) {
    const left: Alternatives[] = [];
    const { alternatives: given } = state;
    state.alternatives = []; // what is learnt meanwhile adds to it
    let learnt = false;
    for (const alternatives of given) {
      if (alternatives.some((one) => state.truths.has(one.id))) continue;
      const possible = alternatives.filter((one) => !isRefuted(state, one));
      const [only] = possible;
      if (only === undefined) return true;
      if (possible.length === 1) {
        if (!learn(state, only)) return true;
        learnt = true;
        continue;
      }
      left.push(possible.length < alternatives.length ? possible : alternatives);
    }
    state.alternatives = [...left, ...state.alternatives];
    if (isRecentAbsurd(state, 1)) return true;
    if (!learnt) return false;
  }
  return false;
}

function indexSums(facts: readonly Bool[]): Map<string, Sum[]> {
  const sums = new Map<string, Sum[]>();
  const add = (sum: Sum): void => {
    const open = sum.filter(({ atoms }) => atoms.length > 0);
    if (open.length < 2 || open.length > MOST_SUMMANDS) return; // of one: the intervals know
    for (const summand of open) {
      const key = signedKey(summand, 1);
      const known = sums.get(key);
      if (known === undefined) sums.set(key, [sum]);
      else known.push(sum);
    }
  };
  for (const fact of facts) {
    if (fact.kind === 'nonPositive' || fact.kind === 'zero') add(fact.of.monomials);
    if (fact.kind === 'zero') add(negateSum(fact.of.monomials));
  }
  return sums;
}

/** Both ways that a condition may go, while one is left undecided in what was learnt. */
function isAbsurdBothWays(state: State, splits: number, not: Not): boolean {
  if (propagate(state)) return true;
  if (state.learnt.some((sum) => isAbsurd(state, sum, 2))) return true;
  if (state.unequal.some((sum) => isUnequalAbsurd(state, sum))) return true;
  if (splits === 0) return false;
  const open = [...state.learnt, ...state.unequal].flatMap(choicesIn).find(({ condition }) =>
    !isImplied(state, condition) && !isRefuted(state, condition));
  if (open === undefined) return false;
  return [open.condition, not(open.condition)].every((way) => {
    const branch = copy(state);
    if (!learn(branch, way)) return true;
    branch.recent = [...branch.learnt];
    for (const sum of state.choosing.flatMap((fact) => decide(branch, fact))) learnSum(branch, sum);
    return isRecentAbsurd(branch, 2)
      || isAbsurdBothWays(branch, splits - 1, not);
  });
}

const copy = (state: State): State => ({
  ...state, intervals: new Map(state.intervals), equations: new Map(state.equations),
  truths: new Set(state.truths), denied: new Set(state.denied), recent: [],
  learnt: [...state.learnt],
});

function findChoosing(fact: Bool): readonly Sum[] {
  if (fact.kind !== 'nonPositive' && fact.kind !== 'zero') return [];
  const { monomials } = fact.of;
  if (choicesIn(monomials).length === 0) return [];
  return fact.kind === 'zero' ? [monomials, negateSum(monomials)] : [monomials];
}

/** Facts, closed once; `contradicts` adds to them for one question each. */
export type Closure = { readonly contradicts: (more: readonly Bool[]) => boolean };

export function createClosure(given: readonly Bool[], known: Known, not: Not): Closure {
  const facts = given.flatMap(conjuncts);
  const base: State = {
    intervals: new Map(known), truths: new Set(), denied: new Set(), sums: indexSums(facts),
    equations: new Map(), choosing: facts.flatMap(findChoosing), alternatives: [],
    enclosure: null, recent: [], derived: [], learnt: [], unequal: [],
    budget: { additions: ADDITIONS },
  };
  for (const fact of facts) takeOver(base, fact);
  base.recent = []; // the bounds given are of these already
  base.learnt = [];
  const absurd = [...known.values()].some(isEmpty) || propagate(base);
  return {
    contradicts: (more) => {
      if (absurd) return true;
      const budget = { additions: ADDITIONS };
      const state: State = { ...copy(base), derived: base.learnt, learnt: [], unequal: [], budget };
      return !more.flatMap(conjuncts).every((term) => learn(state, term))
        || isRecentAbsurd(state, 2) || isAbsurdBothWays(state, SPLITS, not);
    },
  };
}
