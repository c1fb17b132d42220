// The committed verdicts: what is written, and what counts as lost.

import { describe, expect, it } from 'vitest';
import { gatherCells } from '../../cli/cells.ts';
import { compareExpected, printExpected } from '../../cli/expected.ts';
import type { VerdictClass } from '../../verifier/verdict.ts';
import { verdict } from './fabricated.ts';

const cellsWith = (cls: VerdictClass, assumptions: readonly string[] = []) =>
  gatherCells([verdict('INV-01', 'deposit', cls, { assumptions })]);
type Cells = ReturnType<typeof cellsWith>;
const compare = (was: Cells, now: Cells, whole = true) =>
  compareExpected(printExpected(was), 'expected.txt', now, whole);

describe('the committed verdicts', () => {
  it('hold a sorted line per property and transition, with what it rests on', () => {
    const cells = gatherCells([
      verdict('STEP-01', 'transfer', 'not inductive'),
      verdict('INV-01', 'transfer', 'proved', { assumptions: ['INV-02', 'INV-01'] }),
      verdict('INV-01', 'transfer', 'proved', { assumptions: ['INV-03', 'INV-01'] }),
      verdict('INV-01', null, 'proved', { kind: 'base' }),
      verdict('THM-01', null, 'open', { kind: 'theorem' }),
    ]);
    expect(printExpected(cells).split('\n').slice(1)).toEqual([
      'INV-01 genesis proved',
      'INV-01 transfer proved INV-01 INV-02 INV-03',
      'STEP-01 transfer not-inductive',
      'THM-01 - open',
      '',
    ]);
  });

  it('make a cell as bad as its worst part', () => {
    const [cell] = gatherCells([
      verdict('INV-01', 'deposit', 'proved'), verdict('INV-01', 'deposit', 'unknown'),
      verdict('INV-01', 'deposit', 'proved'),
    ]);
    expect(cell).toMatchObject({ verdict: 'unknown', proved: 2, total: 3 });
  });

  it('equal themselves', () => {
    const same = compare(cellsWith('proved', ['INV-02']), cellsWith('proved', ['INV-02']));
    expect(same).toEqual({ lost: [], gained: [], changed: [] });
  });

  it.each<[VerdictClass, VerdictClass]>([
    ['proved', 'assumed'], ['proved', 'open'], ['assumed', 'unknown'], ['open', 'vacuous'],
    ['open', 'refuted'], ['proved', 'not inductive'],
  ])('lose when %s becomes %s, and gain the other way', (better, worse) => {
    expect(compare(cellsWith(better), cellsWith(worse))).toMatchObject({ gained: [], changed: [] });
    expect(compare(cellsWith(better), cellsWith(worse)).lost).toHaveLength(1);
    expect(compare(cellsWith(worse), cellsWith(better)).gained).toHaveLength(1);
  });

  it('lose a cell that is gone from a whole run, not from a restricted one', () => {
    const line = 'INV-01 deposit: proved -> nothing';
    expect(compare(cellsWith('proved'), []).lost).toEqual([line]);
    expect(compare(cellsWith('proved'), [], false).lost).toEqual([]);
  });

  it('take as proved, in a restricted run, what is assumed only under what the proof used', () => {
    const was = cellsWith('proved', ['INV-02', 'INV-03']);
    const [less, more] = [cellsWith('assumed', ['INV-03']), cellsWith('assumed', ['INV-04'])];
    expect(compare(was, less, false)).toEqual({ lost: [], gained: [], changed: [] });
    expect(compare(was, less, true).lost).toHaveLength(1);
    expect(compare(was, more, false).lost).toHaveLength(1);
  });

  it('lose when an assumed cell rests on one thing more', () => {
    const was = cellsWith('assumed', ['INV-02']);
    expect(compare(was, cellsWith('assumed', ['INV-02', 'INV-09'])).lost)
      .toEqual(['INV-01 deposit: assumed INV-02 -> assumed INV-02 INV-09']);
  });

  it('only change when a proof uses other proved facts', () => {
    const { lost, changed } = compare(cellsWith('proved', ['INV-02']), cellsWith('proved'));
    expect([lost, changed]).toEqual([[], ['INV-01 deposit: proved INV-02 -> proved']]);
  });

  it('are refused with file and line when they are damaged', () => {
    expect(() => compareExpected('# ok\nINV-01 deposit prooved\n', 'proofs/v.txt', [], true))
      .toThrow(/^proofs\/v\.txt:2 not a verdict: INV-01 deposit prooved/);
  });

  it('may have been checked out with carriage returns', () => {
    const text = printExpected(cellsWith('proved')).replaceAll('\n', '\r\n');
    expect(compareExpected(text, 'v.txt', cellsWith('proved'), true).lost).toEqual([]);
  });
});
