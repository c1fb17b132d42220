// Mutants of implementations of modules: every one that may be composed is mutated, judged by the
// contract and the laws alone, and never called equivalent because no transition's proof sees it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../cli/session.ts';
import { openCourt, type Judgement } from '../../generators/judge-mutant.ts';
import { listMutants, selectMutants } from '../../generators/mutant.ts';
import { readWithSources } from '../../verifier/read/project.ts';
import { findChanged, rereadFile } from '../../verifier/read/reread.ts';
import { openReprover } from '../../verifier/reprove.ts';
import { createPool } from '../../verifier/solve/pool.ts';

const read = readWithSources(join(ROOT, 'examples', 'tariff', 'plimsoll.config.ts'));
const mutants = listMutants(read);

const CHOSEN = {
  same: 'kernel/fees.ts:18:14 boundary', // min(fee, amount) either way
  free: 'kernel/fees.ts:6:15 constant', // from where on a surcharge is due
  lawless: 'kernel/fees.ts:17:32 negation', // a surcharge of small amounts alone
  greedy: 'kernel/fees.ts:18:14 comparison', // a fee above the amount
  negative: 'kernel/allowances.ts:12:59 constant 2',
} as const;

describe('mutants of what a kernel may be composed of', () => {
  const judged = new Map<string, Judgement>();

  beforeAll(async () => {
    const court = openCourt(read, { seed: 1, rlimit: 500_000, thorough: false });
    try {
      for (const mutant of mutants.filter(({ id }) => Object.values<string>(CHOSEN).includes(id))) {
        judged.set(mutant.id, await court.judge(mutant));
      }
    } finally {
      await court.close();
    }
  });

  it('are those of every implementation, composed or not', () => {
    const owners = new Set(selectMutants(read, mutants, ['transfer']).map(({ owner }) => owner));
    for (const name of ['fees.ts#proportionalFee', 'fees.ts#tieredFee', 'fees.ts#SURCHARGE',
      'allowances.ts#openAllowance', 'allowances.ts#prudentAllowance']) {
      expect(owners).toContain(`kernel/${name}`);
    }
  });

  it('are equivalent only where they return the same', () => {
    expect(judged.get(CHOSEN.same)?.verdict).toBe('equivalent');
    expect(judged.get(CHOSEN.free)).toMatchObject({ verdict: 'survived', judge: 'proof' });
    expect(judged.get(CHOSEN.free)?.reason).toContain('fee by tieredFee');
  });

  it('are killed by the contract of the module, or by a law', () => {
    const lawless = judged.get(CHOSEN.lawless);
    expect([...lawless?.properties ?? [], ...lawless?.unproved ?? []]).toContain('LEM-02');
    expect(judged.get(CHOSEN.greedy)?.properties).toContain('CON-fee');
    expect(judged.get(CHOSEN.negative)?.properties).toContain('CON-allowance');
  });
});

describe('changes of what calls a module', () => {
  const pool = createPool({ jobs: 1, solver: 'embedded', timeoutMs: 60_000 });
  const reprover = openReprover(read.project, pool, { seed: 1, rlimit: 500_000, thorough: false });
  afterAll(pool.close);

  const judge = (...edits: readonly (readonly [string, string])[]) => {
    const path = join(ROOT, 'examples', 'tariff', 'kernel', 'tariff.ts');
    const text = edits.reduce((so, [from, to]) => {
      expect(so).toContain(from);
      return so.replace(from, to);
    }, readFileSync(path, 'utf8'));
    const project = rereadFile(read, path, text);
    return reprover.judge(project,
      reprover.findAffected(findChanged(read.project.program, project.program)));
  };
  const GUARD = 'if (from.balance < event.amount + fee)';

  it('are none where the contract of the module says so', async () => {
    expect(await judge([GUARD, 'if (from.balance < event.amount + fee || fee < 0n)']))
      .toEqual({ kind: 'equivalent' });
    expect(await judge([GUARD, 'if (from.balance < event.amount + fee || fee > event.amount)']))
      .toEqual({ kind: 'equivalent' });
  });

  it('are some where the contract says less', async () => {
    expect(await judge([GUARD, 'if (from.balance < event.amount + fee || fee < 1n)']))
      .toMatchObject({ kind: 'killed' });
  });

  it('are some where the module is called as its contract forbids', async () => {
    const first = '  if (event.from === event.to)';
    const early = '  if (modules.fee(event.amount, venue.rate) < 0n)'
      + " return { kind: 'rejected', code: 'balance_too_low' };\n";
    expect(await judge([first, `${early}${first}`])).toMatchObject({ kind: 'killed' });
  });
});
