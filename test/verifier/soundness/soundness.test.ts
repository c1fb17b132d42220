// Every soundness rule of TRUST.md: its canaries are not proved, and a verifier with the rule
// switched off proves one of them. Together they show that the rule is what stops them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prove } from '../../../verifier/prove.ts';
import { RefusalList } from '../../../verifier/read/refusal.ts';
import * as accounts from './account-canaries.ts';
import * as arithmetic from './arithmetic-canaries.ts';
import * as assumption from './assumption-canaries.ts';
import * as deciding from './deciding-canaries.ts';
import * as modules from './module-canaries.ts';
import * as names from './name-canaries.ts';
import * as witness from './witness-canaries.ts';
import { findFailures, proveCanary, ROOT } from './canary.ts';
import { applyPatch, withMutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';

const CANARIES = [accounts, arithmetic, assumption, deciding, modules, witness]
  .flatMap((module) => Object.values(module));

describe.concurrent('a canary is not proved', () => {
  test.each(CANARIES)('$name', async (canary) => {
    const run = await proveCanary(canary, prove);
    expect(findFailures(canary, run)).toEqual(canary.fails);
  });
});

describe.concurrent('a name changes nothing, or is refused', () => {
  test.each(Object.values(names))('$name', async (canary) => {
    const told = await proveCanary(canary, prove).then(
      (run) => findFailures(canary, run).some(([, failure]) => failure === 'disproved'),
      (refused: unknown) => refused instanceof RefusalList,
    );
    expect(told).toBe(true);
  });
});

describe.concurrent('a verifier without the rule proves its canary', () => {
  test.each(MUTANTS)('$rule: $says', async ({ canary, patches, leaves, fault }) => {
    if (fault !== undefined) {
      await withMutant(fault.patches, async (mutated) =>
        expect(findFailures(canary, await proveCanary(canary, mutated))).toEqual(fault.fails));
    }
    await withMutant([...fault?.patches ?? [], ...patches], async (mutated) => {
      const run = await proveCanary(canary, mutated);
      expect(findFailures(canary, run)).toEqual(leaves ?? []);
    });
  });
});

test('every rule of TRUST.md has a mutant, or is said to be open', () => {
  const rows = readFileSync(join(ROOT, 'TRUST.md'), 'utf8').matchAll(/^\| (SND-\d\d) .*$/gm);
  const closed = [...rows].filter(([row]) => !row.includes('| open')).map(([, rule]) => rule);
  expect([...new Set(MUTANTS.map(({ rule }) => rule))].sort()).toEqual(closed);
});

test('a mutant whose text has moved is reported by the file that it stood in', () => {
  const patch = { file: 'prove.ts', find: 'gone', replace: '' };
  expect(() => applyPatch('something else', patch)).toThrow(/verifier\/prove\.ts.* occurs 0 times/);
  expect(() => applyPatch('gone and gone', patch)).toThrow(/verifier\/prove\.ts.* occurs 2 times/);
});
