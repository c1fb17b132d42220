// Mutants of implementations of modules: every one that may be composed is mutated, judged by the
// contract and the laws alone, and never called equivalent because no transition's proof sees it.

import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../cli/session.ts';
import { openCourt, type Judgement } from '../../generators/judge-mutant.ts';
import { listMutants, selectMutants } from '../../generators/mutant.ts';
import { readWithSources } from '../../verifier/read/project.ts';

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
