// The tariff, a kernel that is composed of modules: proved whole, composed either way, and no
// obligation but those of the implementations themselves knows which way. And what a reader is told
// where a claim holds of a composition alone.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prove } from '../../../verifier/prove.ts';
import { readProject } from '../../../verifier/read/project.ts';
import type { ProofRun, Verdict } from '../../../verifier/verdict.ts';
import { copyKernel, type Copy } from '../../cli/session.ts';

const PARTS = [
  'plimsoll.config.ts', 'plimsoll.scopes.ts', 'kernel', 'spec', 'invariants', 'proofs',
];

type Proved = { readonly run: ProofRun; readonly queries: ReadonlyMap<string, string> };

async function proveCopy(copy: Copy, only: readonly string[] = []): Promise<Proved> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-modules-'));
  try {
    const run = await prove(readProject(join(copy.folder, 'plimsoll.config.ts')), {
      only, jobs: 1, solver: 'embedded', rlimit: 1_000_000, timeoutMs: 60_000, seeds: [0],
      emitSmt: folder, askAll: false, onProgress: () => undefined,
    });
    const queries = readdirSync(folder).map((file) =>
      [file, readFileSync(join(folder, file), 'utf8')] as const);
    return { run, queries: new Map(queries) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const open = (): Copy => copyKernel('examples/tariff', PARTS);

const swap = (copy: Copy): void => {
  copy.edit('plimsoll.config.ts', '[proportionalFee, tieredFee]', '[tieredFee, proportionalFee]');
  copy.edit('plimsoll.config.ts',
    '[openAllowance, prudentAllowance]', '[prudentAllowance, openAllowance]');
};

const summary = ({ id, verdict, folded, assumptions }: Verdict): string =>
  [id, verdict, folded, ...assumptions].join(' ');

const ofImplementation = ({ kind, transition, path }: Verdict): boolean =>
  (kind === 'module' || kind === 'lemma') && transition === null && path !== null;

describe('the tariff', () => {
  const copies = [open(), open()] as const;
  const runs: Proved[] = [];
  beforeAll(async () => {
    swap(copies[1]);
    for (const copy of copies) runs.push(await proveCopy(copy));
  });
  afterAll(() => copies.forEach((copy) => copy.remove()));

  test('is proved whole, composed either way', () => {
    for (const { run } of runs) {
      expect(run.verdicts.length).toBeGreaterThan(100);
      expect(run.verdicts.filter(({ verdict }) => verdict !== 'proved')).toEqual([]);
    }
  });

  test('proves each implementation, of its contract and of the law', () => {
    const proved = new Set(runs[0]?.run.verdicts.filter(ofImplementation)
      .map(({ property, path }) => `${property} ${path}`));
    expect([...proved].sort()).toEqual([
      'CON-allowance openAllowance', 'CON-allowance prudentAllowance',
      'CON-fee proportionalFee', 'CON-fee tieredFee',
      'LEM-02 proportionalFee', 'LEM-02 tieredFee',
    ]);
  });

  test('asks the same of every transition, composed either way', () => {
    const [one, other] = runs.map(({ run }) =>
      run.verdicts.filter((verdict) => !ofImplementation(verdict)).map(summary));
    expect(one?.length).toBeGreaterThan(80);
    expect(other).toEqual(one);
  });

  test('asks it in the same words', () => {
    const [one, other] = runs.map(({ queries }) => queries);
    const texts = [...one ?? []].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.some(([, text]) => text.includes('#module.fee'))).toBe(true);
    expect([...other ?? []].sort(([a], [b]) => (a < b ? -1 : 1))).toEqual(texts);
  });
});

describe('a claim that holds of what is composed', () => {
  const copy = open();
  afterAll(() => copy.remove());

  test('and not by the contract is unknown, and the contract is named', async () => {
    copy.edit('invariants/accounting.ts',
      'modules.fee(event.amount, before.rate) : 0n));',
      '(event.amount * before.rate + 999_999n) / 1_000_000n : 0n));');
    const { run } = await proveCopy(copy, ['STEP-02']);
    const [failed] = run.verdicts.filter(({ property, verdict }) =>
      property === 'STEP-02' && verdict !== 'proved' && verdict !== 'assumed');
    expect(failed?.verdict).toBe('unknown');
    expect(failed?.reason).toContain('CON-fee allows a module that breaks it');
  });
});

describe('a counterexample that needs an implementation which is not composed', () => {
  const copy = open();
  afterAll(() => copy.remove());

  test('is replayed on that one, and says so', async () => {
    copy.edit('kernel/fees.ts', 'return fee > amount ? amount : fee;', 'return fee;');
    const { run } = await proveCopy(copy, ['CON-fee']);
    const failed = run.verdicts.filter(({ verdict }) => verdict === 'refuted');
    expect(failed.map(({ path }) => path)).toEqual(['tieredFee']);
    const [found] = failed;
    expect(found?.counterexample?.modules['fee']).toBe('kernel/fees.ts#tieredFee');
    expect(Object.keys(found?.counterexample?.inputs ?? {})).toEqual(['amount', 'rate']);
  });
});
