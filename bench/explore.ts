// Exploring this repository's `large` scope to depth 8 by one thread and by two, and the space
// that a state takes: figures, never a verdict on them. Transitions per second are of the whole
// search, with all its checks and with the compiling that every thread does for itself.

import { fileURLToPath } from 'node:url';
import type { Scope } from '../declare/index.ts';
import { explore } from '../generators/explore/explore.ts';
import { large } from '../plimsoll.scopes.ts';
import { readProject } from '../verifier/read/project.ts';
import { loadKernel } from '../verifier/replay/kernel.ts';

const AIM = 2_000_000;
const LEAST = 300_000;
const FIFTY_MILLION = 50_000_000;
const MEMORY = 2 ** 34;

const DEPTH = 8;

const project = readProject(fileURLToPath(new URL('../plimsoll.config.ts', import.meta.url)));
const kernel = await loadKernel(project);
const scope: Scope = { ...large, depth: DEPTH };
const count = (n: number): string => Math.round(n).toLocaleString('en');

for (const jobs of [1, 2]) {
  const before = process.cpuUsage();
  const explored = await explore({
    project, kernel, name: 'large', scope, memory: MEMORY, jobs, stopped: () => false,
    onProgress: () => {},
  });
  const { user, system } = process.cpuUsage(before);
  const { states, transitions, bytes, elapsedMs, complete, violations } = explored;
  if (!complete || violations.length > 0) throw new Error('the benchmark explores a sound kernel');
  // Of the processor's own time, with what the engine spends beside: collecting garbage.
  const rate = (transitions * 1_000_000) / (user + system);
  console.log([
    `explore: ${jobs} thread(s): ${count(states)} states, ${count(transitions)} transitions, `
      + `${count(elapsedMs)} ms`,
    `explore: transitions per second of one core      ${count(rate)}  `
      + `(${(rate / AIM).toFixed(2)} of the aim, ${(rate / LEAST).toFixed(2)} of the limit)`,
    `explore: bytes per state                         ${count(bytes / states)}`,
    `explore: GiB for 50,000,000 states               `
      + ((bytes / states) * FIFTY_MILLION / 2 ** 30).toFixed(1),
  ].join('\n'));
}
