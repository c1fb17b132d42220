// Every fold and normal form of the term factory is an identity of the integers: a term that is
// built from random operations has the value that bigint arithmetic gives, whatever was simplified
// away.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createTerms } from '../../../verifier/ir/factory.ts';
import { createBounds } from '../../../verifier/ir/bounds.ts';
import { defineQuotient, findQuotients } from '../../../verifier/ir/quotient.ts';
import type { Bool, Int, Terms } from '../../../verifier/ir/term.ts';
import { createEvaluation, createSubstitution } from '../../../verifier/ir/traverse.ts';

type Tree =
  | { readonly op: 'constant'; readonly value: bigint }
  | { readonly op: 'variable'; readonly name: 'x' | 'y' | 'z' }
  | {
      readonly op: 'add' | 'subtract' | 'multiply' | 'quotient';
      readonly left: Tree;
      readonly right: Tree;
    }
  | {
      readonly op: 'choose';
      readonly test: 'less' | 'equal' | 'not less';
      readonly left: Tree;
      readonly right: Tree;
    };

const trees = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({
      op: fc.constant('variable' as const),
      name: fc.constantFrom('x' as const, 'y' as const, 'z' as const),
    }),
    fc.record({ op: fc.constant('constant' as const), value: fc.bigInt({ min: -5n, max: 5n }) }),
    fc.record({
      op: fc.constantFrom(
        'add' as const,
        'subtract' as const,
        'multiply' as const,
        'quotient' as const,
      ),
      left: tie('tree'),
      right: tie('tree'),
    }),
    fc.record({
      op: fc.constant('choose' as const),
      test: fc.constantFrom('less' as const, 'equal' as const, 'not less' as const),
      left: tie('tree'),
      right: tie('tree'),
    }),
  ),
})).tree;

type Values = Readonly<Record<'x' | 'y' | 'z', bigint>>;

function build(terms: Terms, tree: Tree): Int {
  switch (tree.op) {
    case 'constant':
      return terms.integer(tree.value);
    case 'variable':
      return terms.variable(tree.name);
    case 'choose': {
      const [left, right] = [build(terms, tree.left), build(terms, tree.right)];
      return terms.choose(
        test(terms, tree.test, left, right),
        left,
        terms.add(right, terms.integer(1n)),
      );
    }
    default:
      return terms[tree.op](build(terms, tree.left), build(terms, tree.right));
  }
}

function test(terms: Terms, kind: string, left: Int, right: Int): Bool {
  if (kind === 'equal') return terms.equal(left, right);
  return kind === 'less' ? terms.less(left, right) : terms.not(terms.less(left, right));
}

/** Null where a division by zero is met on the way that the values take. */
function value(tree: Tree, values: Values): bigint | null {
  if (tree.op === 'constant') return tree.value;
  if (tree.op === 'variable') return values[tree.name];
  const [left, right] = [value(tree.left, values), value(tree.right, values)];
  if (left === null || right === null) return null;
  switch (tree.op) {
    case 'add':
      return left + right;
    case 'subtract':
      return left - right;
    case 'multiply':
      return left * right;
    case 'quotient':
      return right === 0n ? null : left / right;
    case 'choose': {
      const holds =
        tree.test === 'equal' ? left === right : left < right === (tree.test === 'less');
      return holds ? left : right + 1n;
    }
  }
}

const small = fc.bigInt({ min: -12n, max: 12n });
const assignments = fc.record({ x: small, y: small, z: small });
const assign = (values: Values) => new Map<string, bigint>(Object.entries(values));

