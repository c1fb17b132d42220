// A solver on PATH over SMT-LIB 2: the protocol against a scripted solver, and the real ones if
// found.

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import { findSolver } from '../../../verifier/solve/external.ts';
import { createPool } from '../../../verifier/solve/pool.ts';
import { type Query, SolverMissing } from '../../../verifier/solve/query.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-solver-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that names itself as `version` and does `act` with its input (`text`, `args`). */
function writeFake(name: string, version: string, act: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!${process.execPath}
    const args = process.argv.slice(2);
    if (args[0] === '--version') { console.log(${JSON.stringify(version)}); process.exit(0); }
    let text = '';
    process.stdin.on('data', (part) => { text += part; }).on('end', () => { ${act} });
  `);
  chmodSync(path, 0o755);
  return path;
}

const ask = (smt2: string, model: readonly string[] = []): Query => ({
  id: 'Q', attempts: [{ name: 'a', smt2, trusted: 'both' }], model, rlimit: 1234, seed: 7,
});
const query = ask('(declare-const x Int)(declare-const |p q| Bool)(assert (or |p q| (> x 0)))', [
  'x', '|p q|',
]);

async function findAnswer(path: string, asked = query, timeoutMs = 20_000) {
  const pool = createPool({ jobs: 1, solver: { path }, timeoutMs });
  const answer = await pool.solve(asked);
  await pool.close();
  return answer;
}

const z3 = (name: string, act: string): string => writeFake(name, 'Z3 version 9.8.7 - 64 bit', act);
const printing = (name: string, output: string): string =>
  z3(name, `process.stdout.write(${JSON.stringify(output)})`);

describe('finding the solver', () => {
  test('its name holds its version', () => {
    expect(findSolver(z3('named', '')).name).toBe('z3 9.8.7');
    const cvc5 = writeFake('other', 'This is cvc5 version 5.4.3 [git]', '');
    expect(findSolver(cvc5)).toMatchObject({ name: 'cvc5 5.4.3', dialect: 'cvc5' });
  });

  test.each([
    ['is not there', () => join(folder, 'none'), 'no such program'],
    ['is no program', () => folder, 'EACCES'],
    ['is another program', () => writeFake('ls', 'ls 9.1', ''), 'does not answer --version'],
  ])('one that %s is missing, in one line that says what to do', (_what, path, why) => {
    const found = () => createPool({ jobs: 1, solver: { path: path() }, timeoutMs: 1_000 });
    expect(found).toThrow(SolverMissing);
    expect(found).toThrow(why);
    expect(found).toThrow(/^[^\n]*name the path of a z3 or cvc5 binary[^\n]*$/);
  });
});

describe('the protocol', () => {
  test('z3 is given budget, seed and the plain core before the text', async () => {
    const echo = z3('echo', 'process.stdout.write(`unknown (:reason-unknown "${args} ${text}")`)');
    const { reason } = await findAnswer(echo);
    expect(reason.startsWith('-in,-smt2,-T:21 (set-option :rlimit 1234)')).toBe(true);
    expect(reason).toContain('(set-option :smt.random_seed 7)');
    expect(reason).toContain('(set-option :combined_solver.ignore_solver1 true)');
    expect(reason.indexOf('(assert')).toBeLessThan(reason.indexOf('(check-sat)'));
    expect(reason).toContain('(get-value (|x| |p q|))');
  });

  test('cvc5 is given its own arguments', async () => {
    const act = 'process.stdout.write(`unknown (:reason-unknown "${args} ${text}")`)';
    const { reason } = await findAnswer(writeFake('echo5', 'This is cvc5 version 1.2.3', act));
    expect(reason).toContain('--lang=smt2,--produce-models,--rlimit=1234,--seed=7,--tlimit=21000');
    expect(reason).toContain('(set-logic ALL)');
  });

  test('unsat, whatever it says of the model that is not there', async () => {
    const output = 'unsat\n(error "model is not available")\n(:rlimit 99)\n';
    const answer = await findAnswer(printing('unsat', output));
    expect(answer).toMatchObject({ result: 'unsat', rlimit: 99 });
  });

  test('a model with negative numbers and booleans', async () => {
    const output = 'sat\n((x (- 5))\n (|p q| true))\n';
    const { result, model } = await findAnswer(printing('sat', output));
    expect(result).toBe('sat');
    expect([...model]).toEqual([['x', -5n], ['|p q|', true]]);
  });

  test.each([
    ['an error before the verdict', '(error "line 1: unknown constant")\nunsat\n',
      /^rejected by solver: \(error "line 1: unknown constant"\)$/],
    ['unknown', 'unknown\n(:reason-unknown "incomplete")\n', /^incomplete$/],
    ['unknown without a reason', 'unknown\n', /^the solver gives no reason$/],
    ['nothing', '', /^the solver gave no answer: it ended with code 0$/],
    ['something else', 'unsupported\nunsat\n', /^unsupported$/],
    ['a verdict cut short', '(unsat', /^the solver gave no answer/],
    ['half a model', 'sat\n((x 5))\n', /^the model gives no value for \|p q\|$|no value for p q$/],
    ['no model', 'sat\n(error "no model")\n', /^the model gives no value for x$/],
    ['a value that is no integer', 'sat\n((x (/ 1 2)) (|p q| true))\n', /no value for x$/],
  ])('%s is unknown', async (_what, output, reason) => {
    const answer = await findAnswer(printing('says', output));
    expect(answer.result).toBe('unknown');
    expect(answer.reason).toMatch(reason);
  });

  test('a crash is unknown, with what it said last', async () => {
    const crash = z3('crash', "process.stderr.write('no memory left'); process.exit(139)");
    expect(await findAnswer(crash)).toMatchObject({
      result: 'unknown', reason: 'the solver gave no answer: it ended with code 139 no memory left',
    });
    const killed = z3('killed', "process.kill(process.pid, 'SIGKILL')");
    expect((await findAnswer(killed)).reason).toContain('it was ended by SIGKILL');
  });

  test('the wall guard kills it', async () => {
    const answer = await findAnswer(z3('stuck', 'setInterval(() => undefined, 1000)'), query, 300);
    expect(answer).toMatchObject({
      result: 'unknown', reason: 'timed out after 300 ms (wall guard)',
    });
  });

  test('it may end without reading', async () => {
    const long = ask(`(declare-const x Int)${'(assert (> x 0))'.repeat(50_000)}`);
    const path = join(folder, 'deaf');
    writeFileSync(path, '#!/bin/sh\ntest "$1" = --version && echo Z3 version 1.2.3\nexit 0\n');
    chmodSync(path, 0o755);
    expect((await findAnswer(path, long)).reason).toContain('the solver gave no answer');
  });
});

describe.each(['z3', 'cvc5'])('the real %s, where it is installed', (program) => {
  test('agrees on verdicts, models and errors', async () => {
    let found: string;
    try {
      found = findSolver(program).name;
    } catch (error) {
      // Not installed: what is left to check is that this is said as it should be.
      expect(error).toBeInstanceOf(SolverMissing);
      console.info(`${program} is not installed: only its absence was tested`);
      return;
    }
    console.info(`tested with ${found}`);
    const large = { ...query, rlimit: 1_000_000 };
    const sat = '(declare-const x Int)(declare-const |p q| Bool)'
      + '(assert (= x (- 12)))(assert |p q|)';
    const asked = (smt2: string) => findAnswer(program, { ...large, attempts: [
      { name: 'a', smt2, trusted: 'both' },
    ] });
    expect((await asked('(declare-const x Int)(assert (> x x))')).result).toBe('unsat');
    expect([...(await asked(sat)).model]).toEqual([['x', -12n], ['|p q|', true]]);
    expect((await asked('(assert (> y 0))(assert false)')).reason).toMatch(/^rejected by solver:/);
  }, 60_000);
});
