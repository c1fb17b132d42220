// `plimsoll prove` as a user runs it, each time in a process of its own: this repository's kernel
// against its committed verdicts, the purse, and kernels that are broken or refused.

import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { copyPurse, copyRepository, ROOT, runPlimsoll, type Copy } from './session.ts';

const copies: Copy[] = [];
const borrow = (copy: Copy): Copy => {
  copies.push(copy);
  return copy;
};
const borrowPurse = (): Copy => borrow(copyPurse());
afterEach(() => copies.splice(0).forEach((copy) => copy.remove()));

type Printed = {
  readonly obligations: readonly {
    readonly id: string; readonly verdict: string; readonly rlimit: number;
    readonly folded: boolean; readonly reason: string;
  }[];
  readonly kernel: { readonly hash: string };
};
const readJson = (text: string): Printed => JSON.parse(text) as Printed;

describe("this repository's kernel", () => {
  it('is proved as committed', () => {
    const { code, out, err } = runPlimsoll(ROOT, ['prove']);
    expect([code, code === 0 ? '' : out + err]).toEqual([0, '']);
    expect(out).toContain('verdicts as committed');
    expect(out).toMatch(/ 0 refuted, 0 unknown, 0 vacuous, 0 assumed, 0 open$/m);
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const shown = /```text\n((?:(?!```)[^])*verdicts as committed)\n```/.exec(readme)?.[1] ?? '';
    const lines = shown.split('\n').filter((line) => !line.endsWith(' per second'));
    expect(lines.length).toBeGreaterThan(8);
    expect(lines.filter((line) => !out.split('\n').includes(line))).toEqual([]);
  }, 900_000);
});

describe('the purse', () => {
  it('is proved by its own configuration, from any folder, at the same cost', () => {
    const words = ['prove', '--json', '--jobs', '1'];
    const inside = runPlimsoll(join(ROOT, 'examples/purse/kernel'), words);
    const config = 'examples/purse/plimsoll.config.ts';
    const outside = runPlimsoll(ROOT, [...words, '--config', config]);
    const bare = (text: string) => readJson(text).obligations
      .map(({ id, verdict, rlimit }) => ({ id, verdict, rlimit }));
    expect([inside.code, outside.code]).toEqual([0, 0]);
    expect(bare(inside.out).length).toBeGreaterThan(50);
    expect(bare(outside.out)).toEqual(bare(inside.out));
    expect(readJson(outside.out).kernel.hash).toBe(readJson(inside.out).kernel.hash);
  });

  it('has at least three properties in its table, all proved', () => {
    const { out } = runPlimsoll(join(ROOT, 'examples/purse'), ['prove']);
    expect(out).toContain('verdicts as committed');
    for (const id of ['INV-01', 'INV-02', 'INV-03', 'STEP-01', 'THM-01']) {
      expect(out).toMatch(new RegExp(`^${id}\\s.*ok \\d`, 'm'));
    }
  });

  it('asks on request what it would decide by itself, and proves it all the same', () => {
    const { folder } = borrowPurse();
    const asked = (...more: readonly string[]) => {
      const { code, out } = runPlimsoll(folder, ['prove', '--json', ...more]);
      expect(code).toBe(0);
      return readJson(out).obligations.filter(({ folded }) => !folded);
    };
    const [plain, whole] = [asked(), asked('--ask-all')];
    expect(plain.length).toBeGreaterThan(0);
    expect(whole.length).toBeGreaterThan(3 * plain.length);
    expect(whole.filter(({ verdict }) => verdict !== 'proved')).toEqual([]);
  });

  it('writes each query as SMT-LIB 2 on request', () => {
    const { folder } = borrowPurse();
    runPlimsoll(folder, ['prove', '--emit-smt', 'queries']);
    const files = readdirSync(join(folder, 'queries'));
    expect(files.length).toBeGreaterThan(0);
    expect(readFileSync(join(folder, 'queries', files[0] ?? ''), 'utf8')).toContain('(check-sat)');
  });
});

const SAME_ACCOUNT =
  "  if (event.from === event.to) return { kind: 'rejected', code: 'same_account' };\n";

/** A violation that was printed with its place, and that its file shows again. */
function expectReplayed(folder: string, printed: string, title: RegExp): string {
  const problem = printed.split('\n\n').find((block) => title.test(block)) ?? '';
  expect(problem).toMatch(title);
  expect(problem).toMatch(/^ {2}path +kernel\/[a-z-]+\.ts:\d+:\d+$/m);
  const file = /replay +npx plimsoll replay (\S+)/.exec(problem)?.[1] ?? '';
  expect(file).toMatch(/^\.plimsoll\/counterexamples\/.+\.json$/);
  expect(existsSync(join(folder, file))).toBe(true);
  const again = runPlimsoll(folder, ['replay', file]);
  expect([again.code, again.err]).toEqual([1, '']);
  expect(again.out).toMatch(/^VIOLATED \S+ by \S+$/m);
  return file;
}

describe("this repository's kernel, broken", () => {
  type Break = {
    readonly what: string; readonly file: string; readonly only: string; readonly title: RegExp;
    readonly edits: readonly (readonly [from: string, to: string])[];
  };
  const breaks: readonly Break[] = [
    { what: 'a flipped rounding', file: 'kernel/settle.ts', only: 'STEP-09c',
      title: /^NOT INDUCTIVE STEP-09c by settle, path accepted-2$/m,
      edits: [['{ min, mulDivDown }', '{ min, mulDivUp }'],
        ['= mulDivDown(gain', '= mulDivUp(gain']] },
    { what: 'a dropped guard', file: 'kernel/withdraw.ts', only: 'STEP-19',
      title: /^NOT INDUCTIVE STEP-19 by withdraw, path accepted$/m,
      edits: [['if (!meetsInitial(', 'if (now < 0n && !meetsInitial(']] },
    { what: 'one account let in twice', file: 'kernel/trade.ts', only: 'ALIASING',
      title: /^NOT INDUCTIVE ALIASING by trade, path accepted$/m,
      edits: [['  if (event.buyer === event.seller)', '  if (event.lots === 0n)']] },
    { what: 'swapped fields', file: 'kernel/collect-fees.ts', only: 'INV-01',
      title: /^NOT INDUCTIVE INV-01 by collectFees, path accepted$/m,
      edits: [['vault: venue.vault - amount,', 'vault: venue.insurance - amount,']] },
  ];

  it.each(breaks)('by $what is found and replayed', ({ file, edits, only, title }) => {
    const copy = borrow(copyRepository());
    for (const [from, to] of edits) copy.edit(file, from, to);
    const { code, out } = runPlimsoll(copy.folder, ['prove', '--only', only]);
    expect(code).toBe(1);
    expectReplayed(copy.folder, out, title);
  }, 600_000);
});

describe('a broken purse', () => {
  const breaks: readonly (readonly [string, string, string, string])[] = [
    ['a dropped guard', SAME_ACCOUNT, '', 'ALIASING'],
    ['a flipped rounding', '(x * y + d - 1n) / d', '(x * y) / d', 'CON-transfer'],
    ['swapped fields', 'fees: venue.fees + fee', 'fees: venue.vault + fee', 'INV-01'],
    ['a missing debit', 'balance: from.balance - event.amount - fee',
      'balance: from.balance - event.amount', 'INV-01'],
  ];

  it.each(breaks)('with %s is found, replayed, and replays until it is mended', (...row) => {
    const [, from, to, property] = row;
    const purse = borrowPurse();
    purse.edit('kernel/purse.ts', from, to);
    const broken = runPlimsoll(purse.folder, ['prove']);
    expect(broken.code).toBe(1);
    const title = new RegExp(`^(REFUTED|NOT INDUCTIVE) ${property} `, 'm');
    const file = expectReplayed(purse.folder, broken.out, title);
    if (to === '') return;
    purse.edit('kernel/purse.ts', to, from);
    expect(runPlimsoll(purse.folder, ['replay', file]).code).toBe(0);
  });

  it('loses what was committed, and says so', () => {
    const purse = borrowPurse();
    expect(runPlimsoll(purse.folder, ['prove', '--update']).code).toBe(0);
    purse.edit('kernel/purse.ts', 'fees: venue.fees + fee', 'fees: venue.fees + fee - 1n');
    const { code, out } = runPlimsoll(purse.folder, ['prove']);
    expect(code).toBe(1);
    expect(out).toMatch(/LOST {4}INV-01 transfer: proved.* -> /);
  });
});

describe('a solver that does not decide', () => {
  /** As z3 says who it is; then what a query gets. */
  const fabricateSolver = (folder: string, then: string): string => {
    const path = join(folder, 'broken-solver');
    const version = 'test "$1" = --version && echo "Z3 version 4.13.0 - 64 bit" && exit 0';
    writeFileSync(path, `#!/bin/sh\n${version}\n${then}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  const expectUndecided = (folder: string, words: readonly string[], reason: RegExp): void => {
    const { code, out, err } = runPlimsoll(folder, ['prove', '--json', ...words]);
    expect(code).toBe(1);
    const asked = readJson(out).obligations.filter((o) => !o.folded);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((o) => o.verdict !== 'unknown')).toEqual([]);
    expect(asked.filter((o) => !reason.test(o.reason) || o.reason.includes('\n'))).toEqual([]);
    expect(err).not.toMatch(/^\s+at /m);
  };

  it.each([
    ['crashes', 'exit 1', /the solver gave no answer: it ended with code 1/],
    ['is killed', 'kill -9 $$', /the solver gave no answer: it was ended by SIGKILL/],
    ['runs out of memory', `echo '(error "out of memory")'; exit 101`, /out of memory/],
  ])('for it %s leaves all that it was asked unknown', (_how, then, reason) => {
    const { folder } = borrowPurse();
    expectUndecided(folder, ['--solver', fabricateSolver(folder, then)], reason);
  });

  it('for want of budget leaves all that it was asked unknown', () => {
    expectUndecided(borrowPurse().folder, ['--rlimit', '1'], /the budget of 1 rlimit is spent/);
  });

  it('in time is killed, and what it was asked is unknown', () => {
    const { folder } = borrowPurse();
    const words = ['--solver', fabricateSolver(folder, 'exec sleep 60'), '--timeout', '50'];
    expectUndecided(folder, words, /timed out after 50 ms/);
    expectUndecided(folder, ['--timeout', '1'], /timed out after 1 ms/);
  });

  it('prints each with its place and reason', () => {
    const { code, out } = runPlimsoll(borrowPurse().folder, ['prove', '--rlimit', '1']);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^UNKNOWN .*\n(?:.*\n)?.*kernel\/purse\.ts:\d+:\d+\n {2}.*the budget of 1 /m);
  });
});

