// What proofs of the purse needed: the guards that matter are in the cores, one that does nothing
// is in none, and asking again gives the same.

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyPurse, ROOT } from '../../cli/session.ts';
import { findCores, type CoreRun } from '../../../verifier/cores.ts';
import { readProject } from '../../../verifier/read/project.ts';
import { createPool } from '../../../verifier/solve/pool.ts';

const find = (config: string, only: readonly string[] = []): Promise<CoreRun> =>
  findCores(readProject(config), {
    only, jobs: 1, rlimit: 1_000_000, timeoutMs: 60_000, onProgress: () => undefined,
  });

const purse = join(ROOT, 'examples', 'purse', 'plimsoll.config.ts');

describe('the cores of the purse', () => {
  const found = { run: null as CoreRun | null };
  beforeAll(async () => {
    found.run = await find(purse);
  });

  const needed = (line: number): readonly string[] =>
    found.run?.guards.find(({ at }) => at.line === line)?.needed ?? [];

  it('are found for every obligation', () => {
    expect(found.run?.cores.length).toBeGreaterThan(60);
    expect(found.run?.cores.filter((core) => !core.found)).toEqual([]);
  });

  it('contain the guard that a property stands on', () => {
    expect(needed(54)).toContain('ALIASING'); // same_account
    expect(needed(55)).toContain('STEP-01'); // amount_out_of_range
    expect(needed(59)).toContain('INV-02'); // balance_too_low
    expect(needed(41)).toContain('INV-03'); // vault_full
    expect(needed(59)).not.toContain('STEP-01');
  });

  it('contain the assumptions that a property rests on, and no others', () => {
    const own = (property: string): readonly string[] => [...new Set((found.run?.cores ?? [])
      .filter((core) => core.property === property).flatMap((core) => core.properties))].sort();
    expect(own('INV-01')).toEqual(['INV-01']);
    expect(own('INV-03')).toEqual(['INV-03']);
    expect(own('THM-01')).toEqual([]);
    expect(own('STORED')).toContain('LEM-01');
  });

  it('are the same when asked again', async () => {
    expect(await find(purse)).toEqual(found.run);
  });
});

describe('a guard of which one before excludes an alternative', () => {
  const copy = copyPurse();
  afterAll(copy.remove);

  it('is needed all the same', async () => {
    copy.edit('kernel/purse.ts', 'if (from.balance < ', 'if (event.amount > 0n && from.balance < ');
    const { guards } = await find(join(copy.folder, 'plimsoll.config.ts'), ['transfer']);
    expect(guards.find(({ at }) => at.line === 59)?.needed).toContain('INV-02');
    expect(guards.filter((guard) => guard.needed.length === 0)).toEqual([]);
  });
});

describe('a guard without a reason', () => {
  const copy = copyPurse();
  afterAll(copy.remove);

  it('is needed by no proof', async () => {
    copy.edit('kernel/purse.ts', '  const fee = mulDivUp(',
      "  if (venue.fees < 0n) return { kind: 'rejected', code: 'balance_too_low' };\n"
      + '  const fee = mulDivUp(');
    const { guards } = await find(join(copy.folder, 'plimsoll.config.ts'), ['transfer']);
    const idle = guards.filter((guard) => guard.needed.length === 0);
    expect(idle.map(({ at }) => at.line)).toEqual([58]);
  });
});

describe('a query with assumptions', () => {
  const pool = createPool({ jobs: 1, solver: 'embedded', timeoutMs: 60_000 });
  afterAll(pool.close);
  const smt2 = ['x > 3', 'x > 5', 'x < 4', 'x < 9'].map((text, i) => {
    const [name, operator, value] = text.split(' ');
    return `(declare-const s${i} Bool)(assert (=> s${i} (${operator} ${name} ${value})))`;
  }).join('');
  const ask = (assume: readonly string[]) => pool.solve({
    id: 'core', model: ['x'], rlimit: 100_000, seed: 0, assume,
    attempts: [{ name: 'exact', smt2: `(declare-const x Int)${smt2}`, trusted: 'both' }],
  });

  it('names those that it needed, and takes no other for granted', async () => {
    expect(await ask(['s0', 's2', 's3'])).toMatchObject({ result: 'unsat', core: ['s0', 's2'] });
    const open = await ask(['s0', 's1', 's3']);
    expect(open.result).toBe('sat');
    const x = open.model.get('x');
    expect(typeof x === 'bigint' && x > 5n && x < 9n).toBe(true);
  });
});
