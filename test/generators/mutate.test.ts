// Mutants of the purse: every one is killed or equivalent; a property taken away lets through what
// it alone noticed; what is called equivalent is.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyPurse, ROOT } from '../cli/session.ts';
import { gatherEvidence } from '../../generators/evidence.ts';
import { openCourt, type Judgement } from '../../generators/judge-mutant.ts';
import { listMutants, sampleMutants, selectMutants } from '../../generators/mutant.ts';
import type { Mutant } from '../../generators/mutant.ts';
import { reportMutants } from '../../generators/mutation-report.ts';
import { readWithSources } from '../../verifier/read/project.ts';
import { findChanged, rereadFile } from '../../verifier/read/reread.ts';
import { loadKernelText } from '../../verifier/replay/kernel-text.ts';
import { openReprover } from '../../verifier/reprove.ts';
import { createPool } from '../../verifier/solve/pool.ts';

const OPTIONS = { seed: 1, rlimit: 500_000, thorough: false };
const read = readWithSources(join(ROOT, 'examples', 'purse', 'plimsoll.config.ts'));
const mutants = listMutants(read);

const findMutant = (id: string): Mutant => {
  const found = mutants.find((mutant) => mutant.id === id);
  if (found === undefined) throw new Error(`no mutant ${id}`);
  return found;
};

async function judgeAll(from: typeof read, chosen: readonly Mutant[]): Promise<Judgement[]> {
  const court = openCourt(from, OPTIONS);
  const judged: Judgement[] = [];
  try {
    for (const mutant of chosen) judged.push(await court.judge(mutant));
  } finally {
    await court.close();
  }
  return judged;
}

/** A fee on rate × amount is a fee on amount × rate. */
const EQUIVALENT = 'kernel/purse.ts:58:24 swapped arguments';

describe('the mutants of the purse', () => {
  it('change each kind of thing that the kernel is made of', () => {
    const rules = new Set(mutants.map(({ rule }) => rule));
    for (const rule of [
      'operator', 'swapped operands', 'comparison', 'boundary', 'connective', 'constant',
      'dropped condition', 'dropped guard', 'swapped guards', 'swapped field', 'swapped arguments',
      'dropped update', 'wrong mode',
    ]) expect(rules).toContain(rule);
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  });

  it('show the lines that they change', () => {
    const { hunks } = findMutant('kernel/purse.ts:41:34 boundary');
    const line = "  if (venue.vault + event.amount > LIMIT) return { kind: 'rejected', "
      + "code: 'vault_full' };";
    expect(hunks).toEqual([{ line: 41, before: line, after: line.replace('>', '>=') }]);
  });

  it('are chosen by file, by transition and at random, the same for the same seed', () => {
    expect(selectMutants(read, mutants, ['kernel/purse.ts'])).toEqual(mutants);
    const ofDeposit = selectMutants(read, mutants, ['deposit']);
    expect(ofDeposit.some(({ owner }) => owner.endsWith('#deposit'))).toBe(true);
    expect(ofDeposit.some(({ owner }) => owner.endsWith('#transfer'))).toBe(false);
    const ids = (seed: number) => sampleMutants(mutants, 9, seed).map(({ id }) => id);
    expect(ids(4)).toEqual(ids(4));
    expect(ids(4)).not.toEqual(ids(5));
    expect(ids(4)).toHaveLength(9);
  });
});

describe('judged', () => {
  const judged = { all: [] as readonly Judgement[] };
  const having = (verdict: Judgement['verdict']): readonly string[] =>
    judged.all.filter((one) => one.verdict === verdict).map(({ id }) => id);

  beforeAll(async () => {
    judged.all = await judgeAll(read, mutants);
  });

  it('are killed or equivalent', () => {
    expect(having('survived')).toEqual([]);
    expect(having('equivalent')).toEqual([EQUIVALENT]);
    expect(having('killed').length).toBeGreaterThan(90);
    expect(having('invalid')).toEqual([]);
  });

  it('are told apart by who notices them', () => {
    const pairs = judged.all.map((judgement) =>
      ({ mutant: findMutant(judgement.id), judgement }));
    const report = reportMutants(pairs, read.project.properties);
    const { killed, equivalent, survived, mutants: counted } = report.totals;
    expect(killed + equivalent + survived).toBe(counted);
    expect(report.idle).toEqual([]);
    const founding = report.properties.find(({ id }) => id === 'CON-genesis');
    expect(founding?.alone.length).toBeGreaterThan(0);
    expect(report.mirrored).toContain('kernel/purse.ts:38:20 boundary');
    expect(report.mirrored).not.toContain('kernel/purse.ts:54:3 dropped guard');
  });
});

