// One level after the next, by any number of workers: each takes a few states at a time until none
// is left, and the last to find none opens the next level.

import type { Search, Walk } from './search.ts';
import { AT } from './shared.ts';

/** Why a search ended; `failed`: a worker has thrown. */
export const STATUS = ['running', 'done', 'violation', 'interrupted', 'memory', 'failed'] as const;
export type Status = (typeof STATUS)[number];

const BATCH = 16;
/** More than one state leads to, as a rule: room for them is asked for before it is expanded. */
const ROWS_AHEAD = 1_000;
const WAIT_MS = 2;

export type Bounds = {
  readonly memory: number; // bytes
  readonly jobs: number;
};

export const readStatus = (control: Int32Array): Status =>
  STATUS[Atomics.load(control, AT.status)] ?? 'failed';

/** Ends the search for all workers; who comes first says why. */
export function end(control: Int32Array, why: Status): void {
  if (why === 'failed') Atomics.store(control, AT.failed, 1);
  Atomics.compareExchange(control, AT.status, 0, STATUS.indexOf(why));
  Atomics.notify(control, AT.depth);
}

/** Opens the first level, or the next. */
export function openLevel({ context: { store, scope } }: Search): void {
  const { control } = store.shared;
  const [from, count] = [Atomics.load(control, AT.levelEnd), store.states.count()];
  const depth = Atomics.load(control, AT.depth) + (from === 0 ? 0 : 1);
  if (Atomics.load(control, AT.found) !== 0) return end(control, 'violation');
  if (from === count || (from > 0 && depth === scope.depth)) return end(control, 'done');
  Atomics.store(control, AT.levelStart, from);
  Atomics.store(control, AT.levelEnd, count);
  Atomics.store(control, AT.next, from);
  Atomics.store(control, AT.expanded, 0);
  Atomics.store(control, AT.arrived, 0);
  Atomics.store(control, AT.depth, depth);
  Atomics.notify(control, AT.depth);
}

/** Waits until the last of the workers has opened the next level. */
function finishLevel(search: Search, jobs: number): void {
  const { shared } = search.context.store;
  const { control } = shared;
  const depth = Atomics.load(control, AT.depth);
  if (Atomics.add(control, AT.arrived, 1) + 1 === jobs) return openLevel(search);
  while (Atomics.load(control, AT.depth) === depth && readStatus(control) === 'running') {
    shared.pause();
    Atomics.wait(control, AT.depth, depth, WAIT_MS);
  }
}

/** Expands states until the search ends or the time is over; then nothing is half done. */
export function openWorker(
  search: Search, walk: Walk, { memory, jobs }: Bounds,
): (endMs: number) => void {
  const { store } = search.context;
  const { control } = store.shared;
  let [next, until] = [0, 0]; // what this worker has taken
  const isOut = (): boolean =>
    store.bytes() + store.growth(ROWS_AHEAD * jobs) > memory;
  const take = (): boolean => {
    next = Atomics.add(control, AT.next, BATCH);
    until = Math.min(next + BATCH, Atomics.load(control, AT.levelEnd));
    return next < until;
  };
  return (endMs) => {
    while (readStatus(control) === 'running' && performance.now() < endMs) {
      if (next >= until) {
        if (isOut()) return end(control, 'memory');
        if (!take()) {
          finishLevel(search, jobs);
          continue;
        }
      }
      walk.expand(next);
      next += 1;
      Atomics.add(control, AT.expanded, 1);
    }
  };
}
