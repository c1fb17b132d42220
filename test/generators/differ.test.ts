// All who tell a step agree on generated ones, and one that is wrong on few steps is found: another
// kernel in the code's place, formulas, a solver that is told something false. Events and books
// give the same hash in other engines, and when they are written down and read back at every step.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { differ } from '../../generators/differ.ts';
import type { DifferOptions } from '../../generators/differ.ts';
import { takeMove } from '../../generators/move.ts';
import {
  createCells, formulaSemantics, solverSemantics, stepSemantics,
} from '../../generators/semantics.ts';
import { loadSubject } from '../../generators/subject.ts';
import type { Subject } from '../../generators/subject.ts';
import { decodeState, decodeValue, encodeState, encodeValue, hashState }
  from '../../runtime/codec.ts';
import { createPool } from '../../verifier/solve/pool.ts';
import type { Value } from '../../verifier/verdict.ts';
import { askOutcome } from '../../verifier/witness/agree.ts';
import { readTraces } from '../../verifier/witness/trace.ts';
import { rolesIn, walkTrace } from '../../verifier/witness/walk.ts';
import type { Book } from '../../verifier/witness/walk.ts';
import { ROOT } from '../cli/session.ts';
import { CONFIGS } from './subjects.ts';

const kernel = await loadSubject(CONFIGS.kernel);
const purse = await loadSubject(CONFIGS.purse);
const pool = createPool({ jobs: 1, solver: 'embedded', timeoutMs: 60_000 });
afterAll(() => pool.close());
const asking = { solve: pool.solve, rlimit: 5_000_000, seed: 0 };

const differOn = (subject: Subject, options: Partial<DifferOptions>) => differ(subject, {
  seed: 1, steps: 2_000, timeMs: null, semantics: [], hash: false,
  onProgress: () => undefined, stopped: () => false, ...options,
});

describe('all semantics', () => {
  it("agree on steps of this repository's kernel, formulas and solver among them", async () => {
    const cells = createCells(kernel.project);
    const semantics = [formulaSemantics(cells, 20), solverSemantics(cells, 2_000, asking)];
    const report = await differOn(kernel, { semantics, steps: 4_000 });
    expect([report.ended, report.difference, report.steps]).toEqual(['complete', null, 4_000]);
    expect(report.asked).toEqual([['formulas', 200], ['solver', 2]]);
    expect(report.shares.filter(({ steps }) => steps === 0)).toEqual([]);
  });

  it('agree on steps of the purse, formulas and solver among them', async () => {
    const cells = createCells(purse.project);
    const semantics = [formulaSemantics(cells, 3), solverSemantics(cells, 50, asking)];
    const report = await differOn(purse, { semantics, steps: 1_000 });
    expect([report.ended, report.difference]).toEqual(['complete', null]);
    expect(report.asked).toEqual([['formulas', 333], ['solver', 20]]);
  });

  it.each([false, true])('see one that takes steps itself, wrong or not: %s', async (wrong) => {
    const own = stepSemantics('own', 1, ({ transition, venue, touched, event }) => {
      const roles = rolesIn(purse.project, transition ?? '');
      const accounts = new Map(roles.map((role, i) =>
        [Reflect.get(event as object, role) as Value, touched[i] ?? {}]));
      const book = transition === 'genesis' ? null : { venue, accounts };
      const { taken } = takeMove(purse, book, { transition: transition ?? '', event });
      const spoilt = wrong && transition === 'transfer' && taken.code === null;
      return spoilt ? { ...taken, touched: [...taken.touched].reverse() } : taken;
    });
    const { ended, difference } = await differOn(purse, { semantics: [own] });
    expect(ended).toBe(wrong ? 'differs' : 'complete');
    expect(difference?.said.map(([name]) => name))
      .toEqual(wrong ? ['code and evaluator', 'own'] : undefined);
  });

  it('do not agree where the code is another than the tree that was read', async () => {
    const real = purse.walker.kernel.transitions.get('deposit');
    if (real === undefined) throw new Error('a deposit was expected');
    const transitions = new Map([...purse.walker.kernel.transitions,
      ['deposit', (...values: readonly unknown[]) => {
        const [venue, account, event] = values;
        return real(venue, account, { ...event as object, amount: 7n });
      }] as const]);
    const walker = { ...purse.walker, kernel: { ...purse.walker.kernel, transitions } };
    const { difference } = await differOn({ ...purse, walker }, {});
    expect(difference?.said.map(([name]) => name)).toEqual(['code', 'evaluator']);
    expect(difference?.input.transition).toBe('deposit');
  });
});

