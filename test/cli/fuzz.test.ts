// `plimsoll fuzz` and `plimsoll differ` as a user runs them: a violation with its trace, a file
// that `plimsoll replay` takes, a test that fails until the kernel is mended; an end that was asked
// for; and one clear line for what cannot be done.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../cli/main.ts';
import { HELP } from '../../cli/help.ts';
import { copyPurse, copyRepository, ROOT } from './session.ts';

const PURSE = join(ROOT, 'examples', 'purse');
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');

/** In this process: a kernel is imported once for all commands on it. */
async function runPlimsoll(folder: string, words: readonly string[]) {
  const printed = { out: '', err: '' };
  const terminal = {
    out: (text: string) => void (printed.out += text),
    err: (text: string) => void (printed.err += text),
    interactive: false, color: false, columns: 100, lineWidth: 80,
  };
  const code = await main(words, terminal, folder);
  return { code, ...printed };
}

function runTest(folder: string, file: string) {
  const ended = spawnSync(process.execPath, [VITEST, 'run', '--root', folder, file], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: ended.status, out: ended.stdout + ended.stderr };
}

describe('a violation', () => {
  const purse = copyPurse();
  afterAll(purse.remove);
  const guard = 'if (event.from === event.to) return';
  const broken = guard.replace('event.from === event.to', 'event.from === event.to + 1n');
  purse.edit('kernel/purse.ts', guard, broken);
  const first = runPlimsoll(purse.folder, ['fuzz', '--write-test', 'test/found.test.ts']);

  it('is printed with seed, run and shrunk trace, and ends with 1', async () => {
    const ended = await first;
    expect(ended.code).toBe(1);
    expect(ended.out).toMatch(/VIOLATED \S+ by transfer, seed 1, run \d+/);
    expect(ended.out).toMatch(/trace, [0-3] events? after genesis/);
    expect(ended.out).toMatch(/again +npx plimsoll fuzz --seed 1 --from \d+ --runs 1/);
  });

  it('is in a file that replay takes', async () => {
    const ended = await first;
    const file = /replay +npx plimsoll replay (\S+)/.exec(ended.out)?.[1] ?? '';
    const again = await runPlimsoll(purse.folder, ['replay', file]);
    expect([again.code, again.out.split(' ')[0]]).toEqual([1, 'VIOLATED']);
  });

  it('is found again by the run that is named', async () => {
    const ended = await first;
    const words = /again +npx plimsoll (.*)/.exec(ended.out)?.[1]?.split(' ') ?? [];
    const again = await runPlimsoll(purse.folder, words);
    const head = (out: string): string | undefined => out.split('\n')[0];
    expect([again.code, head(again.out)]).toEqual([1, head(ended.out)]);
  });

  it('is in a test that fails until the kernel is mended', async () => {
    await first;
    expect(existsSync(join(purse.folder, 'test', 'found.test.ts'))).toBe(true);
    const before = runTest(purse.folder, 'test/found.test.ts');
    expect([before.code, before.out.includes('by transfer')]).toEqual([1, true]);
    purse.edit('kernel/purse.ts', broken, guard);
    const after = runTest(purse.folder, 'test/found.test.ts');
    expect([after.code, after.code === 0 ? '' : after.out]).toEqual([0, '']);
  });
});

describe('a run that finds nothing', () => {
  it('prints what was exercised, as text and as JSON', async () => {
    const { code, out } = await runPlimsoll(PURSE, ['fuzz', '--runs', '30']);
    expect(code).toBe(0);
    expect(out).toMatch(/transfer +\d+ +\d+ +\d+ %/);
    expect(out).toContain('nothing is violated');
    const json = await runPlimsoll(PURSE, ['fuzz', '--runs', '30', '--json']);
    const told = JSON.parse(json.out) as { readonly cells: readonly unknown[] };
    expect(told).toMatchObject({ schema: 'plimsoll.fuzz/1', runs: 30, failure: null, seed: 1 });
    expect(told.cells.length).toBeGreaterThan(8);
  });
});

describe.each([
  ['fuzz', ['--time', '300'], /interrupted: seed 1, \d+ runs.*more: npx plimsoll fuzz.*--from/],
  ['differ', ['--time', '300', '--solver', '0'], /interrupted: seed 1, \d+ steps/],
] as const)('plimsoll %s that is interrupted', (command, words, said) => {
  it('ends with 130 and what was found so far', async () => {
    const child = spawn(process.execPath, [join(ROOT, 'cli', 'plimsoll.mjs'), command, ...words],
      { cwd: PURSE, stdio: 'pipe' });
    const printed = { out: '' };
    child.stdout.on('data', (part: Buffer) => {
      printed.out += part.toString();
    });
    child.stderr.once('data', () => child.kill('SIGINT')); // it shows how far it is
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(printed.out).toMatch(said);
    expect(code).toBe(130);
  });
});

describe('wrong words', () => {
  it.each([
    [['fuzz', '--only', 'INV-O1'], /--only INV-O1: no such property or transition; nearest: INV/],
    [['fuzz', '--seed', 'x'], /--seed x: give a whole number from 0/],
    [['fuzz', '--time', '-1'], /time/],
    [['fuzz', '--write-test', 'a.ts'], /--write-test a\.ts: give a file that ends in \.test\.ts/],
    [['differ', '--step', '5'], /unknown option --step: did you mean --steps\?/],
    [['differ', '--steps', '0'], /--steps 0: give a whole number from 1/],
    [['differ', 'all'], /differ takes no argument all/],
  ] as const)('%s get one line and exit code 2', async (words, said) => {
    const { code, out, err } = await runPlimsoll(PURSE, words);
    expect([code, out]).toEqual([2, '']);
    expect(err.trim()).toMatch(said);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('a kernel without a book to start from', () => {
  const copy = copyRepository();
  afterAll(copy.remove);
  rmSync(join(copy.folder, 'proofs', 'witnesses.json'));

  it.each([['fuzz'], ['differ', '--solver', '0']])('is no reason for %s to be content',
    async (...words) => {
      const { code, out, err } = await runPlimsoll(copy.folder, words);
      expect([code, out]).toEqual([2, '']);
      expect(err.trim()).toMatch(/^plimsoll: no genesis was found .* plimsoll witness --update/);
    });
});

describe('the report of differ', () => {
  it('gives shares, agreement and hash, as text and as JSON', async () => {
    const words = ['differ', '--steps', '400', '--solver', '100', '--hash'];
    const { code, out } = await runPlimsoll(PURSE, words);
    expect(code).toBe(0);
    expect(out).toContain('all agree: code, evaluator, compiled code, formulas, solver');
    const hash = /^hash ([0-9a-f]{64})$/m.exec(out)?.[1];
    const json = await runPlimsoll(PURSE, [...words, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({
      schema: 'plimsoll.differ/1', steps: 400, hash, difference: null,
      asked: { formulas: 4, solver: 4 },
    });
  });

  it('is described in the help', () => {
    for (const option of ['--write-test', '--steps', '--hash']) expect(HELP).toContain(option);
  });
});
