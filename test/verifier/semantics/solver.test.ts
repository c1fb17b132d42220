// The third leg: what a function says of arbitrary inputs, as a formula, asked of the solver where
// the inputs are asserted equal to constants. It must allow what Node returns, and nothing else; a
// division by zero must be exactly what the definedness conditions say. Both encodings of division
// are asked.

import { afterAll, describe, expect, test } from 'vitest';
import { createTerms } from '../../../verifier/ir/factory.ts';
import { defineQuotient, findQuotients } from '../../../verifier/ir/quotient.ts';
import { printAssertions } from '../../../verifier/ir/smtlib.ts';
import { findConstant, isFalse, isTrue } from '../../../verifier/ir/term.ts';
import type { Bool } from '../../../verifier/ir/term.ts';
import { readSource } from '../../../verifier/read/snippet.ts';
import type { Program } from '../../../verifier/read/tree.ts';
import { createPool } from '../../../verifier/solve/pool.ts';
import { createNotes } from '../../../verifier/symbolic/compile.ts';
import { applyMerged } from '../../../verifier/symbolic/execute.ts';
import { createLiterals, equalValues, freshInput } from '../../../verifier/symbolic/value.ts';
import type { SymbolicValue } from '../../../verifier/symbolic/value.ts';
import type { Value } from '../../../verifier/verdict.ts';
import { DIRECTED, DIRECTED_TEXT } from './directed.ts';
import type { Signature } from './expression.ts';
import { constantValue, runByNode } from './legs.ts';
import type { Words } from './legs.ts';
import { makeProgram } from './program.ts';
import { createRandom } from './random.ts';
import { BOUNDARIES, randomValue } from './universe.ts';

const FILE = 'random.ts';
const FUNCTIONS = 12;
const DEPTH = 2;
const TRIALS = 4;
const DIRECTED_TRIALS = 24;
const SMALL = [-3n, -2n, -1n, 0n, 0n, 1n, 2n, 3n]; // so that divisors are often 0, operands equal
// not every seed: products of sums of choices grow exponentially when they are normalised
const SEEDS = [102, 103, 104, 105, 106];
const RLIMIT = 5_000_000;
const PATIENCE_MS = 120_000;

type Encoding = 'div' | 'opaque';
const ENCODINGS: readonly Encoding[] = ['opaque', 'div'];

const pool = createPool({ jobs: 2, solver: 'embedded', timeoutMs: 60_000 });
afterAll(() => pool.close());

/** A function as a formula over its inputs. */
type Formula = Words & {
  readonly inputs: readonly SymbolicValue[];
  readonly constraints: readonly Bool[];
  readonly result: SymbolicValue;
  readonly undefinedHere: Bool;
};

function makeFormula(program: Program, { name, parameters }: Signature): Formula {
  const [terms, literals] = [createTerms(), createLiterals()];
  const unfolded = new Map<string, string>();
  const compiler = { terms, literals, program, unfolded, notes: createNotes() };
  const inputs = parameters.map((type, i) => freshInput(terms, literals, `input.${i}`, type));
  const tree = program.functions.get(`${FILE}#${name}`);
  if (tree === undefined) throw new Error(`no function ${name}`);
  const place = { scope: new Map<string, SymbolicValue>(), under: terms.truth(true) };
  const result = applyMerged(
    compiler,
    place,
    tree,
    inputs.map((input) => input.value),
  );
  return {
    terms,
    literals,
    result,
    inputs: inputs.map((input) => input.value),
    constraints: inputs.flatMap((input) => input.constraints),
    undefinedHere: terms.or(
      ...compiler.notes.divisions.map(({ under, divisor }) =>
        terms.and(under, terms.equal(divisor, terms.integer(0n))),
      ),
    ),
  };
}

/**
 * Where the inputs are `values`: what must be true of the formula if Node has returned
 * `expected`.
 */
function expectation(
  f: Formula,
  { parameters, result }: Signature,
  values: readonly Value[],
  expected: Value | 'division by zero',
): { readonly given: readonly Bool[]; readonly claim: Bool } {
  const given = f.inputs.map((input, i) => {
    const type = parameters[i];
    const value = values[i];
    if (type === undefined || value === undefined) throw new Error('an input without a value');
    return equalValues(f.terms, input, constantValue(f, type, value), f.literals);
  });
  const claim =
    expected === 'division by zero'
      ? f.undefinedHere
      : f.terms.and(
          f.terms.not(f.undefinedHere),
          equalValues(f.terms, f.result, constantValue(f, result, expected), f.literals),
        );
  return { given: [...f.constraints, ...given], claim };
}

async function ask(f: Formula, encoding: Encoding, assertions: readonly Bool[]): Promise<string> {
  if (assertions.some(isFalse)) return 'unsat';
  const definitions =
    encoding === 'div'
      ? []
      : findQuotients(assertions)
          .filter((quotient) => findConstant(quotient.denominator) !== 0n)
          .map((quotient) => defineQuotient(f.terms, quotient));
  const said = [...assertions, ...definitions].filter((term) => !isTrue(term));
  const smt2 = printAssertions(said, { products: 'exact', quotients: encoding });
  const answer = await pool.solve({
    id: 'semantics',
    attempts: [{ name: encoding, smt2, trusted: 'both' }],
    model: [],
    rlimit: RLIMIT,
    seed: 0,
  });
  return answer.result === 'unknown' ? `unknown: ${answer.reason}` : answer.result;
}

type Inputs = (signature: Signature) => Generator<readonly Value[]>;

function describeLegs(text: string, functions: readonly Signature[], inputs: Inputs): void {
  const tree = readSource(
    FILE,
    text,
    functions.map(({ name }) => name),
  );
  const node = runByNode(text, functions);
  test.each(functions)(
    '$name: the formula allows what Node returns and nothing else',
    async (signature) => {
      const formula = makeFormula(tree, signature);
      for (const values of inputs(signature)) {
        const { given, claim } = expectation(
          formula,
          signature,
          values,
          node(signature.name, values),
        );
        for (const encoding of ENCODINGS) {
          const otherwise = await ask(formula, encoding, [...given, formula.terms.not(claim)]);
          const so = await ask(formula, encoding, [...given, claim]);
          expect({ encoding, values, otherwise, so }).toEqual({
            encoding,
            values,
            otherwise: 'unsat',
            so: 'sat',
          });
        }
      }
    },
    PATIENCE_MS,
  );
}

function* drawInputs(
  seed: number,
  trials: number,
  { parameters }: Signature,
  from: readonly bigint[],
) {
  const random = createRandom(seed);
  for (let trial = 0; trial < trials; trial += 1) {
    const drawn: bigint[] = [];
    yield parameters.map((type) => randomValue(random, type, drawn, from));
  }
}

describe.each(SEEDS)('random functions, seed %i', (seed) => {
  const program = makeProgram(seed, FUNCTIONS, DEPTH);
  describeLegs(program.text, program.functions, (f) =>
    drawInputs(seed * 7919, TRIALS, f, BOUNDARIES),
  );
});

describe('every construct in which a division may be reached', () => {
  describeLegs(DIRECTED_TEXT, DIRECTED, (f) => drawInputs(11, DIRECTED_TRIALS, f, SMALL));
});
