// Counterexample files: what is written can be read and replayed to the same counterexample, and a
// file that does not fit the kernel is refused with the place in it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readProject } from '../../../verifier/read/project.ts';
import { readCounterexample, writeCounterexample } from '../../../verifier/replay/file.ts';
import { loadKernel } from '../../../verifier/replay/kernel.ts';
import { replay } from '../../../verifier/replay/replay.ts';
import { GENESIS } from '../../../verifier/replay/situation.ts';
import type { Situation } from '../../../verifier/replay/situation.ts';
import type { Counterexample } from '../../../verifier/verdict.ts';

const CONFIG = fileURLToPath(new URL('leaky/plimsoll.config.ts', import.meta.url));
const HUGE = 2n ** 127n + 1n; // beyond what a JSON number holds

const quiet = { venue: {}, touched: [], event: {}, others: [], any: [], chosen: [] };
const moved: Omit<Situation, 'property'> = {
  transition: 'transfer',
  venue: { vault: HUGE, fees: 0n, moves: -3n },
  touched: [
    { balance: HUGE, tier: 'basic' },
    { balance: 10n, tier: 'gold' },
  ],
  event: { kind: 'transfer', from: 1n, to: 2n, amount: 20n },
  others: [{ balance: 5n, tier: 'gold' }],
  any: [],
  chosen: [false, true],
};
const SITUATIONS: readonly Situation[] = [
  { ...moved, property: 'INV-01' },
  { ...moved, property: 'STEP-02' },
  { ...moved, property: 'INV-03', any: [HUGE - 100n], venue: { vault: 0n, fees: 0n, moves: 0n } },
  { ...moved, property: 'CON-transfer' },
  { ...quiet, property: 'INV-01', transition: GENESIS, event: { fees: 5n } },
  { ...quiet, property: 'THM-01', transition: null, any: [{ balance: 1n, tier: 'gold' }] },
  { ...quiet, property: 'LEM-01', transition: null, any: [-1n, 3n] },
];

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-'));
const path = join(folder, 'found.json');
afterAll(() => rmSync(folder, { recursive: true }));

const project = readProject(CONFIG);
const kernel = await loadKernel(project);

function find(situation: Situation): Counterexample {
  const replayed = replay(project, kernel, situation, []);
  if (replayed.kind === 'violated') return replayed.counterexample;
  throw new Error(replayed.reason);
}

test.each(SITUATIONS)(
  'what is written of $property is read back and replays to the same',
  (situation) => {
    const found = find(situation);
    writeCounterexample(path, found);
    const recorded = readCounterexample(path, project);
    expect(recorded).toMatchObject({ claim: found.claim, at: found.at });
    expect(find(recorded.situation)).toEqual(found);
  },
);

test('the file is the documented JSON: bigints are strings of digits', () => {
  writeCounterexample(path, find({ ...moved, property: 'INV-01' }));
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    schema: 'plimsoll.counterexample/1',
    property: 'INV-01',
    step: {
      transition: 'transfer',
      venue: { vault: HUGE.toString(), moves: '-3' },
      outcome: 'accepted',
    },
  });
});

describe('refused, with the place:', () => {
  type Edit = (
    file: Record<string, unknown> & { step: Record<string, Record<string, unknown>> },
  ) => void;
  const edits: readonly (readonly [string, Edit, RegExp])[] = [
    [
      'another schema',
      (f) => {
        f.schema = 'plimsoll.counterexample/9';
      },
      /schema: "plimsoll.counterexample\/1" was expected/,
    ],
    [
      'an unknown transition',
      (f) => {
        (f.step as Record<string, unknown>).transition = 'pay';
      },
      /step.transition: the kernel has no `pay`/,
    ],
    [
      'a number for a bigint',
      (f) => {
        f.step.venue = { ...f.step.venue, vault: 12 };
      },
      /step.venue.vault: a whole number, written as a string/,
    ],
    [
      'digits with a fraction',
      (f) => {
        f.step.event = { ...f.step.event, amount: '1.5' };
      },
      /step.event.amount: a whole number/,
    ],
    [
      'a missing field',
      (f) => {
        f.step.venue = { vault: '1', fees: '1' };
      },
      /step.venue.moves: a whole number/,
    ],
    [
      'a field too many',
      (f) => {
        f.step.venue = { ...f.step.venue, pool: '1' };
      },
      /step.venue.pool: the kernel has no such field/,
    ],
    [
      'an unknown literal',
      (f) => {
        f.others = [{ balance: '1', tier: 'silver' }];
      },
      /others\[0\].tier: one of "basic", "gold" was expected/,
    ],
    [
      'an unknown role',
      (f) => {
        f.step.touched = { ...f.step.touched, third: {} };
      },
      /step.touched.third: the transition has no such role/,
    ],
    [
      'a list for a record',
      (f) => {
        f.step.venue = [] as unknown as Record<string, unknown>;
      },
      /step.venue: a JSON object was expected/,
    ],
    [
      'no step',
      (f) => {
        delete (f as Record<string, unknown>).step;
      },
      /step: a JSON object was expected/,
    ],
    [
      'no place',
      (f) => {
        f.at = { file: 'x.ts', line: -1, column: 1 };
      },
      /at.line: a line or column number was expected/,
    ],
  ];
  test.each(edits)('%s', (_name, edit, message) => {
    writeCounterexample(path, find({ ...moved, property: 'INV-01' }));
    const file = JSON.parse(readFileSync(path, 'utf8')) as Parameters<Edit>[0];
    edit(file);
    writeFileSync(path, JSON.stringify(file));
    expect(() => readCounterexample(path, project)).toThrow(message);
    expect(() => readCounterexample(path, project)).toThrow(path);
  });

  test('what is not JSON, or not there', () => {
    writeFileSync(path, '{ "schema": ');
    expect(() => readCounterexample(path, project)).toThrow(/it is not JSON/);
    expect(() => readCounterexample(join(folder, 'none.json'), project)).toThrow(
      /no counterexample file can be read/,
    );
  });
});
