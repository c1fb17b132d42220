// `plimsoll prove`, cold, as a user starts it: figures and ratios against the aims, never a verdict
// on them. Words after the script's name go to the command (`--jobs 1`).

import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const AIMS = { totalMs: 10_000, limitMs: 30_000, firstMs: 3_000 };

type Run = {
  readonly obligations: readonly { readonly ms: number; readonly id: string }[];
  readonly totals: { readonly asked: number; readonly folded: number };
  readonly elapsedMs: number;
  readonly firstVerdictMs: number;
  readonly startedMs: number;
  readonly readMs: number;
  readonly solver: string;
};

function runCold(words: readonly string[]): { readonly run: Run; readonly wallMs: number } {
  const started = performance.now();
  const command = ['cli/plimsoll.mjs', 'prove', '--json', ...words];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, {
    cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28,
  });
  const wallMs = performance.now() - started;
  if (!stdout.startsWith('{')) throw new Error(`prove ended with ${status}: ${stderr}`);
  return { run: JSON.parse(stdout) as Run, wallMs };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

const { run, wallMs } = runCold(process.argv.slice(2));
const count = run.obligations.length;
const firstMs = run.startedMs + run.firstVerdictMs;
const slowest = [...run.obligations].sort((a, b) => b.ms - a.ms).slice(0, 5);
const busyMs = run.obligations.reduce((sum, o) => sum + o.ms, 0);
const lines = [
  `prove, cold, ${availableParallelism()} cores, Node ${process.version}, ${run.solver}`,
  `  total          ${seconds(wallMs)}  (${(wallMs / AIMS.totalMs).toFixed(2)} of the aim, `
    + `${(wallMs / AIMS.limitMs).toFixed(2)} of the limit)`,
  `  read           ${seconds(run.readMs)}`,
  `  first verdict  ${seconds(firstMs)}  (${(firstMs / AIMS.firstMs).toFixed(2)} of the limit)`,
  `  obligations    ${count}: ${run.totals.asked} asked, ${run.totals.folded} folded; `
    + `${Math.round((count * 1000) / run.elapsedMs)} per second`,
  `  solvers' time  ${seconds(busyMs)}, ${(busyMs / run.elapsedMs).toFixed(2)} of the proof's`,
  ...slowest.map((o) => `  slowest        ${seconds(o.ms)}  ${o.id}`),
];
process.stdout.write(`${lines.join('\n')}\n`);