describe('a property taken away', () => {
  const copy = copyPurse();
  afterAll(copy.remove);

  it('lets through what it alone noticed', async () => {
    copy.edit('spec/deposit.ts', 'e.amount < 1n || ', '');
    const changed = readWithSources(join(copy.folder, 'plimsoll.config.ts'));
    const weaker = listMutants(changed);
    const ids = ['kernel/purse.ts:38:20 boundary', 'kernel/purse.ts:38:42 boundary'];
    const judgements = await judgeAll(changed, weaker.filter(({ id }) => ids.includes(id)));
    expect(judgements.map(({ verdict }) => verdict)).toEqual(['survived', 'killed']);
  });
});

describe('the proofs, asked without the steps', () => {
  const pool = createPool({ jobs: 1, solver: 'embedded', timeoutMs: 60_000 });
  const reprover = openReprover(read.project, pool, { ...OPTIONS, thorough: true });
  afterAll(pool.close);

  const judge = async (mutant: Mutant) => {
    const project = rereadFile(read, mutant.path, mutant.text);
    const changed = findChanged(read.project.program, project.program);
    return reprover.judge(project, reprover.findAffected(changed));
  };

  it('never call equivalent what a step tells apart', async () => {
    const { texts, samples } = await gatherEvidence(read, 9);
    const kinds: string[] = [];
    for (const mutant of [findMutant(EQUIVALENT), ...sampleMutants(mutants, 14, 2)]) {
      const project = rereadFile(read, mutant.path, mutant.text);
      const changedTexts = new Map(texts).set(mutant.path, mutant.text);
      const other = await loadKernelText(project, changedTexts, new Map());
      const all = [...samples.walked.keys()].map((name) => [name, samples.around(name)] as const);
      const apart = all.some(([name, steps]) => steps.some(({ situation, outcome }) => {
        const run = name === 'genesis' ? other.genesis : other.transitions.get(name);
        const given = name === 'genesis' ? [situation.event]
          : [situation.venue, ...situation.touched, situation.event];
        return show(() => run?.(...given)) !== show(() => outcome);
      }));
      const { kind } = await judge(mutant);
      kinds.push(`${kind}, ${apart ? 'told apart' : 'not told apart'}`);
    }
    expect(kinds[0]).toBe('equivalent, not told apart');
    expect(kinds).toContain('killed, told apart');
    expect(kinds).not.toContain('equivalent, told apart');
  });

  it('name what they refute', async () => {
    const reproved = await judge(findMutant('kernel/purse.ts:54:3 dropped guard'));
    expect(reproved.kind).toBe('killed');
    expect(reproved.kind === 'killed' ? reproved.refuted : []).toContain('ALIASING');
  });

  it('call equivalent what differs only where no reachable book is', async () => {
    const path = join(ROOT, 'examples', 'purse', 'kernel', 'purse.ts');
    const text = readFileSync(path, 'utf8').replace('if (venue.vault + event.amount > LIMIT)',
      'if (venue.vault + event.amount > LIMIT || venue.fees < 0n)');
    const project = rereadFile(read, path, text);
    const affected = reprover.findAffected(findChanged(read.project.program, project.program));
    expect([affected.run, affected.posed]).toEqual([['deposit'], ['deposit']]);
    expect(await reprover.judge(project, affected)).toEqual({ kind: 'equivalent' });
  });
});

function show(compute: () => unknown): string {
  try {
    return JSON.stringify(compute(), (_name, part: unknown) =>
      (typeof part === 'bigint' ? `${part}n` : part));
  } catch (error) {
    return String(error);
  }
}
