// Z3 as WebAssembly, one worker thread a lane. A thread that exceeds the wall guard is ended and
// replaced, and so is one that crashes: an out-of-memory, a trap or an abort inside WebAssembly is
// an exception of its thread and leaves this process alone. Threads rather than processes: they
// share the compiled code of a 35 MB module (a quarter less time for a cold run on two cores) and
// cannot outlive an interrupt.

import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

import {
  type Check, type Lane, type Question, ToolchainError, expiredAfter, undecided,
} from './query.ts';

export type EmbeddedOptions = {
  readonly entry: URL; // the worker's program
  readonly startGuardMs: number; // how long a worker may take to become ready
  readonly memoryMb: number; // of the 2 GiB that the build has: Z3 gives up in order before its end
};

type Report = { readonly kind: 'ready' } | { readonly kind: 'checked'; readonly check: Check };

type Job = {
  readonly question: Question;
  readonly withinMs: number;
  readonly resolve: (check: Check) => void;
  readonly reject: (error: Error) => void;
};

type State = {
  readonly options: EmbeddedOptions;
  readonly starts: Starts;
  worker: Worker | null; // null: no start is tried any more
  phase: 'starting' | 'ready' | 'ending' | 'closed';
  job: Job | null;
  postedAt: number; // when the worker got the job
  guard: NodeJS.Timeout | null; // of the job
};

// Counted over all lanes: where one thread cannot start, none can.
type Starts = { failedInARow: number; lastFailure: string };

const STARTS = 3;
// Deep terms are walked recursively; Node's default of 4 MB for a thread ends such a walk too
// early.
const STACK_MB = 64;

/** `jobs` lanes, all of which begin to load at once. */
export function createEmbeddedLanes(jobs: number, options: Partial<EmbeddedOptions> = {}): Lane[] {
  // Speed only (24 queries on two threads: 1.6 s to 1.35 s). Z3's exceptions cross from
  // WebAssembly to JavaScript at every guarded call, and tiering up early competes with the search
  // for the processor.
  setFlagsFromString('--no-wasm-generic-wrapper');
  setFlagsFromString('--wasm-tiering-budget=10000000');
  const entry = new URL('./embedded-worker.mjs', import.meta.url);
  const starts: Starts = { failedInARow: 0, lastFailure: '' };
  const complete = { entry, startGuardMs: 60_000, memoryMb: 1792, ...options };
  return Array.from({ length: jobs }, () => createLane(complete, starts));
}

function createLane(options: EmbeddedOptions, starts: Starts): Lane {
  const state: State = {
    options, starts, worker: null, phase: 'starting', job: null, postedAt: 0, guard: null,
  };
  startWorker(state);
  return {
    check: (question, withinMs) => new Promise((resolve, reject) => {
      if (state.phase === 'closed') return resolve(undecided('crashed', 'the pool was closed', 0));
      if (state.worker === null) return reject(cannotStart(starts));
      state.job = { question, withinMs, resolve, reject };
      state.worker.ref();
      if (state.phase === 'ready') post(state, state.worker, state.job);
    }),
    close: async () => {
      state.phase = 'closed';
      takeJob(state)?.resolve(undecided('crashed', 'the pool was closed', 0));
      await state.worker?.terminate();
    },
  };
}

function startWorker(state: State): void {
  const { entry, startGuardMs, memoryMb } = state.options;
  // No loader or option of this process is passed on: the worker is plain JavaScript and starts
  // faster.
  const resourceLimits = { stackSizeMb: STACK_MB };
  const inherited = { execArgv: [], env: {}, argv: [] };
  const worker = new Worker(entry, { ...inherited, resourceLimits, workerData: { memoryMb } });
  let failure = '';
  state.worker = worker;
  state.phase = 'starting';
  const startGuard = setTimeout(() => {
    failure = `it was not ready after ${startGuardMs} ms`;
    void worker.terminate();
  }, startGuardMs).unref();
  if (state.job === null) worker.unref(); // an idle pool does not keep the process alive
  worker.on('message', (report: Report) => {
    if (report.kind === 'checked') {
      if (state.phase === 'ready') takeJob(state)?.resolve(report.check);
      return;
    }
    clearTimeout(startGuard);
    state.starts.failedInARow = 0;
    state.phase = 'ready';
    if (state.job !== null) post(state, worker, state.job);
  });
  worker.on('error', (error) => {
    failure = error instanceof Error ? error.message : String(error);
  });
  worker.on('exit', (code) => {
    clearTimeout(startGuard);
    recover(state, failure === '' ? `its thread ended with code ${code}` : failure);
  });
}

function post(state: State, worker: Worker, { question, withinMs }: Job): void {
  state.postedAt = performance.now();
  worker.postMessage(question);
  state.guard = setTimeout(() => {
    // An answer may have arrived while this process was busy; timers run before messages are read.
    setImmediate(() => expire(state, worker));
  }, withinMs);
}

function expire(state: State, worker: Worker): void {
  if (state.job === null || state.worker !== worker) return;
  const { withinMs, resolve } = state.job;
  takeJob(state);
  state.phase = 'ending';
  void worker.terminate();
  resolve(undecided('expired', expiredAfter(withinMs), performance.now() - state.postedAt));
}

/** After the end of a worker, whatever ended it: settles its job and starts the next worker. */
function recover(state: State, why: string): void {
  const { phase, starts } = state;
  state.worker = null;
  if (phase === 'closed') return;
  if (phase === 'ready') {
    const ms = performance.now() - state.postedAt;
    takeJob(state)?.resolve(undecided('crashed', `the solver crashed: ${why}`, ms));
  }
  if (phase === 'starting') {
    starts.failedInARow += 1;
    starts.lastFailure = why;
  }
  if (starts.failedInARow < STARTS) startWorker(state);
  else takeJob(state)?.reject(cannotStart(starts));
}

function takeJob(state: State): Job | null {
  const { job, guard } = state;
  if (guard !== null) clearTimeout(guard);
  state.job = null;
  state.guard = null;
  state.worker?.unref();
  return job;
}

function cannotStart({ lastFailure }: Starts): ToolchainError {
  return new ToolchainError(
    `the embedded solver could not be started, ${STARTS} times in a row: ${lastFailure}; `
    + 'reinstall the dependencies, or name another solver with --solver <path of z3 or cvc5>',
  );
}