describe('the solver', () => {
  it('is told what came of a step, and says if it is false', async () => {
    const cells = createCells(purse.project);
    const [trace] = readTraces(purse.project).traces;
    if (trace === undefined) throw new Error('the purse has a trace');
    for (const { situation, taken } of walkTrace(purse.walker, trace).visits) {
      const cell = cells.get(situation.transition ?? '');
      if (cell === undefined) throw new Error('every transition has a cell');
      const venue = { ...taken.venue as object, fees: 123n };
      const rejected = { ...taken, code: 'no_such_code' };
      expect(await askOutcome(cell, situation, taken, asking)).toBeNull();
      expect(await askOutcome(cell, situation, { ...taken, venue }, asking)).not.toBeNull();
      expect(await askOutcome(cell, situation, rejected, asking)).not.toBeNull();
    }
  });
});

/** Hashes after each accepted step; `written`: event and book go through their texts each time. */
function hashAll(subject: Subject, written: boolean): readonly string[] {
  const { empty } = subject.walker.kernel;
  return readTraces(subject.project).traces.flatMap((trace) => {
    const hashes: string[] = [];
    let book: Book | null = null;
    for (const step of [{ transition: 'genesis', event: trace.genesis }, ...trace.steps]) {
      const event = written ? decodeValue(encodeValue(step.event)) : step.event;
      const { after } = takeMove(subject, book, { ...step, event });
      if (after === null) throw new Error('a committed trace is accepted');
      const accounts = after.accounts as ReadonlyMap<bigint, Value>;
      const text = encodeState({ venue: after.venue, accounts }, empty);
      hashes.push(hashState({ venue: after.venue, accounts }, empty));
      const read = decodeState<Value, Value>(text);
      book = written ? { venue: read.venue, accounts: new Map(read.accounts) } : after;
    }
    return hashes;
  });
}

/** This engine without its compilers, and those that the environment names, by `:` apart. */
const ENGINES: readonly (readonly string[])[] = [
  [process.execPath, '--jitless'],
  ...(process.env['PLIMSOLL_NODES'] ?? '').split(':').filter((path) => path !== '')
    .map((path) => [path]),
];

describe('determinism', () => {
  it.each([['kernel', kernel], ['purse', purse]] as const)(
    'survives writing and reading, at each step of each trace of the %s', (_name, subject) => {
      const hashes = hashAll(subject, false);
      expect(hashes.length).toBeGreaterThan(3);
      expect(hashAll(subject, true)).toEqual(hashes);
    });

  it.each(ENGINES)('gives the same hash in another engine: %s %s', async (command, ...flags) => {
    const { hash } = await differOn(kernel, { hash: true, steps: 600, seed: 9 });
    const words = ['differ', '--hash', '--steps', '600', '--seed', '9', '--solver', '0', '--json'];
    const other = spawnSync(command ?? '', [...flags.filter((flag) => flag !== undefined),
      join(ROOT, 'cli', 'plimsoll.mjs'), ...words], { cwd: ROOT, encoding: 'utf8' });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse(other.stdout)).toMatchObject({ hash, steps: 600, ended: 'complete' });
  });

  it('gives another hash to other steps', async () => {
    const [one, other] = [await differOn(purse, { hash: true, steps: 80, seed: 1 }),
      await differOn(purse, { hash: true, steps: 80, seed: 2 })];
    expect(one.hash).not.toBe(other.hash);
  });
});
