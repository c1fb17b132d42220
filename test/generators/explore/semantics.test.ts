// The compiled code means what Node makes of the source: the random programs of the verifier's own
// semantics test, run by Node, by the fast code with the exact behind it, and by the exact alone.

import { expect, test } from 'vitest';
import { createArithmetic, DividedByZero } from '../../../generators/explore/arithmetic.ts';
import { openCode } from '../../../generators/explore/code.ts';
import { compactValue, plainValue } from '../../../generators/explore/compact.ts';
import type { Compact } from '../../../generators/explore/compact.ts';
import { emitFunction } from '../../../generators/explore/emit-statement.ts';
import { readSource } from '../../../verifier/read/snippet.ts';
import type { Program } from '../../../verifier/read/tree.ts';
import type { Value } from '../../../verifier/verdict.ts';
import { runByNode, sameResult } from '../../verifier/semantics/legs.ts';
import type { Leg } from '../../verifier/semantics/legs.ts';
import { makeProgram } from '../../verifier/semantics/program.ts';
import type { RandomProgram } from '../../verifier/semantics/program.ts';
import { createRandom } from '../../verifier/semantics/random.ts';
import { randomValue } from '../../verifier/semantics/universe.ts';

const FILE = 'random.ts';
const SEEDS = Array.from({ length: 5 }, (_, i) => i + 101);
const TRIALS = 20;

type Made = Readonly<Record<string, (...values: readonly Compact[]) => Compact>>;
type Arithmetic = ReturnType<typeof createArithmetic>;

function compileAll(
  program: Program, names: readonly string[], arithmetic: Arithmetic,
  widened: ReadonlySet<number> | null,
): Made {
  const code = openCode(program, 2n ** 255n, widened);
  const named = names.map((name) =>
    `${name}: ${emitFunction(code, `${FILE}#${name}`, [], false)}`);
  return new Function('$', `${code.lines.join('\n')}\nreturn { ${named.join(', ')} };`)(arithmetic);
}

/** The fast code; where it gives up, the exact code, after which the fast code is made anew. */
function runCompiled(random: RandomProgram, program: Program, isFast: boolean): {
  readonly leg: Leg; readonly tally: { fast: number; exact: number };
} {
  const arithmetic = createArithmetic(2n ** 255n);
  const names = random.functions.map(({ name }) => name);
  const exact = compileAll(program, names, arithmetic, null);
  let fast = compileAll(program, names, arithmetic, new Set());
  const tally = { fast: 0, exact: 0 };
  const run = (name: string, values: readonly Compact[]): Compact => {
    if (isFast) {
      try {
        const result = fast[name]?.(...values);
        tally.fast += 1;
        return result as Compact;
      } catch (fault) {
        if (fault instanceof DividedByZero) throw fault;
      }
    }
    const known = arithmetic.seen.size;
    tally.exact += 1;
    const result = exact[name]?.(...values) as Compact;
    if (isFast && arithmetic.seen.size > known) {
      fast = compileAll(program, names, arithmetic, new Set(arithmetic.seen));
    }
    return result;
  };
  const leg: Leg = (name, values) => {
    const tree = program.functions.get(`${FILE}#${name}`);
    if (tree === undefined) throw new TypeError(`no function ${name}`);
    const given = tree.parameters.map(({ type }, i) => compactValue(type, values[i], 'input'));
    try {
      return plainValue(tree.result, run(name, given)) as Value;
    } catch (fault) {
      if (fault instanceof DividedByZero) return 'division by zero';
      throw fault;
    }
  };
  return { leg, tally };
}

test.each(SEEDS)('seed %i: the compiled code and Node agree on every input', (seed) => {
  const made = makeProgram(seed, 20, 4);
  const program = readSource(FILE, made.text, made.functions.map(({ name }) => name));
  const node = runByNode(made.text, made.functions);
  const fast = runCompiled(made, program, true);
  const legs = [fast.leg, runCompiled(made, program, false).leg];
  const random = createRandom(seed * 7919);
  for (const { name, parameters } of made.functions) {
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const drawn: bigint[] = [];
      const values = parameters.map((type) => randomValue(random, type, drawn));
      const theirs = node(name, values);
      for (const leg of legs) {
        const mine = leg(name, values);
        if (sameResult(mine, theirs)) continue;
        expect.soft({ seed, name, values, result: mine })
          .toEqual({ seed, name, values, result: theirs });
      }
    }
  }
  expect(fast.tally.fast).toBeGreaterThan(fast.tally.exact);
});
