// What a run prints, on fabricated runs: the table, the problems in full, the totals, the JSON.

import { describe, expect, it } from 'vitest';
import { gatherCells } from '../../cli/cells.ts';
import { openProgress } from '../../cli/progress.ts';
import { findUnasked, printSummary, type Summary } from '../../cli/summary.ts';
import { printJson } from '../../cli/verdicts-json.ts';
import type { ProofRun } from '../../verifier/verdict.ts';
import {
  counterexample, fabricateRun, fabricateTerminal, headings, verdict,
} from './fabricated.ts';

const refuted = verdict('INV-01', 'transfer', 'refuted', { counterexample });
const mixed = fabricateRun([
  verdict('INV-01', null, 'proved', { kind: 'base', folded: true }),
  verdict('INV-01', 'deposit', 'proved'),
  verdict('INV-01', 'deposit', 'proved'),
  refuted,
  verdict('INV-02', 'deposit', 'assumed', { assumptions: ['INV-01'] }),
  verdict('INV-02', 'transfer', 'unknown'),
  verdict('CON-deposit', 'deposit', 'proved', { kind: 'contract' }),
  verdict('CON-transfer', 'transfer', 'vacuous', { kind: 'contract' }),
  verdict('paths', 'deposit', 'proved', { kind: 'paths' }),
  verdict('THM-01', null, 'open', { kind: 'theorem' }),
]);

function print(run: ProofRun, more = {}, circumstances: Partial<Summary> = {}): string {
  const { terminal } = fabricateTerminal(more);
  const place = { file: 'f.json', command: 'npx plimsoll replay f.json' };
  const written = new Map([[refuted.id, place]]);
  return printSummary(terminal, {
    run, headings, written, difference: null, unasked: [], restricted: false, startedMs: 100,
    ...circumstances,
  });
}

