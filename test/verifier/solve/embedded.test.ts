// The embedded solver: verdicts, models, budgets, and what becomes of a worker that fails.

import { afterAll, describe, expect, test } from 'vitest';

import { createEmbeddedLanes } from '../../../verifier/solve/embedded.ts';
import { createPool, serve } from '../../../verifier/solve/pool.ts';
import type { Attempt, Query } from '../../../verifier/solve/query.ts';
import { ToolchainError } from '../../../verifier/solve/query.ts';

function ask(smt2: string, model: readonly string[] = [], more: Partial<Attempt> = {}): Query {
  const attempt: Attempt = { name: 'plain', smt2, trusted: 'both', ...more };
  return { id: 'Q', attempts: [attempt], model, rlimit: 1_000_000, seed: 0 };
}

const contradiction = '(declare-const x Int)(assert (> x 3))(assert (< x 3))';
const fermat = '(declare-const x Int)(declare-const y Int)(declare-const z Int)'
  + '(assert (> x 1000))(assert (> y 0))(assert (> z 0))'
  + '(assert (= (+ (* x x x) (* y y y)) (* z z z)))';

describe('the embedded solver', () => {
  const pool = createPool({ jobs: 1, solver: 'embedded', timeoutMs: 60_000 });
  afterAll(() => pool.close());

  test('names the package that it comes from', () => {
    expect(pool.name).toMatch(/^z3-solver \d+\.\d+\.\d+ \(wasm\)$/);
  });

  test('proves a contradiction', async () => {
    const answer = await pool.solve(ask(contradiction));
    expect(answer).toMatchObject({ id: 'Q', result: 'unsat', attempt: 'plain', reason: '' });
    expect(answer.rlimit).toBeGreaterThan(0);
  });

  test('reads a model back: integers beyond 64 bits, quoted names, booleans', async () => {
    const answer = await pool.solve(ask(
      '(declare-const x Int)(declare-fun |a b| () Int)(declare-const p Bool)'
      + '(declare-const free Int)'
      + '(assert (= x (- 170141183460469231731687303715884105728)))'
      + '(assert (and (= |a b| (- x)) (not p)))',
      ['x', '|a b|', 'p', 'free', 'undeclared'],
    ));
    expect(answer.result).toBe('sat');
    expect(answer.model.get('x')).toBe(-(2n ** 127n));
    expect(answer.model.get('|a b|')).toBe(2n ** 127n);
    expect(answer.model.get('p')).toBe(false);
    expect(typeof answer.model.get('free')).toBe('bigint');
    expect(answer.model.has('undeclared')).toBe(false);
  });

  test('divides as SMT-LIB does: the remainder is never negative', async () => {
    const smt2 = '(declare-const q Int)(declare-const r Int)'
      + '(assert (= q (div (- 7) 2)))(assert (= r (mod (- 7) (- 2))))';
    const { model } = await pool.solve(ask(smt2, ['q', 'r']));
    expect([model.get('q'), model.get('r')]).toEqual([-4n, 1n]);
  });

  test.each([
    ['an undeclared constant', '(declare-const x Int)(assert (> x y))(assert false)'],
    ['a wrong sort', '(declare-const x Int)(assert (or x true))(assert false)'],
    ['a second declaration', '(declare-const x Int)(declare-const x Int)(assert (< x x))'],
    ['an unclosed parenthesis', '(assert false)(assert (> 1 2)'],
    ['a closing parenthesis too many', '(assert false))'],
    ['an early exit', '(assert true)(exit)(assert false)'],
    ['a pop', '(push 1)(assert false)(pop 1)(assert true)'],
    ['a NUL', '(assert true)\0(assert false)'],
    ['no assertion', '(declare-const x Int)'],
    ['nothing', ''],
  ])('rejects %s and never takes it for a verdict', async (_what, smt2) => {
    const answer = await pool.solve(ask(smt2, ['x']));
    expect(answer.result).toBe('unknown');
    expect(answer.reason).toMatch(/^rejected by solver: ./);
    // What a rejected text leaves behind must not leak into the next query.
    expect((await pool.solve(ask('(assert true)'))).result).toBe('sat');
  });

  test('a budget is a budget: unknown, with the cost', async () => {
    const answer = await pool.solve({ ...ask(fermat), rlimit: 50_000 });
    expect(answer).toMatchObject({
      result: 'unknown', reason: 'the budget of 50000 rlimit is spent',
    });
    expect(answer.rlimit).toBeGreaterThanOrEqual(50_000);
    expect((await pool.solve(ask(contradiction))).result).toBe('unsat');
  });

  test.each([0, -1, 1.5])('a budget of %s is refused, as 0 would mean none', async (rlimit) => {
    const answer = await pool.solve({ ...ask(contradiction), rlimit });
    expect(answer).toMatchObject({ result: 'unknown' });
    expect(answer.reason).toMatch(/^rejected by solver: the budget must be a positive integer/);
  });

  test('options reach the solver, and unknown ones are refused', async () => {
    const options = (name: string, value: string) => ({ options: [[name, value] as const] });
    const with6 = await pool.solve({ ...ask(fermat, [], options('smt.arith.solver', '6')) });
    const with2 = await pool.solve({ ...ask(fermat, [], options('smt.arith.solver', '2')) });
    expect(with2.rlimit).not.toBe(with6.rlimit);
    const wrong = await pool.solve(ask(contradiction, [], options('smt.no.such', '2')));
    expect(wrong.reason).toBe('rejected by solver: no option smt.no.such that takes 2');
    const kind = await pool.solve(ask(contradiction, [], options('smt.arith.solver', 'true')));
    expect(kind.reason).toMatch(/^rejected by solver: no option/);
  }, 30_000);

  test('another seed searches differently', async () => {
    const smt2 = '(declare-const x Int)(declare-const y Int)(declare-const z Int)'
      + '(declare-const d Int)(assert (> d 0))(assert (>= x 0))(assert (<= x z))(assert (>= y 0))'
      + '(assert (not (<= (div (* x y) d) (div (* z y) d))))';
    const zero = await pool.solve({ ...ask(smt2), seed: 0 });
    const seven = await pool.solve({ ...ask(smt2), seed: 7 });
    expect([zero.result, seven.result]).toEqual(['unsat', 'unsat']);
    expect(zero.rlimit).not.toBe(seven.rlimit);
  }, 30_000);
});

