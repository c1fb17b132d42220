// One thread of a search: it loads kernel and scope from the configuration, takes its seat at the
// shared memory, and expands states until the search ends. It never returns to its event loop while
// it works, and hears of the end by the shared counters.

import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import type { Scope } from '../../declare/index.ts';
import { loadKernel } from '../../verifier/replay/kernel.ts';
import { end, openWorker } from './levels.ts';
import { loadScopes } from './load.ts';
import { openSearch } from './open.ts';
import { openWalk } from './search.ts';
import type { Search } from './search.ts';
import { AT, joinMemory } from './shared.ts';
import type { Shared } from './shared.ts';
import type { Failed, Gathered, WorkerData } from './team.ts';

/** Of the heap that Node may use: beyond it, collecting garbage takes all the time. */
const HEAP_SHARE = 0.85;
const SLICE_MS = 50;

async function loadScope({ project, name, depth, check }: WorkerData): Promise<Scope> {
  const scope = (await loadScopes(project.config)).get(name);
  if (scope == null) throw new Error(`the configuration names no scope ${name}`);
  const { depth: _depth, check: _check, ...rest } = scope;
  return {
    ...rest, ...(depth === undefined ? {} : { depth }), ...(check === undefined ? {} : { check }),
  };
}

function isHeapFull(): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used > limit * HEAP_SHARE;
}

async function work(data: WorkerData, shared: Shared): Promise<Gathered> {
  const { project, name, symmetry, memory, jobs, tallies, number } = data;
  const scope = await loadScope(data);
  const kernel = await loadKernel(project);
  const search: Search = openSearch({ project, kernel, name, scope, symmetry, shared, jobs });
  const walk = openWalk(search);
  const advance = openWorker(search, walk, { memory, jobs });
  const transitions = new Float64Array(tallies);
  while (Atomics.load(shared.control, AT.status) === 0) {
    if (isHeapFull()) end(shared.control, 'memory');
    advance(performance.now() + SLICE_MS);
    transitions[number] = search.tally.transitions;
  }
  return {
    kind: 'gathered', found: search.found, wrong: search.wrong, tally: search.tally,
    coverage: search.coverage.map(({ counts, first }) => ({ counts, first })),
    seen: [...search.program.seen()],
  };
}

const failed = (fault: unknown): Failed => (fault instanceof Error
  ? { kind: 'failed', name: fault.constructor.name, message: fault.message }
  : { kind: 'failed', name: 'Error', message: String(fault) });

const data = workerData as WorkerData;
const shared = joinMemory(data.seat, false);
const told = await work(data, shared).catch((fault: unknown) => {
  end(shared.control, 'failed');
  return failed(fault);
});
// Whoever waits to be alone no longer waits for this thread.
Atomics.sub(shared.control, AT.active, 1);
Atomics.notify(shared.control, AT.paused);
parentPort?.on('message', () => {}); // stays until it is ended
parentPort?.postMessage(told);
