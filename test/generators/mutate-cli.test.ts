// `plimsoll mutate` as a user runs it: over processes, going on where it was stopped, and refusing
// names that it does not know.

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { copyPurse, runPlimsoll } from '../cli/session.ts';

type Report = {
  readonly totals: Readonly<Record<string, number>>;
  readonly complete: boolean;
  readonly mutants: readonly { readonly id: string; readonly verdict: string }[];
};

const parse = (text: string): Report => JSON.parse(text) as Report;

describe('plimsoll mutate', () => {
  const purse = copyPurse();
  afterAll(purse.remove);
  const words = ['mutate', '--only', 'transfer', '--sample', '6', '--seed', '5'];

  it('judges in several processes what it judges in one, and keeps it', () => {
    const two = runPlimsoll(purse.folder, [...words, '--jobs', '2', '--json']);
    expect([two.code, two.code === 0 ? '' : two.err]).toEqual([0, '']);
    const first = parse(two.out);
    expect(first).toMatchObject({ complete: true, totals: { mutants: 6, survived: 0 } });
    const folder = join(purse.folder, '.plimsoll', 'mutants');
    const [file = ''] = readdirSync(folder);
    const kept = readFileSync(join(folder, file), 'utf8');
    expect(kept.trimEnd().split('\n')).toHaveLength(6);
    const again = runPlimsoll(purse.folder, [...words, '--jobs', '1', '--json']);
    expect(again.out).toBe(two.out);
    expect(readFileSync(join(folder, file), 'utf8')).toBe(kept);
    const fresh = runPlimsoll(purse.folder, [...words, '--jobs', '1', '--json', '--fresh']);
    const verdicts = (report: Report) => report.mutants.map(({ id, verdict }) => [id, verdict]);
    expect(verdicts(parse(fresh.out))).toEqual(verdicts(first));
  });

  const ofGenesis = ['mutate', '--only', 'genesis', '--jobs', '1'];

  it('ends with 1 and says what to file where a mutant survives', () => {
    rmSync(join(purse.folder, 'spec', 'genesis.ts'));
    const ended = runPlimsoll(purse.folder, ofGenesis);
    expect(ended.code).toBe(1);
    expect(ended.out).toContain(
      'SURVIVED kernel/purse.ts:29: no property notices a boundary in genesis');
    expect(ended.out).toContain('+   if (params.rate <= 0n || params.rate > PPM) {');
  });

  it('ends with 0 where every survivor has a reason that is known', () => {
    const before = 'if (params.rate < 0n || params.rate > PPM) {';
    const reason = 'no property says which rates a purse must offer';
    const survivors = [['< 0n', '<= 0n'], ['< 0n', '< 1n'], ['> PPM', '>= PPM']].map(
      ([from = '', to = '']) =>
        ({ file: 'kernel/purse.ts', before, after: before.replace(from, to), reason }));
    writeFileSync(join(purse.folder, 'proofs', 'survivors.json'),
      JSON.stringify({ schema: 'plimsoll.survivors/1', survivors }));
    const ended = runPlimsoll(purse.folder, ofGenesis);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain(`29:19 boundary: ${reason}`);
    expect(ended.out).not.toContain('SURVIVED');
  });

  it('refuses a name that it does not know', () => {
    const { code, err } = runPlimsoll(purse.folder, ['mutate', '--only', 'transfr']);
    expect(code).toBe(2);
    expect(err).toContain('--only transfr: no such file of the kernel or transition; nearest: ');
    expect(err).toContain('transfer');
  });
});
