// The verifier knows no kernel: the purse with every field, role, code, function, transition, type
// and property renamed gets the same verdicts in the same order. What the outcome of a transition
// is made of (`kind`, `venue`, `touched`, `code`) belongs to the declaration API and keeps its
// names.

import {
  cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prove } from '../../../verifier/prove.ts';
import { readProject } from '../../../verifier/read/project.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PURSE = join(ROOT, 'examples', 'purse');
const SCRATCH = join(ROOT, '.plimsoll', 'renamed'); // ignored by git

const NAMES: ReadonlyMap<string, string> = new Map(Object.entries({
  // fields and roles
  vault: 'reservoir', fees: 'drops', rate: 'leak', balance: 'level', amount: 'flow',
  account: 'basin', from: 'upper', to: 'lower',
  // codes
  rate_out_of_range: 'leak_not_possible', amount_out_of_range: 'flow_not_possible',
  vault_full: 'reservoir_overflows', same_account: 'one_basin_twice',
  balance_too_low: 'level_sinks_below_ground',
  // functions, transitions and constants
  genesis: 'dig', deposit: 'rain', transfer: 'channel', empty: 'dry', mulDivUp: 'portionAbove',
  ceilDiv: 'atLeast', PPM: 'PARTS', LIMIT: 'BRIM',
  // types
  Venue: 'Lake', Account: 'Basin', Deposit: 'Rain', Transfer: 'Channel', Event: 'Weather',
  Outcome: 'After', Pair: 'Two',
  // properties
  solvency: 'allWaterIsSomewhere', nonNegative: 'aboveGround', ranges: 'banks',
  noTaking: 'noSeepage', chargeSign: 'leaksLeak', conserved: 'waterStays',
  depositContract: 'rainContract', transferContract: 'channelContract',
  'INV-01': 'INV-91', 'INV-02': 'INV-82', 'INV-03': 'INV-73', 'STEP-01': 'STEP-64',
  'LEM-01': 'LEM-55', 'THM-01': 'THM-46',
}));

const WORD = /(?<![\w-])[A-Za-z_]+(?:-\d\d)?(?!\w)/g;

/** All but the `from` of an import, and the keys of a configuration and of traces. */
function rename(text: string, file: string): string {
  const renamed = text.replaceAll(WORD, (word, offset: number) =>
    (text.startsWith("from '", offset) ? word : NAMES.get(word) ?? word));
  if (file.endsWith('.json')) return renamed.replaceAll('"dig":', '"genesis":');
  if (!file.endsWith('plimsoll.config.ts')) return renamed;
  return renamed.replace(/^ {2}dig,$/m, '  genesis: dig,').replace(/^ {2}dry,$/m, '  empty: dry,')
    .replace(/^ {2}banks:/m, '  ranges:');
}

function renamedPurse(): string {
  mkdirSync(SCRATCH, { recursive: true });
  const folder = mkdtempSync(join(SCRATCH, 'purse-'));
  cpSync(PURSE, folder, { recursive: true, filter: (path) => !path.includes('counterexamples') });
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(ts|json)$/.test(entry)) continue;
    const path = join(folder, entry);
    writeFileSync(path, rename(readFileSync(path, 'utf8'), entry));
  }
  return folder;
}

async function verdicts(folder: string) {
  const run = await prove(readProject(join(folder, 'plimsoll.config.ts')), {
    only: [], jobs: 1, solver: 'embedded', rlimit: 1_000_000, timeoutMs: 30_000, seeds: [0],
    emitSmt: null, askAll: false, onProgress: () => undefined,
  });
  return run.verdicts;
}

const shape = ({ kind, verdict, folded }: Awaited<ReturnType<typeof verdicts>>[number]) =>
  ({ kind, verdict, folded });

test('the purse under other names gets the same verdicts in the same order', async () => {
  const folder = renamedPurse();
  try {
    const [own, other] = await Promise.all([verdicts(PURSE), verdicts(folder)]);
    const left = other.filter(({ id, transition }) => transition !== 'genesis'
      && id.split(/[/.]/).some((part) => part !== 'genesis' && NAMES.has(part)));
    expect(left.map(({ id }) => id)).toEqual([]);
    expect(own.length).toBeGreaterThan(50);
    expect(other.map(shape)).toEqual(own.map(shape));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