describe('the proof table', () => {
  const lines = print(mixed).split('\n');
  const row = (label: string): string => lines.find((line) => line.startsWith(label)) ?? '';

  it('has a column per transition, genesis first', () => {
    expect(lines[0]?.trim().split(/\s+/)).toEqual(['genesis', 'deposit', 'transfer']);
  });

  it('has a row per property, with counts, words and dots', () => {
    expect(row('INV-01')).toMatch(/Every token .*\.\.\.\s+ok 1\s+ok 2\s+REFUTED$/);
    expect(row('INV-02')).toMatch(/No balance is negative\.\s+·\s+assumed\s+UNKNOWN$/);
    expect(row('paths')).toMatch(/·\s+ok 1\s+·$/);
  });

  it('gathers the contracts in one row', () => {
    expect(row('CON')).toMatch(/contract says\.\s+·\s+ok 1\s+VACUOUS$/);
    expect(lines.filter((line) => line.startsWith('CON'))).toHaveLength(1);
  });

  it('lists what speaks of no transition below', () => {
    expect(row('THM-01')).toMatch(/^THM-01\s+open\s+A transfer neither/);
  });

  it('wraps its columns into blocks that fit, and loses none', () => {
    const names = Array.from({ length: 14 }, (_, i) => `transition${i}`);
    const run = fabricateRun(names.map((name) => verdict('INV-01', name, 'proved')));
    const { terminal } = fabricateTerminal();
    const wide = { ...headings, transitions: names };
    const text = printSummary(terminal, {
      run, headings: wide, written: new Map(), difference: null, unasked: [],
      restricted: false, startedMs: 0,
    });
    expect(text.match(/ok 1\b/g)).toHaveLength(14);
    for (const name of names) expect(text).toContain(name);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe('a problem', () => {
  const text = print(mixed);

  it('names the claim, its values and where it stands', () => {
    expect(text).toContain('REFUTED INV-01 by transfer, path 1');
    expect(text).toContain('claim   v.vault === accounts.sum((a) => a.balance) + v.fees');
    expect(text).toContain('at invariants/accounting.ts:8:3');
    expect(text).toMatch(/values {2}v\.vault +\ = 7n\n +accounts\.sum\(\(a\) => a\.balance\) = 5n/);
  });

  it('shows the fields that matter first, then the others that change, then the rest', () => {
    const order = ['venue.fees', 'from.balance', 'to.balance', 'the rest', 'event.amount',
      'venue.vault', 'venue.feeds[0].price'];
    const places = order.map((path) => text.indexOf(`  ${path}`, text.indexOf('what matters')));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(text).toMatch(/from\.balance +7n -> 4n/);
  });

  it('names the path taken, the file and the command that replays it', () => {
    expect(text).toContain('path    kernel/purse.ts:55:3');
    expect(text).toContain('written   f.json');
    expect(text).toContain('replay    npx plimsoll replay f.json');
  });

  it('gives the reason of what is unknown or vacuous', () => {
    expect(text).toContain('said why unknown');
    expect(text).toContain('said why vacuous');
  });

  it('is what an assumed cell rests on, said once of all that rest on the same', () => {
    const resting = ['STEP-01', 'STEP-02'].map((id) =>
      verdict(id, 'deposit', 'assumed', { assumptions: ['INV-01', 'INV-02'] }));
    const [run, lines] = [fabricateRun(resting), '  STEP-01 deposit\n  STEP-02 deposit\n'];
    expect(print(run)).toContain(`\nproved only under INV-01, INV-02:\n${lines}`);
    expect(print(run, {}, { restricted: true })).toMatch(/^assumed: a run with --only does not/m);
    expect(print(run, {}, { restricted: true })).not.toContain('proved only under');
  });

  it('is one line where a step shown above violates another part of the property', () => {
    const other = verdict('INV-01', 'transfer', 'refuted', {
      id: 'INV-01/transfer/1/2', reason: 'the same step as for INV-01/transfer/1/1',
    });
    const lines = print(fabricateRun([refuted, other])).split('\n');
    expect(lines.filter((line) => line.includes('INV-01/transfer/1/2'))).toEqual([
      '  refuted INV-01/transfer/1/2, invariants/accounting.ts:8:3: '
        + 'the same step as for INV-01/transfer/1/1',
    ]);
    expect(lines.filter((line) => line.startsWith('REFUTED'))).toHaveLength(1);
  });

  it('is never dropped: past the first dozen they are listed', () => {
    const many = Array.from({ length: 20 }, (_, i) =>
      verdict(`INV-${i + 50}`, 'deposit', 'unknown'));
    const listed = print(fabricateRun(many));
    expect(listed).toContain('and 8 more:');
    for (const { id } of many) expect(listed).toContain(id);
  });
});

describe('the totals', () => {
  it('count what was folded apart from what was asked', () => {
    const text = print(mixed);
    expect(text).toContain('10 obligations: 5 proved, 1 refuted, 1 unknown, 1 vacuous, ');
    expect(text).toContain('9 asked of z3 0.0.0 (fabricated), 1 decided without it');
    expect(text).toContain('2.1 s in all, first verdict after 0.6 s, 5 obligations per second');
  });

  it('tell apart a property of which nothing was asked', () => {
    const asked = ['INV-01', 'INV-77'];
    expect(findUnasked(gatherCells(mixed.verdicts), asked)).toEqual(['INV-77']);
  });

  it('use colour only on request', () => {
    expect(print(mixed)).not.toContain('\u001b');
    expect(print(mixed, { color: true })).toContain('\u001b[31mREFUTED');
  });
});

describe('the JSON', () => {
  it('is one object of the published schema, bigints as strings', () => {
    const text = printJson(mixed, {
      difference: null, unasked: ['INV-77'], startedMs: 100, readMs: 50,
    });
    expect(text).not.toContain('\n');
    const document = JSON.parse(text) as Record<string, unknown>;
    expect(document).toMatchObject({
      schema: 'plimsoll.verdicts/1', kernel: { hash: 'ab12' }, solver: 'z3 0.0.0 (fabricated)',
      totals: {
        proved: 5, refuted: 1, unknown: 1, vacuous: 1, assumed: 1, open: 1, asked: 9, folded: 1,
      },
      elapsedMs: 2000, startedMs: 100, readMs: 50, expected: null, unasked: ['INV-77'],
    });
    const obligations = document['obligations'] as Record<string, unknown>[];
    for (const key of ['id', 'property', 'kind', 'transition', 'path', 'verdict', 'ms', 'rlimit',
      'assumptions']) expect(obligations[0]).toHaveProperty(key);
    expect(obligations[3]).toHaveProperty('counterexample.step.venueAfter.fees', '1');
  });
});

describe('the progress', () => {
  const STEP_MS = 500;
  const run = (interactive: boolean): string => {
    const { terminal, err } = fabricateTerminal({ interactive });
    let nowMs = 0;
    const progress = openProgress(terminal, () => nowMs);
    for (let done = 1; done <= 40; done += 1) {
      progress.show({ done, total: done + 1, last: `INV-${done}` });
      nowMs += STEP_MS;
    }
    progress.clear();
    return err();
  };

  it('is a plain line at first and every five seconds where there is no terminal', () => {
    expect(run(false).trimEnd().split('\n')).toEqual(
      [1, 11, 21, 31].map((done) => `${done} of ${done + 1} obligations`),
    );
  });

  it('is one line, rewritten and cleared at the end, on a terminal', () => {
    expect(run(true)).not.toContain('\n');
    expect(run(true)).toContain('\r\u001b[2K40 of 41 obligations  INV-40');
    expect(run(true).endsWith('\r\u001b[2K')).toBe(true);
  });
});
