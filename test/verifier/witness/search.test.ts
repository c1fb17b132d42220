// The search: what it finds is minimal, the same for the same seed, and reached by the solver where
// chance would not. And the committed traces of this repository's own kernel.

import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadKernel } from '../../../verifier/replay/kernel.ts';
import { checkWitnesses, findTargets } from '../../../verifier/witness/coverage.ts';
import { findTraces } from '../../../verifier/witness/find.ts';
import { readTraces } from '../../../verifier/witness/trace.ts';
import type { Trace } from '../../../verifier/witness/trace.ts';
import { createWalker } from '../../../verifier/witness/walk.ts';
import { ROOT } from '../../cli/session.ts';
import { beforeDeposit, judge, readCells, useSolver, withPurse, withWholePurse } from './purse.ts';

const solver = useSolver();

async function find(config: string, seed: number, runs = 2_000): Promise<readonly Trace[]> {
  const { session, cells } = readCells(config);
  const walker = createWalker(session.project, await loadKernel(session.project), cells);
  return findTraces(walker, [], findTargets(cells),
    { solve: solver.solve, rlimit: 5_000_000, seed, runs, onRound: () => {} });
}

describe('the search', () => {
  test('finds one shortest trace, the same for a seed', () => withWholePurse(async (config) => {
    const [trace, ...others] = await find(config, 3);
    expect(others).toEqual([]);
    expect(trace?.steps.map(({ transition }) => transition)).toEqual(['deposit', 'transfer']);
    expect(await find(config, 3)).toEqual([trace]);
    expect(await find(config, 4)).not.toEqual([trace]);
  }));

  test('aims the solver at what chance would not meet', () => withPurse(
    (copy) => {
      beforeDeposit(copy, "  if (event.amount * 31n === account.balance * 17n + 918_273_645_546n)\n"
        + "    return { kind: 'accepted', venue, touched: [account] };");
      rmSync(`${copy.folder}/proofs/witnesses.json`);
    },
    async (config) => {
      const asked = solver.asked.length;
      const { session, cells } = readCells(config);
      const found = await find(config, 1, 300);
      const { seen, misfits } = await checkWitnesses(session, cells, found);
      expect(misfits).toEqual([]);
      expect([...seen.keys()]).toContain('deposit/accepted');
      expect(solver.asked.slice(asked)).toContain('WITNESS/deposit/accepted');
    }));
});

describe("this repository's kernel", () => {
  test('is alive by its committed traces, each accepted to its end, none for nothing', async () => {
    const read = readCells(join(ROOT, 'plimsoll.config.ts'));
    const { traces, misfits } = readTraces(read.session.project);
    const { seen, misfits: broken } = await checkWitnesses(read.session, read.cells, traces);
    expect([...misfits, ...broken]).toEqual([]);
    expect(findTargets(read.cells).filter(({ key }) => !seen.has(key))).toEqual([]);
    const judged = [...await judge(read, solver)];
    expect(judged.filter(([, { verdict }]) => verdict !== 'proved')).toEqual([]);
    expect(judged.length).toBeGreaterThan(traces.length + 40);
  });
});
