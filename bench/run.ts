// All benchmarks, one after the other, each in a process of its own so that none warms another.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BENCHMARKS = ['kernel.ts', 'prove.ts', 'explore.ts'];

for (const name of BENCHMARKS) {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
