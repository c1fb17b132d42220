// The file of traces, and what is said of one that does not run: one message that names the trace,
// the step and what to do. A trace is run by the real code and by the evaluator, which must agree.

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openTerminal } from '../../../cli/terminal.ts';
import { runWitness } from '../../../cli/witness.ts';
import { Disagreement } from '../../../verifier/replay/book.ts';
import { loadKernel } from '../../../verifier/replay/kernel.ts';
import { checkWitnesses } from '../../../verifier/witness/coverage.ts';
import { recognisePath } from '../../../verifier/witness/recognise.ts';
import { readTraces, writeTraces } from '../../../verifier/witness/trace.ts';
import { createWalker, walkTrace } from '../../../verifier/witness/walk.ts';
import { judge, readCells, useSolver, withPurse, withWholePurse } from './purse.ts';

const solver = useSolver();
const FILE = 'proofs/witnesses.json';

async function runCommand(config: string, update: boolean): Promise<{ code: number; out: string }> {
  const written: string[] = [];
  const out = (text: string): void => void written.push(text);
  const terminal = { ...openTerminal(), color: false, out, err: () => {} };
  const options = { runs: 500, seed: 1, update, json: false, debug: false };
  const command = { name: 'witness', config, ...options } as const;
  return { code: await runWitness(terminal, command, process.cwd()), out: written.join('') };
}

describe('the file', () => {
  test('is read as it was written', () => withPurse(() => {}, async (config, { folder }) => {
    const { project } = readCells(config).session;
    const text = readFileSync(`${folder}/${FILE}`, 'utf8');
    const { traces, misfits } = readTraces(project);
    writeTraces(project, traces);
    expect(readFileSync(`${folder}/${FILE}`, 'utf8')).toBe(text);
    expect(misfits).toEqual([]);
  }));

  const faults: readonly (readonly [string, RegExp])[] = [
    ['{ "schema": ', /^proofs\/witnesses\.json: it is not JSON$/],
    ['{ "schema": "plimsoll.witnesses/9" }', /schema: "plimsoll.witnesses\/1" was expected/],
    ['{ "schema": "plimsoll.witnesses/1", "traces": 7 }', /traces: a JSON array was expected/],
  ];
  test.each(faults)('that is none is refused: %s', (text, message) => withPurse(
    ({ folder }) => writeFileSync(`${folder}/${FILE}`, text),
    async (config) => {
      const { project } = readCells(config).session;
      expect(() => readTraces(project)).toThrow(message);
    }));
});

const TAMPERED: readonly (readonly [string, string, string, string])[] = [
  ['a step that is rejected', '"amount":"40000"', '"amount":"400000"',
    'step 2, transfer, is rejected with balance_too_low'],
  ['genesis that is rejected', '"rate":"2500"', '"rate":"2500000"',
    'step 0, genesis, is rejected with rate_out_of_range'],
  ['a number that is none', '"amount":"40000"', '"amount":"4e4"',
    'traces[0].steps[1].event.amount: a whole number, written as a string of digits, was expected'],
  ['a transition that is none', '"transition":"deposit"', '"transition":"pay"',
    'traces[0].steps[0].event: the kernel has no transition `pay`'],
  ['a field too many', '"to":"2"', '"to":"2","tip":"1"',
    'traces[0].steps[1].event.tip: the kernel has no such field'],
];

describe('a tampered trace is refused with one clear message', () => {
  test.each(TAMPERED)('%s', (_name, from, to, message) => withPurse(
    (copy) => copy.edit(FILE, from, to),
    async (config) => {
      const judged = [...await judge(readCells(config), solver)];
      const [lost] = judged.filter(([id]) => id.startsWith('WITNESS/traces/'));
      expect(lost?.[0]).toBe('WITNESS/traces/there and back for a fee');
      expect(lost?.[1].verdict).toBe('unknown');
      expect(lost?.[1].reason).toContain(
        `${FILE}: trace \`there and back for a fee\`: ${message}: mend it`);

      const refused = await runCommand(config, false);
      expect(refused.code).toBe(1);
      expect(refused.out.split('\n').filter((line) => line.includes(message))).toHaveLength(1);
      expect((await runCommand(config, true)).code).toBe(0);
      expect((await runCommand(config, false)).code).toBe(0);
    }));
});

describe('a run', () => {
  test('seen differently by the two is a disagreement', () => withWholePurse(async (config) => {
    const { session, cells } = readCells(config);
    const kernel = await loadKernel(session.project);
    const lying = { ...kernel, transitions: new Map([...kernel.transitions,
      ['deposit', () => ({ kind: 'rejected', code: 'vault_full' })]]) };
    const [trace] = readTraces(session.project).traces;
    if (trace === undefined) throw new Error('the purse has no trace');
    const walker = createWalker(session.project, lying, cells);
    expect(() => walkTrace(walker, trace)).toThrow(Disagreement);
  }));

  test('by other branches than its path has is refused', () => withWholePurse(async (config) => {
    const { session, cells } = readCells(config);
    const { visits } = await checkWitnesses(session, cells, readTraces(session.project).traces);
    const cell = cells.find(({ name }) => name === 'deposit');
    const situation = visits.find((visit) => visit.situation.transition === 'deposit')?.situation;
    if (cell === undefined || situation === undefined) throw new Error('the purse has no deposit');
    const pathless = { ...cell, paths: [] };
    expect(() => recognisePath(cell, situation, [])).toThrow(/hold are: accepted; report this/);
    expect(() => recognisePath(pathless, situation, [])).toThrow(/conditions hold are: none/);
  }));

  test('loads one account once, whichever roles it has', () => withPurse(
    (copy) => copy.edit('kernel/purse.ts', 'if (event.from === event.to)', 'if (event.from < 0n)'),
    async (config) => {
      const { session, cells } = readCells(config);
      const deposit = { kind: 'deposit', account: 1n, amount: 50n };
      const transfer = { kind: 'transfer', from: 1n, to: 1n, amount: 10n };
      const steps = [
        { transition: 'deposit', event: deposit }, { transition: 'transfer', event: transfer },
      ];
      const trace = { name: 'self', genesis: { rate: 0n }, steps };
      const { visits } = await checkWitnesses(session, cells, [trace]);
      expect(visits.at(-1)?.situation.touched).toEqual([{ balance: 50n }, { balance: 50n }]);
    }));
});
