// The whole search for traces, in rounds: a random walk from what is known, then, for each path
// that it did not find, the solver aimed at that path from books that were reached. Rounds that
// find nothing new are the last.

import type { Target } from './coverage.ts';
import { coverTraces } from './coverage.ts';
import type { Asking } from './premise.ts';
import { reachPath } from './reach.ts';
import { refine, searchTraces } from './search.ts';
import type { Trace } from './trace.ts';
import type { Walker } from './walk.ts';

export type FindOptions = Asking & {
  readonly runs: number; // steps tried at random in each round
  readonly onRound: (missing: number) => void;
};

const AIMED = 40; // books from which a path is aimed at in one round
const AIMED_RLIMIT = 500_000; // an event on a known book that costs more is tried from another one
const STERILE_ROUNDS = 3;

/** Traces that take the paths of `targets` which `known` leaves out; shrunk, and named by path. */
export async function findTraces(
  walker: Walker, known: readonly Trace[], targets: readonly Target[], options: FindOptions,
): Promise<readonly Trace[]> {
  const found: Trace[] = [];
  const missing = (): readonly Target[] => {
    const { seen } = coverTraces(walker, [...known, ...found]);
    return targets.filter(({ key }) => !seen.has(key));
  };
  const rlimit = Math.min(options.rlimit, AIMED_RLIMIT);
  let left = missing();
  for (let round = 0, sterile = 0; left.length > 0 && sterile < STERILE_ROUNDS; round += 1) {
    options.onRound(left.length);
    const seed = options.seed + round;
    const searched = searchTraces(walker, [...known, ...found], left, { runs: options.runs, seed });
    found.push(...searched.found);
    for (const target of missing()) {
      const asking = { ...options, rlimit, seed };
      const trace = await reachPath(walker, target, searched.stops, asking, AIMED);
      if (trace !== null) found.push(trace);
    }
    const still = missing();
    sterile = still.length === left.length ? sterile + 1 : 0;
    left = still;
  }
  return refine(walker, found);
}