describe('a worker that fails', () => {
  test('the wall guard ends a query, and the next one is answered', async () => {
    const pool = createPool({ jobs: 1, solver: 'embedded', timeoutMs: 400 });
    const stuck = pool.solve({ ...ask(fermat), rlimit: 900_000_000 });
    const next = pool.solve(ask(contradiction));
    expect(await stuck).toMatchObject({
      result: 'unknown', reason: 'timed out after 400 ms (wall guard)',
    });
    expect((await next).result).toBe('unsat');
    await pool.close();
  }, 30_000);

  test('out of memory is an unknown that says so, and the next query is answered', async () => {
    const pool = serve(createEmbeddedLanes(1, { memoryMb: 40 }), 60_000, 'small');
    const terms = Array.from({ length: 100_000 }, (_, index) => `(* ${index} x)`).join(' ');
    const answer = await pool.solve(ask(`(declare-const x Int)(assert (= x (+ ${terms})))`));
    expect(answer).toMatchObject({
      result: 'unknown', reason: 'the solver crashed: out of memory (limit 40 MB)',
    });
    expect((await pool.solve(ask(contradiction))).result).toBe('unsat');
    await pool.close();
  }, 60_000);

  // A stand-in for the solver's thread: `atStart` runs first, `onTrivial` when it is asked `true`.
  const faulty = (atStart: string, onTrivial: string, startGuardMs = 60_000) => {
    const program = `import { parentPort } from 'node:worker_threads';
      ${atStart};
      parentPort.on('message', (question) => {
        if (question.trivial) { ${onTrivial}; }
        const check = { result: 'unsat', model: new Map(), rlimit: 1, ms: 0, reason: '' };
        parentPort.postMessage({ kind: 'checked', check });
      });
      parentPort.postMessage({ kind: 'ready' });`;
    const entry = new URL(`data:text/javascript,${encodeURIComponent(program)}`);
    return serve(createEmbeddedLanes(1, { entry, startGuardMs }), 10_000, 'faulty');
  };

  test('a crash is an unknown that says why; the worker is replaced', async () => {
    const pool = faulty('', "throw new Error('memory access out of bounds')");
    const crashed = await pool.solve(ask('(assert true)'));
    expect(crashed).toMatchObject({
      result: 'unknown', reason: 'the solver crashed: memory access out of bounds',
    });
    const next = await pool.solve(ask(contradiction));
    expect(next.result).toBe('unsat');
    await pool.close();
  });

  test('an exit without a word is an unknown too', async () => {
    const pool = faulty('', 'process.exit(7)');
    const answer = await pool.solve(ask('(assert true)'));
    expect(answer.reason).toBe('the solver crashed: its thread ended with code 7');
    await pool.close();
  });

  test.each([
    ['throws', "throw new Error('no such module')", 60_000, 'no such module'],
    ['ends', 'process.exit(9)', 60_000, 'its thread ended with code 9'],
    ['hangs', 'for (;;);', 200, 'it was not ready after 200 ms'],
  ])('a worker that %s at its start, three times, is an error of the toolchain',
    async (_what, behaviour, guardMs, why) => {
      const pool = faulty(behaviour, '', guardMs);
      const error = await pool.solve(ask(contradiction)).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(ToolchainError);
      expect(String(error)).toContain(why);
      expect(String(error)).not.toContain('\n');
      await expect(pool.solve(ask(contradiction))).rejects.toBeInstanceOf(ToolchainError);
      await pool.close();
    }, 20_000);

  test('closing rejects what is still unanswered', async () => {
    const pool = createPool({ jobs: 1, solver: 'embedded', timeoutMs: 60_000 });
    const long = { ...ask(fermat), rlimit: 900_000_000 };
    const asked = [pool.solve(long), pool.solve(ask(contradiction))];
    const settled = Promise.allSettled(asked);
    await pool.close();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(pool.solve(ask(contradiction))).rejects.toBeInstanceOf(ToolchainError);
  });
});
