// Each program of test/verifier/refused stands outside the subset for one reason, which its first
// line names with the line and column. The reader must give exactly that refusal, and touch
// nothing.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RefusalList } from '../../../verifier/read/refusal.ts';
import { SUBSET_RULES } from '../../../verifier/read/rules.ts';
import { readSource } from '../../../verifier/read/snippet.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', 'refused');
const NAMES = readdirSync(FOLDER).sort();

const readText = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

function expectation(name: string): string {
  const found = /^\/\/ expect (SUB-\d\d \d+:\d+)\n/.exec(readText(name))?.[1];
  if (found === undefined) throw new Error(`${name} does not say what it expects`);
  return found;
}

function findRefusals(name: string): readonly string[] {
  try {
    readSource(name, readText(name), []);
  } catch (caught) {
    if (!(caught instanceof RefusalList)) throw caught;
    return caught.refusals.map(({ rule, at }) => `${rule} ${at.line}:${at.column}`);
  }
  return [];
}

const snapshot = (): readonly string[] =>
  readdirSync(FOLDER)
    .sort()
    .map((name) => `${name} ${statSync(join(FOLDER, name)).mtimeMs}`);

describe('a program outside the subset', () => {
  it.each(NAMES)('%s is refused by its rule, at its place, and by no other', (name) => {
    expect(findRefusals(name)).toEqual([expectation(name)]);
  });

  it('shows every rule at least once', () => {
    const shown = new Set(NAMES.map((name) => expectation(name).slice(0, 6)));
    expect(SUBSET_RULES.map((rule) => rule.id).filter((id) => !shown.has(id))).toEqual([]);
  });

  it('leaves the files as they were', () => {
    const before = snapshot();
    for (const name of NAMES.slice(0, 3)) findRefusals(name);
    expect(snapshot()).toEqual(before);
  });

  it('says in one line what is wrong, where, and what to write instead', () => {
    const read = () =>
      readSource('trade.ts', 'export function fee(x: number): bigint {\n  return 1n;\n}\n', []);
    expect(read).toThrow(
      'SUB-03 trade.ts:1:21 `number` is not in the subset: write a bigint literal (12n)',
    );
  });

  it('names every refusal of a source in one run, in order of the source', () => {
    const text = [
      'export function a(x: bigint): bigint {',
      '  const y = x ** 2n;',
      '  return y & 1n;',
      '}',
      'export function b(x: bigint): bigint {',
      '  return x << 1n;',
      '}',
      'export const c = (x: bigint): bigint => a(x) + x!;',
      '',
    ].join('\n');
    try {
      readSource('many.ts', text, []);
      expect.unreachable();
    } catch (caught) {
      const list = caught instanceof RefusalList ? caught.refusals : [];
      expect(list.map(({ rule, at }) => `${rule} ${at.line}`)).toEqual([
        'SUB-32 2',
        'SUB-32 3',
        'SUB-32 6',
        'SUB-12 8',
      ]);
    }
  });
});