describe('what cannot be proved at all', () => {
  const refuse = (purse: Copy, words: readonly string[], message: RegExp): void => {
    const { code, out, err } = runPlimsoll(purse.folder, ['prove', ...words]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    const lines = err.trimEnd().split('\n');
    expect(lines.length === 1 || lines.every((line) => /^(SUB|CFG)-\d\d \S+:\d+:\d+ /.test(line)))
      .toBe(true);
    expect(err).not.toMatch(/^\s+at /m);
  };

  it('is a kernel outside the subset, with rule, file, line and column', () => {
    const purse = borrowPurse();
    purse.edit('kernel/purse.ts', '  const fee = ', '  let fee = ');
    refuse(purse, [], /^SUB-\d\d kernel\/purse\.ts:\d+:\d+ .+/);
  });

  it('is a property over a field that does not exist', () => {
    const purse = borrowPurse();
    purse.edit('invariants/accounting.ts', 'v.vault === ', 'v.vaults === ');
    refuse(purse, [], /^SUB-\d\d invariants\/accounting\.ts:\d+:\d+ .*vaults/);
  });

  it('is a configuration that does not parse', () => {
    const purse = borrowPurse();
    purse.edit('plimsoll.config.ts', 'default defineConfig({', 'default defineConfig((');
    refuse(purse, [], /^(CFG|SUB)-\d\d plimsoll\.config\.ts:\d+:\d+ /);
  });

  it('is a configuration that does not load', () => {
    const purse = borrowPurse();
    purse.edit('plimsoll.config.ts', './kernel/purse.ts', './kernel/pouch.ts');
    refuse(purse, [], /^(CFG|SUB)-\d\d plimsoll\.config\.ts:\d+:\d+ .*pouch/);
  });

  it('is a solver that is not there', () => {
    refuse(borrowPurse(), ['--solver', '/no/such'], /^the solver \/no\/such cannot be run: no /);
  });

  it('is a folder without a configuration', () => {
    const { code, err } = runPlimsoll('/', ['prove']);
    expect([code, err]).toEqual([2, expect.stringMatching(/^plimsoll: no plimsoll\.config\.ts/)]);
  });

  it('is what a program that is no solver is asked', () => {
    const purse = borrowPurse();
    const path = join(purse.folder, 'no-solver');
    writeFileSync(path, '#!/bin/sh\necho hello\n');
    chmodSync(path, 0o755);
    refuse(purse, ['--solver', path], /no-solver/);
  });

  it('shows its stack only with --debug', () => {
    const purse = borrowPurse();
    const { err } = runPlimsoll(purse.folder, ['prove', '--only', 'nothing', '--debug']);
    expect(err).toMatch(/^\s+at .*prove\.ts/m);
  });
});

describe('an interrupt', () => {
  it('ends the command with 130, says how far it was, and leaves no process', async () => {
    const words = [join(ROOT, 'cli/plimsoll.mjs'), 'prove', '--jobs', '2'];
    const child = spawn(process.execPath, words, {
      cwd: join(ROOT, 'examples/purse'), stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    let interrupted = false;
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
      if (!interrupted) child.kill('SIGINT');
      interrupted = true;
    });
    // `close` waits for every process that holds the pipes, so a worker left behind would hang it.
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
    expect(err).toMatch(/plimsoll: interrupted after \d+ of \d+ obligations, the last \S+/);
  }, 30_000);
});
