// The same sources give the same obligations in the same order with the same verdicts and, one
// query at a time, at the same cost, from whatever folder the command is started.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT } from './canary.ts';

const COMMAND = join(ROOT, 'cli', 'plimsoll.mjs');
const CONFIG = join(ROOT, 'examples', 'purse', 'plimsoll.config.ts');

type Obligation = { readonly id: string; readonly verdict: string; readonly rlimit: number };

async function provePurse(folder: string): Promise<readonly Obligation[]> {
  const asked = [COMMAND, 'prove', '--config', CONFIG, '--jobs', '1', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, asked, { cwd: folder });
  const { obligations } = JSON.parse(stdout) as { readonly obligations: readonly Obligation[] };
  return obligations.map(({ id, verdict, rlimit }) => ({ id, verdict, rlimit }));
}

test('the purse is proved alike from two folders, at the same cost', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'plimsoll-elsewhere-with-a-longer-name-'));
  try {
    const [here, there] = await Promise.all([provePurse(ROOT), provePurse(elsewhere)]);
    expect(here.length).toBeGreaterThan(50);
    expect(here.filter(({ rlimit }) => rlimit > 0).length).toBeGreaterThan(5);
    expect(there).toEqual(here);
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
});
