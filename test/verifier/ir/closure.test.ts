// What facts are found to contradict, imply or refute without a solver is so: no assignment of a
// small box says otherwise. And what is to be found so is found.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createBounds } from '../../../verifier/ir/bounds.ts';
import { createTerms } from '../../../verifier/ir/factory.ts';
import type { Bool, Int, Terms } from '../../../verifier/ir/term.ts';

type Name = 'x' | 'y' | 'z';
type Operator = '+' | '-' | '*' | '/' | 'least' | 'most';
type Number =
  | { readonly op: 'variable'; readonly name: Name }
  | { readonly op: 'constant'; readonly value: bigint }
  | { readonly op: Operator; readonly left: Number; readonly right: Number }
  | {
      readonly op: 'choose';
      readonly condition: Formula;
      readonly left: Number;
      readonly right: Number;
    }
  | { readonly op: 'call'; readonly of: Number };
type Formula =
  | { readonly op: '<=' | '='; readonly left: Number; readonly right: Number }
  | { readonly op: 'not'; readonly of: Formula }
  | { readonly op: 'and' | 'or'; readonly left: Formula; readonly right: Formula }
  | { readonly op: 'proposition'; readonly name: 'p' | 'q' };

type Values = Readonly<Record<Name, bigint> & Record<'p' | 'q', boolean>>;

const OPERATORS: Readonly<Record<Operator, (left: bigint, right: bigint) => bigint>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => (right === 0n ? 0n : left / right), // by 0: anyone's guess
  least: (left, right) => (left < right ? left : right),
  most: (left, right) => (left > right ? left : right),
};

function numberAt(term: Number, values: Values): bigint {
  switch (term.op) {
    case 'variable':
      return values[term.name];
    case 'constant':
      return term.value;
    case 'choose':
      return numberAt(holdsAt(term.condition, values) ? term.left : term.right, values);
    case 'call':
      return numberAt(term.of, values) ** 2n - 2n; // a module, of which the facts know nothing
    default:
      return OPERATORS[term.op](numberAt(term.left, values), numberAt(term.right, values));
  }
}

function holdsAt(formula: Formula, values: Values): boolean {
  switch (formula.op) {
    case '<=':
      return numberAt(formula.left, values) <= numberAt(formula.right, values);
    case '=':
      return numberAt(formula.left, values) === numberAt(formula.right, values);
    case 'not':
      return !holdsAt(formula.of, values);
    case 'and':
      return holdsAt(formula.left, values) && holdsAt(formula.right, values);
    case 'or':
      return holdsAt(formula.left, values) || holdsAt(formula.right, values);
    case 'proposition':
      return values[formula.name];
  }
}

function buildNumber(terms: Terms, term: Number): Int {
  switch (term.op) {
    case 'variable':
      return terms.variable(term.name);
    case 'constant':
      return terms.integer(term.value);
    case 'call':
      return terms.application('member', '', [buildNumber(terms, term.of)]);
    case 'choose': {
      const condition = buildFormula(terms, term.condition);
      return terms.choose(
        condition, buildNumber(terms, term.left), buildNumber(terms, term.right));
    }
    default: {
      const [left, right] = [buildNumber(terms, term.left), buildNumber(terms, term.right)];
      if (term.op === 'least') return terms.choose(terms.lessOrEqual(left, right), left, right);
      if (term.op === 'most') return terms.choose(terms.less(right, left), left, right);
      const make = {
        '+': terms.add, '-': terms.subtract, '*': terms.multiply, '/': terms.quotient,
      };
      return make[term.op](left, right);
    }
  }
}

function buildFormula(terms: Terms, formula: Formula): Bool {
  switch (formula.op) {
    case '<=':
    case '=': {
      const make = formula.op === '=' ? terms.equal : terms.lessOrEqual;
      return make(buildNumber(terms, formula.left), buildNumber(terms, formula.right));
    }
    case 'not':
      return terms.not(buildFormula(terms, formula.of));
    case 'and':
    case 'or':
      return terms[formula.op](
        buildFormula(terms, formula.left), buildFormula(terms, formula.right));
    case 'proposition':
      return terms.proposition(formula.name);
  }
}

const leaf: fc.Arbitrary<Number> = fc.oneof(
  { weight: 2, arbitrary: fc.record({
    op: fc.constant('variable' as const), name: fc.constantFrom<Name>('x', 'y', 'z') }) },
  fc.record({ op: fc.constant('constant' as const), value: fc.bigInt({ min: -4n, max: 4n }) }),
);

