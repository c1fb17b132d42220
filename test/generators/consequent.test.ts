// What a property is about, as against when it applies, and that a step which it holds of vacuously
// is counted apart.

import { describe, expect, it } from 'vitest';
import { findConsequents, settleKind } from '../../generators/consequent.ts';
import { readSource } from '../../verifier/read/snippet.ts';

const UNION = `type Event = { readonly kind: 'rise'; readonly by: bigint }
  | { readonly kind: 'fall'; readonly by: bigint };
export function f(a: bigint, b: bigint, c: bigint, event: Event): boolean {
  return a === b || (event.kind === 'rise' && a < b && event.by > c);
}
`;

describe('where the event decides', () => {
  it.each([['rise', ['<', '>']], ['fall', ['===']]] as const)(
    'it is other comparisons for %s', (kind, operators) => {
      const program = readSource('made.ts', UNION, ['f']);
      const tree = program.functions.get('made.ts#f');
      if (tree === undefined) throw new Error('no function');
      const lambda = { ...tree, modules: null };
      const found = findConsequents(program, lambda, settleKind(lambda, kind));
      expect([...found].map(({ operator }) => operator)).toEqual(operators);
    });
});

function findOperators(body: string): readonly string[] {
  const text = `export function f(a: bigint, b: bigint, c: bigint): boolean {\n${body}\n}\n`
    + 'export function g(x: bigint): boolean { return x < 7n || x >= 9n; }\n';
  const program = readSource('made.ts', text, ['f', 'g']);
  const tree = program.functions.get('made.ts#f');
  if (tree === undefined) throw new Error('no function');
  return [...findConsequents(program, tree, () => null)].map(({ operator }) => operator);
}

describe('the consequents of a property', () => {
  it.each([
    ['a comparison', 'return a < b;', ['<']],
    ['what follows a premise', 'return a > b || b >= c;', ['>=']],
    ['both of two claims', 'return a > b && b >= c;', ['>', '>=']],
    ['what is denied', 'return !(a === b) || !(b <= c);', ['<=']],
    ['either arm of a choice', 'return a > b ? a < c : a !== c;', ['<', '!==']],
    ['what a call is about', 'return a === b || g(c);', ['>=']],
    ['what comes after a way out', 'if (a > b) return true;\n  return b <= c;', ['<=']],
    ['nothing, where nothing is compared', 'return true;', []],
  ] as const)('are %s', (_what, body, operators) => {
    expect(findOperators(body)).toEqual(operators);
  });
});
