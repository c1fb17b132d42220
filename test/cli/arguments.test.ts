// The command line: what is read, and the one line that each mistake gets.

import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../cli/arguments.ts';

const LIMIT = 2 ** 32 - 1;

describe('the command line', () => {
  it('gives prove its defaults', () => {
    expect(parseCommand(['prove'])).toMatchObject({
      name: 'prove', config: null, only: [], rlimit: 5_000_000, timeoutMs: 300_000, seeds: 1,
      solver: 'embedded', json: false, emitSmt: null, askAll: false, expect: null,
      update: false, debug: false,
    });
  });

  it('reads every option of prove', () => {
    const words = ['prove', '--only', 'INV-01', '--only=transfer', '--jobs', '1', '--rlimit',
      '9_000', '--timeout', '5', '--seeds', '8', '--solver', 'cvc5', '--json', '--ask-all',
      '--emit-smt', 'q', '--debug', '--expect', 'e.txt', '--config', 'c.ts'];
    expect(parseCommand(words)).toEqual({
      name: 'prove', config: 'c.ts', only: ['INV-01', 'transfer'], jobs: 1, rlimit: 9000,
      timeoutMs: 5, seeds: 8, solver: 'cvc5', json: true, emitSmt: 'q', askAll: true,
      expect: 'e.txt', update: false, debug: true,
    });
  });

  it('reads replay with its file', () => {
    expect(parseCommand(['replay', 'x.json'])).toMatchObject({ name: 'replay', file: 'x.json' });
  });

  it('reads witness, whose runs and seed may be nought', () => {
    expect(parseCommand(['witness'])).toEqual({
      name: 'witness', config: null, runs: 20_000, seed: 1, update: false, json: false,
      debug: false,
    });
    expect(parseCommand(['witness', '--runs', '0', '--seed', '0', '--update', '--json']))
      .toMatchObject({ runs: 0, seed: 0, update: true, json: true });
  });

  it('reads explore, whose memory may be a part of a GiB', () => {
    expect(parseCommand(['explore'])).toEqual({
      name: 'explore', config: null, scope: 'small', memoryGiB: null, jobs: 1, json: false,
      debug: false,
    });
    expect(parseCommand(['explore', '--scope', 'large', '--memory', '0.5', '--json']))
      .toMatchObject({ scope: 'large', memoryGiB: 0.5, json: true });
  });

  it('reads mutate and cores', () => {
    expect(parseCommand(['mutate', '--only', 'a.ts', '--only', 'b', '--sample', '5', '--seed', '0',
      '--jobs', '2', '--thorough'])).toEqual({
      name: 'mutate', config: null, only: ['a.ts', 'b'], sample: 5, seed: 0, jobs: 2,
      rlimit: 1_000_000, thorough: true, fresh: false, json: false, debug: false,
    });
    expect(parseCommand(['mutate'])).toMatchObject({ only: [], sample: null, seed: 1 });
    expect(parseCommand(['cores', '--only', 'INV-01', '--jobs', '1', '--json'])).toEqual({
      name: 'cores', config: null, only: ['INV-01'], jobs: 1, rlimit: 5_000_000, json: true,
      debug: false,
    });
  });

  it.each([[[]], [['--help']], [['-h']], [['prove', '-h']], [['replay', '--help']]])(
    'answers %j with help', (words) => {
      expect(parseCommand(words)).toEqual({ name: 'help' });
    });

  it.each([
    [['prve'], 'plimsoll: unknown command prve: did you mean plimsoll prove?'],
    [['prove', '--job', '1'], 'plimsoll: unknown option --job: did you mean --jobs?'],
    [['prove', '-z'], /^plimsoll: unknown option -z: did you mean --\w+\?$/],
    [['prove', '--jobs', '0'], `plimsoll: --jobs 0: give a whole number from 1 to ${LIMIT}`],
    [['prove', '--jobs', 'two'], `plimsoll: --jobs two: give a whole number from 1 to ${LIMIT}`],
    [['prove', '--rlimit', '1.5'], /^plimsoll: --rlimit 1\.5: give a whole number/],
    [['prove', '--seeds', '_'], /^plimsoll: --seeds _: give a whole number/],
    [['prove', '--timeout', '99999999999'], /^plimsoll: --timeout 99999999999: give a whole/],
    [['prove', '--jobs'], /^plimsoll: .*--jobs/],
    [['prove', '--json=yes'], /^plimsoll: .*--json/],
    [['prove', 'INV-01'], 'plimsoll: prove takes no argument INV-01: did you mean --only INV-01?'],
    [['prove', '--update', '--only', 'INV-01'], /^plimsoll: --update writes .* leave out --only$/],
    [['witness', '--runs', '-1'], /^plimsoll: .*--runs/],
    [['witness', '--run', '1'], 'plimsoll: unknown option --run: did you mean --runs?'],
    [['witness', 'deposit'], /^plimsoll: witness takes no argument deposit: it searches for/],
    [['explore', 'medium'],
      'plimsoll: explore takes no argument medium: did you mean --scope medium?'],
    [['explore', '--memory', '-1'], /^plimsoll: .*--memory/],
    [['explore', '--memory', '0'], 'plimsoll: --memory 0: give GiB, as 4 or 0.5'],
    [['replay'], 'plimsoll: replay takes one counterexample file: plimsoll replay <file>'],
    [['replay', 'a', 'b'], /^plimsoll: replay takes one counterexample file: plimsoll/],
  ])('refuses %j in one line', (words, message) => {
    expect(() => parseCommand(words)).toThrow(message);
    try {
      parseCommand(words);
    } catch (error) {
      expect((error as Error).message).not.toContain('\n');
    }
  });
});
