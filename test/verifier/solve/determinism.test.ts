// Equal queries cost exactly the same rlimit whatever came before, whatever the folder, argv or
// locale.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

import { createPool } from '../../../verifier/solve/pool.ts';
import { twentyQueries } from './twenty-queries.ts';

const program = fileURLToPath(new URL('./twenty-queries.ts', import.meta.url));

function runIn(folder: string, argv: readonly string[], env: Record<string, string>): string {
  const tsx = import.meta.resolve('tsx');
  return execFileSync(process.execPath, ['--import', tsx, program, ...argv], {
    cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8',
  });
}

async function askInOrder(jobs: number, order: 'as given' | 'reversed'): Promise<string> {
  const pool = createPool({ jobs, solver: 'embedded', timeoutMs: 60_000 });
  const queries = order === 'reversed' ? twentyQueries.toReversed() : twentyQueries;
  const answers = await Promise.all(queries.map((query) => pool.solve(query)));
  await pool.close();
  const rows = answers.map(({ id, result, rlimit }) => [id, result, rlimit]);
  return JSON.stringify(order === 'reversed' ? rows.reverse() : rows);
}

test('cost is the same from any folder, with any arguments, time zone and language', () => {
  const folder = mkdtempSync(join(tmpdir(), 'a-folder-with-a-rather-long-name-'));
  try {
    const plain = runIn(process.cwd(), [], {});
    const elsewhere = { TZ: 'Asia/Tokyo', LANG: 'fr_FR.UTF-8' };
    const other = runIn(folder, ['--some', 'arguments', 'x'.repeat(500)], elsewhere);
    expect(other).toBe(plain);
    expect(runIn(process.cwd(), [], {})).toBe(plain);
    expect(runIn(folder, ['y'], elsewhere)).toBe(plain);
    const rows = JSON.parse(plain) as readonly (readonly [string, string, number])[];
    const verdicts = new Set(rows.map(([, result]) => result));
    expect(rows).toHaveLength(20);
    expect(verdicts).toContain('unsat');
    expect(verdicts).toContain('sat');
    expect(rows.filter(([, , cost]) => cost > 1_000).length).toBeGreaterThan(5);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

test('cost does not depend on the order of the queries nor on the number of jobs', async () => {
  const alone = await askInOrder(1, 'as given');
  expect(await askInOrder(1, 'reversed')).toBe(alone);
  expect(await askInOrder(2, 'as given')).toBe(alone);
}, 120_000);