/** Formulas over whatever is made of numbers, as deep as is given. */
const deep = (maxDepth: number): fc.Arbitrary<Formula> =>
  fc.letrec<{ number: Number; formula: Formula }>((tie) => {
    const numbers = { left: tie('number'), right: tie('number') };
    const formulas = { left: tie('formula'), right: tie('formula') };
    return {
      number: fc.oneof(
        { maxDepth, depthIdentifier: 'term' },
        leaf,
        fc.record({ op: fc.constantFrom('+' as const, '-' as const), ...numbers }),
        fc.record({ op: fc.constantFrom('*' as const, '/' as const), ...numbers }),
        fc.record({ op: fc.constantFrom('least' as const, 'most' as const), ...numbers }),
        fc.record({ op: fc.constant('choose' as const), condition: tie('formula'), ...numbers }),
        fc.record({ op: fc.constant('call' as const), of: tie('number') }),
      ),
      formula: fc.oneof(
        { maxDepth, depthIdentifier: 'term' },
        fc.record({ op: fc.constantFrom('<=' as const, '=' as const), ...numbers }),
        fc.record({ op: fc.constant('not' as const), of: tie('formula') }),
        fc.record({ op: fc.constantFrom('and' as const, 'or' as const), ...formulas }),
        fc.record({
          op: fc.constant('proposition' as const), name: fc.constantFrom('p' as const, 'q') }),
      ),
    };
  }).formula;

