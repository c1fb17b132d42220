// What a program means is the same for all who read it: Node, the evaluator, the symbolic compiler.
// Random programs of every construct, inputs biased to boundaries; a failure names its seed.

import { describe, expect, test } from 'vitest';
import { readSource } from '../../../verifier/read/snippet.ts';
import type { Expression, Program, Statement } from '../../../verifier/read/tree.ts';
import type { Value } from '../../../verifier/verdict.ts';
import { runByEvaluator, runByNode, runBySymbols, sameResult } from './legs.ts';
import { makeProgram } from './program.ts';
import type { RandomProgram } from './program.ts';
import { createRandom } from './random.ts';
import { randomValue } from './universe.ts';

const FILE = 'random.ts';
const FUNCTIONS = 20;
const DEPTH = 4;
const TRIALS = 20;
const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1);

const read = (program: RandomProgram): Program =>
  readSource(
    FILE,
    program.text,
    program.functions.map(({ name }) => name),
  );

/** Kinds of nodes and operators in a tree, to know that random programs hold them all. */
function kindsIn(node: unknown, into: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  const { kind, operator, method } = node as {
    kind?: unknown;
    operator?: unknown;
    method?: unknown;
  };
  if ('at' in node && typeof kind === 'string') into.add(kind);
  if (typeof operator === 'string') into.add(operator);
  if (typeof method === 'string') into.add(method);
  for (const [name, part] of Object.entries(node)) if (name !== 'type') kindsIn(part, into);
}

type Kind = Expression['kind'] | Statement['kind'];
const KINDS: readonly Kind[] = [
  'bigint',
  'boolean',
  'string',
  'local',
  'global',
  'field',
  'discriminant',
  'narrow',
  'index',
  'record',
  'tuple',
  'unary',
  'binary',
  'conditional',
  'call',
  'fold',
  'const',
  'let',
  'assign',
  'if',
  'switch',
  'for',
  'return',
];
const OPERATORS = ['+', '-', '*', '/', '%', '<', '<=', '>', '>=', '===', '!==', '&&', '||', '!'];

type Trial = { readonly name: string; readonly values: readonly Value[] };

function* makeTrials(seed: number, program: RandomProgram): Generator<Trial> {
  const random = createRandom(seed * 7919);
  for (const { name, parameters } of program.functions) {
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const drawn: bigint[] = [];
      yield { name, values: parameters.map((type) => randomValue(random, type, drawn)) };
    }
  }
}

describe('random programs', () => {
  const found = new Set<string>();
  const results = { values: 0, undefined: 0 };

  test.each(SEEDS)(
    'seed %i: Node, the evaluator and folded formulas agree on every input',
    (seed) => {
      const program = makeProgram(seed, FUNCTIONS, DEPTH);
      const tree = read(program);
      for (const part of [...tree.functions.values(), ...tree.globals.values()])
        kindsIn(part, found);
      const node = runByNode(program.text, program.functions);
      const others = [runByEvaluator(tree, FILE), runBySymbols(tree, FILE, program.functions)];
      for (const { name, values } of makeTrials(seed, program)) {
        const theirs = node(name, values);
        results[theirs === 'division by zero' ? 'undefined' : 'values'] += 1;
        for (const leg of others) {
          const mine = leg(name, values);
          if (sameResult(mine, theirs)) continue;
          expect
            .soft({ seed, name, values, result: mine })
            .toEqual({ seed, name, values, result: theirs });
        }
      }
    },
  );

  test('hold every construct of the subset, and inputs on which they are defined and not', () => {
    const folds = ['every', 'some', 'reduce'];
    expect([...KINDS, ...OPERATORS, ...folds].filter((kind) => !found.has(kind))).toEqual([]);
    expect(results.values).toBeGreaterThan(results.undefined / 4);
    expect(results.undefined).toBeGreaterThan(100);
  });
});
