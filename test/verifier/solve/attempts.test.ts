// A query is decided by its attempts in turn: what each answer of a lane makes of it.

import { describe, expect, test } from 'vitest';

import { serve } from '../../../verifier/solve/pool.ts';
import type { Attempt, Check, Lane, Query, Question } from '../../../verifier/solve/query.ts';

// A lane that answers by the constant that the text declares: `unsat`, `sat`, `rejected` …
const said = (question: Question): Check['result'] =>
  /declare-const (\w+)/.exec(question.smt2)?.[1] as Check['result'];

function fakeLane(asked: string[] = [], waitMs = 0): Lane {
  return {
    check: async (question) => {
      const result = said(question);
      asked.push(question.smt2);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      const model = new Map(question.constants.map(({ name }) => [name, 1n]));
      const reason = result === 'sat' || result === 'unsat' ? '' : `it says ${result}`;
      return { result, model: result === 'sat' ? model : new Map(), rlimit: 10, ms: 1, reason };
    },
    close: async () => undefined,
  };
}

function attempt(
  name: string, result: Check['result'], trusted: Attempt['trusted'] = 'both',
): Attempt {
  return { name, smt2: `(declare-const ${result} Int)(assert (> ${result} 0))`, trusted };
}

function ask(...attempts: readonly Attempt[]): Query {
  return { id: 'Q', attempts, model: ['sat'], rlimit: 100, seed: 0 };
}

describe('attempts are tried in turn', () => {
  const pool = serve([fakeLane()], 1_000, 'fake');

  test('the first unsat decides, and all costs are added', async () => {
    const answer = await pool.solve(ask(attempt('a', 'unknown'), attempt('b', 'unsat')));
    expect(answer).toMatchObject({ result: 'unsat', attempt: 'b', rlimit: 20, ms: 2, reason: '' });
  });

  test('sat of an exact encoding decides, with its model', async () => {
    const answer = await pool.solve(ask(attempt('a', 'sat'), attempt('b', 'unsat')));
    expect(answer).toMatchObject({ result: 'sat', attempt: 'a', rlimit: 10 });
    expect([...answer.model]).toEqual([['sat', 1n]]);
  });

  test('sat of an abstract encoding is no verdict', async () => {
    const abstract = attempt('a', 'sat', 'unsat-only');
    expect((await pool.solve(ask(abstract, attempt('b', 'unsat')))).result).toBe('unsat');
    const answer = await pool.solve(ask(abstract, attempt('b', 'unknown')));
    expect(answer).toMatchObject({
      result: 'unknown', attempt: 'b',
      reason: 'a: sat, which is no model in this encoding; b: it says unknown',
    });
    expect(answer.model.size).toBe(0);
  });

  test('a crash leaves the other attempts their turn', async () => {
    const answer = await pool.solve(ask(attempt('a', 'crashed'), attempt('b', 'unsat')));
    expect(answer.result).toBe('unsat');
  });

  test('a rejected text ends the query: no other encoding may hide it', async () => {
    const answer = await pool.solve(ask(attempt('a', 'rejected'), attempt('b', 'unsat')));
    expect(answer).toMatchObject({
      result: 'unknown', attempt: 'a', reason: 'rejected by solver: a: it says rejected',
    });
  });

  test('the wall guard ends the query', async () => {
    const answer = await pool.solve(ask(attempt('a', 'expired'), attempt('b', 'unsat')));
    expect(answer).toMatchObject({ result: 'unknown', attempt: 'a', reason: 'a: it says expired' });
  });

  test('without an attempt nothing is known', async () => {
    expect(await pool.solve(ask())).toMatchObject({
      result: 'unknown', reason: 'no attempt was given',
    });
  });

  test('a model that leaves out a constant is none', async () => {
    const lane: Lane = {
      check: async () => ({ result: 'sat', model: new Map(), rlimit: 1, ms: 1, reason: '' }),
      close: async () => undefined,
    };
    const answer = await serve([lane], 1_000, 'fake').solve(ask(attempt('a', 'sat')));
    expect(answer).toMatchObject({ result: 'unknown', reason: 'the model gives no value for sat' });
  });
});

describe('the pool', () => {
  const numbered = (n: number): Query => ({
    ...ask({ ...attempt('a', 'unsat'), smt2: `(declare-const unsat Int)(assert (> unsat ${n}))` }),
    id: String(n),
  });

  test('asks in the given order, and with one lane one at a time', async () => {
    const asked: string[] = [];
    let running = 0;
    const lane = fakeLane(asked, 2);
    const watched: Lane = {
      ...lane,
      check: async (question, withinMs) => {
        running += 1;
        expect(running).toBe(1);
        const check = await lane.check(question, withinMs);
        running -= 1;
        return check;
      },
    };
    const pool = serve([watched], 1_000, 'fake');
    const answers = await Promise.all([3, 1, 2, 5, 4].map((n) => pool.solve(numbered(n))));
    expect(answers.map(({ id }) => id)).toEqual(['3', '1', '2', '5', '4']);
    expect(asked.map((text) => text.at(-3))).toEqual(['3', '1', '2', '5', '4']);
  });

  test('with two lanes a slow query does not hold up the others', async () => {
    const slow = fakeLane([], 200);
    const quick: string[] = [];
    const pool = serve([slow, fakeLane(quick, 1)], 1_000, 'fake');
    await Promise.all([0, 1, 2, 3].map((n) => pool.solve(numbered(n))));
    expect(quick).toHaveLength(3);
  });
});