describe('terms', () => {
  it('keep the value of what was built', () => {
    fc.assert(
      fc.property(trees, assignments, (tree, values) => {
        const expected = value(tree, values);
        fc.pre(expected !== null);
        expect(createEvaluation(assign(values)).int(build(createTerms(), tree))).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
  });

  it('compare as their values do, negated or not', () => {
    fc.assert(
      fc.property(trees, trees, assignments, (a, b, values) => {
        const [left, right] = [value(a, values), value(b, values)];
        fc.pre(left !== null && right !== null);
        const terms = createTerms();
        const [l, r] = [build(terms, a), build(terms, b)];
        const { bool } = createEvaluation(assign(values));
        expect(bool(terms.less(l, r))).toBe(left < right);
        expect(bool(terms.not(terms.lessOrEqual(l, r)))).toBe(left > right);
        expect(bool(terms.equal(l, r))).toBe(left === right);
        expect(bool(terms.and(terms.lessOrEqual(l, r), terms.lessOrEqual(r, l)))).toBe(
          left === right,
        );
        expect(
          bool(terms.decide(terms.less(l, r), terms.equal(l, r), terms.lessOrEqual(r, l))),
        ).toBe(left >= right);
      }),
      { numRuns: 2_000 },
    );
  });

  it('compare a choice between constants as its value does', () => {
    const constants = fc.bigInt({ min: -4n, max: 4n });
    fc.assert(
      fc.property(
        trees, trees, fc.constantFrom('equal', 'less', 'not less'), assignments,
        fc.tuple(constants, constants, constants, constants),
        (a, b, kind, values, [then, otherwise, factor, free]) => {
          const [left, right] = [value(a, values), value(b, values)];
          fc.pre(left !== null && right !== null);
          const terms = createTerms();
          const holds = kind === 'equal' ? left === right : left < right === (kind === 'less');
          const chosen = terms.choose(
            test(terms, kind, build(terms, a), build(terms, b)),
            terms.integer(then), terms.integer(otherwise));
          const term = terms.add(terms.scale(factor, chosen), terms.integer(free));
          const expected = factor * (holds ? then : otherwise) + free;
          const { bool } = createEvaluation(assign(values));
          expect(bool(terms.nonPositive(term))).toBe(expected <= 0n);
          expect(bool(terms.equal(term, terms.integer(0n)))).toBe(expected === 0n);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('keep their value under substitution', () => {
    fc.assert(
      fc.property(trees, trees, assignments, (tree, inner, values) => {
        const inside = value(inner, values);
        fc.pre(inside !== null);
        const expected = value(tree, { ...values, x: inside });
        fc.pre(expected !== null);
        const terms = createTerms();
        const so = createSubstitution(terms, {
          integers: new Map([['x', build(terms, inner)]]),
          booleans: new Map(),
        });
        expect(createEvaluation(assign(values)).int(so.int(build(terms, tree)))).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('lie within the interval that the facts give', () => {
    fc.assert(
      fc.property(trees, assignments, fc.bigInt({ min: 0n, max: 9n }), (tree, values, slack) => {
        const actual = value(tree, values);
        fc.pre(actual !== null);
        const terms = createTerms();
        const facts = (['x', 'y', 'z'] as const).flatMap((name) => [
          terms.lessOrEqual(terms.variable(name), terms.integer(values[name] + slack)),
          terms.lessOrEqual(terms.integer(values[name]), terms.variable(name)),
        ]);
        const [x, y, z] = (['x', 'y', 'z'] as const).map((name) => terms.variable(name));
        if (x === undefined || y === undefined || z === undefined) return;
        const mixed = [
          terms.lessOrEqual(
            terms.add(x, terms.scale(3n, y)),
            terms.integer(values.x + 3n * values.y + slack),
          ),
          terms.equal(
            terms.subtract(terms.multiply(x, z), y),
            terms.integer(values.x * values.z - values.y),
          ),
          terms.lessOrEqual(z, terms.add(x, terms.integer(values.z - values.x))),
        ];
        // some variables keep no bound of their own: theirs follow from the others
        const known = [...facts.slice(0, 4 - 2 * Number(slack % 3n === 0n)), ...mixed];
        const { low, high } = createBounds(known, terms.not).interval(build(terms, tree));
        expect(low === null || low <= actual).toBe(true);
        expect(high === null || actual <= high).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('satisfy the axioms of the quotients in them', () => {
    fc.assert(
      fc.property(trees, assignments, (tree, values) => {
        const terms = createTerms();
        const { bool, int } = createEvaluation(assign(values));
        for (const quotient of findQuotients([build(terms, tree)])) {
          if (int(quotient.denominator) === 0n || int(terms.atom(quotient)) === null) continue;
          expect(bool(defineQuotient(terms, quotient))).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