/** Facts, and what is asked beside them: a few deep ones, or many of which much follows. */
const questions = fc.oneof(
  fc.record({
    facts: fc.array(deep(4), { maxLength: 5 }),
    more: fc.array(deep(4), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    facts: fc.array(deep(2), { minLength: 3, maxLength: 9 }),
    more: fc.array(deep(2), { minLength: 1, maxLength: 2 }),
  }),
);

type Case = {
  readonly name: string;
  readonly facts: (of: Scene) => readonly Bool[];
  readonly denied: (of: Scene) => readonly Bool[];
  readonly left: (of: Scene) => readonly Bool[]; // looks like it, and is possible
};

/** Numbers and truths to state a case with. */
type Scene = Terms & {
  readonly x: Int; readonly y: Int; readonly z: Int; readonly p: Bool;
  readonly above: (term: Int, by: bigint) => Int;
};

function openScene(): Scene {
  const terms = createTerms();
  const [x, y, z] = [terms.variable('x'), terms.variable('y'), terms.variable('z')];
  const above = (term: Int, by: bigint): Int => terms.add(term, terms.integer(by));
  return { ...terms, x, y, z, p: terms.proposition('p'), above };
}

const DEEP = ['a', 'b', 'c', 'd', 'e'];

/** So deep that a product with it does not distribute. */
const deepChoice = (s: Scene): Int => DEEP.reduce(
  (inner, name, i) => s.choose(s.proposition(name), inner, s.above(s.y, BigInt(i))), s.x);

const CASES: readonly Case[] = [
  {
    name: 'transitivity, with constants',
    facts: (s) => [s.lessOrEqual(s.x, s.above(s.y, 1n)), s.lessOrEqual(s.y, s.above(s.z, -3n))],
    denied: (s) => [s.less(s.above(s.z, -2n), s.x)],
    left: (s) => [s.less(s.above(s.z, -3n), s.x)],
  },
  {
    name: 'the one alternative that is left',
    facts: (s) => [
      s.or(s.lessOrEqual(s.x, s.integer(0n)), s.lessOrEqual(s.y, s.z)),
      s.or(s.less(s.z, s.y), s.lessOrEqual(s.z, s.integer(7n))),
    ],
    denied: (s) => [s.less(s.integer(0n), s.x), s.less(s.integer(7n), s.z)],
    left: (s) => [s.lessOrEqual(s.x, s.integer(0n)), s.less(s.integer(7n), s.z)],
  },
  {
    name: 'an alternative that says several things, alternatives among them',
    facts: (s) => [
      s.or(s.not(s.p), s.and(s.lessOrEqual(s.x, s.y), s.or(s.less(s.y, s.x), s.less(s.z, s.x)))),
    ],
    denied: (s) => [s.p, s.lessOrEqual(s.y, s.z)],
    left: (s) => [s.p, s.lessOrEqual(s.x, s.y)],
  },
  {
    name: 'a choice that is decided',
    facts: (s) => [s.p],
    denied: (s) => [s.less(s.x, s.choose(s.p, s.x, s.y))],
    left: (s) => [s.less(s.y, s.choose(s.p, s.x, s.y))],
  },
  {
    name: 'a choice that is decided inside a product',
    facts: (s) => DEEP.map(s.proposition),
    denied: (s) => [s.less(s.multiply(s.x, s.z), s.multiply(deepChoice(s), s.z))],
    left: (s) => [s.less(s.x, s.multiply(deepChoice(s), s.z))],
  },
  {
    name: 'both ways of a choice',
    facts: (s) => [s.lessOrEqual(s.x, s.z), s.lessOrEqual(s.y, s.z)],
    denied: (s) => [s.less(s.z, s.choose(s.p, s.x, s.y))],
    left: (s) => [s.less(s.x, s.choose(s.p, s.x, s.y))],
  },
  {
    name: 'an equation times a factor',
    facts: (s) => [s.equal(s.x, s.above(s.y, 1n))],
    denied: (s) => [
      s.less(s.add(s.multiply(s.y, s.z), s.z), s.multiply(s.x, s.z))],
    left: (s) => [s.less(s.multiply(s.y, s.z), s.multiply(s.x, s.z))],
  },
  {
    name: 'two bounds that meet',
    facts: (s) => [s.lessOrEqual(s.x, s.y), s.lessOrEqual(s.y, s.x)],
    denied: (s) => [s.not(s.equal(s.x, s.y))],
    left: (s) => [s.not(s.equal(s.x, s.z))],
  },
  {
    name: 'what is not the least is more',
    facts: (s) => [s.lessOrEqual(s.integer(0n), s.x), s.not(s.equal(s.x, s.integer(0n)))],
    denied: (s) => [s.less(s.x, s.integer(1n))],
    left: (s) => [s.less(s.x, s.integer(2n))],
  },
];

const SIDE = [-3n, -2n, -1n, 0n, 1n, 2n, 3n];
const BOX: readonly Values[] = SIDE.flatMap((x) => SIDE.flatMap((y) => SIDE.flatMap((z) =>
  [true, false].flatMap((p) => [true, false].map((q) => ({ x, y, z, p, q }))))));

const boundsOfBox = (terms: Terms): readonly Bool[] =>
  (['x', 'y', 'z'] as const).map(terms.variable).flatMap((side) => [
    terms.lessOrEqual(terms.integer(-3n), side), terms.lessOrEqual(side, terms.integer(3n)),
  ]);

type Count = { contradicted: number; implied: number; refuted: number };

/** Both with the box among the facts and without: what cannot be at all cannot be inside. */
function checkQuestion(
  { facts, more }: { readonly facts: readonly Formula[]; readonly more: readonly Formula[] },
  boxed: boolean, count: Count,
): void {
  const terms = createTerms();
  const known = facts.map((fact) => buildFormula(terms, fact));
  const goals = more.map((goal) => buildFormula(terms, goal));
  const [first = terms.truth(true)] = goals;
  const bounds = createBounds([...(boxed ? boundsOfBox(terms) : []), ...known], terms.not);
  const found = {
    contradicted: bounds.contradict(goals),
    implied: bounds.implies(first),
    refuted: bounds.refutes(first),
  };
  count.contradicted += Number(found.contradicted);
  count.implied += Number(found.implied);
  count.refuted += Number(found.refuted);
  if (!found.contradicted && !found.implied && !found.refuted) return;
  const met = BOX.filter((values) => facts.every((fact) => holdsAt(fact, values)));
  const truths = met.map((values) => more.map((goal) => holdsAt(goal, values)));
  if (found.contradicted) expect(truths.find((all) => all.every(Boolean))).toBeUndefined();
  if (found.implied) expect(truths.find(([goal]) => goal === false)).toBeUndefined();
  if (found.refuted) expect(truths.find(([goal]) => goal === true)).toBeUndefined();
}

describe('what is decided without a solver', () => {
  it.each(CASES)('is $name', ({ facts, denied, left }) => {
    const scene = openScene();
    const bounds = createBounds(facts(scene), scene.not);
    expect(bounds.contradict(denied(scene))).toBe(true);
    expect(bounds.contradict(left(scene))).toBe(false);
    // a question adds nothing to what the next one is asked beside
    expect(bounds.contradict(denied(scene))).toBe(true);
    expect(bounds.contradict([])).toBe(false);
  });

  it.each([true, false])('is so in every small box (which is known: %s)', (boxed) => {
    const count: Count = { contradicted: 0, implied: 0, refuted: 0 };
    fc.assert(
      fc.property(questions, (question) => checkQuestion(question, boxed, count)),
      { numRuns: 2_000 },
    );
    expect(count.contradicted).toBeGreaterThan(150);
    expect(count.implied).toBeGreaterThan(150);
    expect(count.refuted).toBeGreaterThan(30);
  });

  it('is nothing wrong of facts that contradict themselves', () => {
    const terms = createTerms();
    const [x, y] = [terms.variable('x'), terms.variable('y')];
    const none = [terms.less(x, y), terms.less(y, x)];
    const empty = [
      terms.lessOrEqual(terms.integer(2n), y), terms.lessOrEqual(y, terms.integer(0n)),
    ];
    for (const facts of [none, empty, [...none, ...empty]]) {
      const bounds = createBounds(facts, terms.not);
      const divided = terms.quotient(terms.variable('z'), y);
      expect(() => bounds.interval(divided)).not.toThrow();
      expect(bounds.contradict([terms.equal(divided, x)])).toBe(true);
    }
  });
});
