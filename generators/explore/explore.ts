// `explore`: a scope of a project, from its genesis events to the last state, or to where it was
// stopped. The kernel is handed to it as the functions that the configuration names; threads load
// them, and the scope, for themselves. Everything that it reports as violated is still to be
// replayed by whoever asked.

import type { Scope } from '../../declare/index.ts';
import type { Project } from '../../verifier/read/tree.ts';
import type { Kernel } from '../../verifier/replay/kernel.ts';
import type { Value } from '../../verifier/verdict.ts';
import { Unequal } from './choices.ts';
import { OWED } from './compile.ts';
import { GENESIS } from './coverage.ts';
import type { Outcomes } from './coverage.ts';
import { openLevel, openWorker, readStatus, end } from './levels.ts';
import type { Status } from './levels.ts';
import { openSearch } from './open.ts';
import { verifyScope } from './scope.ts';
import { openWalk } from './search.ts';
import type { Found, Search, Walk } from './search.ts';
import { AT, createMemory } from './shared.ts';
import { findSymmetry } from './symmetry.ts';
import type { Symmetry } from './symmetry.ts';
import { slotsIn, traceTo } from './trace.ts';
import type { TraceStep } from './trace.ts';
import { openTeam } from './team.ts';
import type { Team } from './team.ts';

export type Progress = {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly frontier: number; // states of this level still to expand
  readonly next: number; // states of the next level so far
  readonly bytes: number;
  readonly elapsedMs: number;
};

/** Why a search ended before there was nothing left to explore. */
export type Stop = 'violation' | 'interrupted' | 'memory';

export type Violation = {
  readonly property: string; // an id, or what every transition owes
  readonly transition: string;
  readonly trace: readonly TraceStep[]; // genesis first, the violating step last
  readonly step: {
    readonly venue: Value; readonly touched: readonly Value[]; readonly others: readonly Value[];
    readonly event: Value; readonly any: readonly Value[]; readonly chosen: readonly boolean[];
  };
};

type OutcomeReport = {
  readonly outcome: string;
  readonly accepted: boolean;
  readonly count: number;
  readonly witness: readonly TraceStep[] | null; // the shortest; null: never reached
};

export type Coverage = readonly {
  readonly transition: string; readonly outcomes: readonly OutcomeReport[];
}[];

export type Exploration = Omit<Progress, 'next'> & {
  readonly complete: boolean;
  readonly stopped: Stop | null;
  /** States of the last level that `depth` left, and states whose venue is not `within`. */
  readonly unexpanded: { readonly depth: number; readonly outside: number };
  readonly violations: readonly Violation[];
  readonly coverage: Coverage;
  readonly compared: number;
  readonly widened: number; // places of the kernel's code that left doubles
  readonly symmetric: boolean;
  readonly told: string | null; // why not
};

type Options = {
  readonly project: Project;
  readonly kernel: Kernel;
  readonly name: string;
  readonly scope: Scope;
  readonly memory: number; // bytes
  /** Whether the process itself has no room left, whatever the states take. */
  readonly isFull?: () => boolean;
  readonly stopped: () => boolean;
  readonly onProgress: (progress: Progress) => void;
  /**
   * Worker threads, which find the scope by its name in the configuration and share the processor
   * with nothing else. Left out: this very thread, which takes half as long again and more.
   */
  readonly jobs?: number;
};

const SLICE_MS = 50;

type Run = {
  readonly search: Search;
  readonly walk: Walk;
  readonly team: Team | null;
  readonly startedMs: number;
};

function look({ search, team, startedMs }: Run): Progress {
  const { states, shared: { control }, bytes } = search.context.store;
  const levelEnd = Atomics.load(control, AT.levelEnd);
  const done = Atomics.load(control, AT.levelStart) + Atomics.load(control, AT.expanded);
  return {
    states: states.count(),
    transitions: search.tally.transitions + (team?.transitions() ?? 0),
    depth: Atomics.load(control, AT.depth), frontier: levelEnd - done,
    next: states.count() - levelEnd, bytes: bytes(), elapsedMs: performance.now() - startedMs,
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => {
  if (ms === 0) setImmediate(resolve);
  else setTimeout(resolve, ms);
});

function reportCoverage(search: Search, walk: Walk): Coverage {
  return search.coverage.map(({ transition, names, codes, counts, first }: Outcomes) => ({
    transition,
    outcomes: names.map((outcome, i) => {
      const at = first[i] ?? null;
      return {
        outcome, accepted: i >= codes, count: counts[i] as number,
        witness: at === null ? null : traceTo(search, walk, at).steps,
      };
    }),
  }));
}

function reportViolation(search: Search, walk: Walk, found: Found): Violation {
  const { project, scope } = search.context;
  const property = project.properties[found.place];
  const id = property?.id ?? OWED[found.place - project.properties.length] ?? '';
  const transition = project.transitions[found.transition];
  const { steps, before } = traceTo(search, walk, found);
  const event = steps.at(-1)?.event ?? {};
  const slots = slotsIn(scope.accounts, transition?.roles ?? [], event);
  const accounts = before?.accounts ?? [];
  return {
    property: id, transition: transition?.name ?? GENESIS, trace: steps,
    step: {
      venue: before?.venue ?? {}, event,
      touched: slots.map((slot) => accounts[slot] ?? {}),
      others: accounts.filter((_, i) => !slots.includes(i)),
      any: (search.any.get(id)?.[found.any] ?? []) as readonly Value[],
      chosen: slots.map((_, i) => (found.chosen & (1 << i)) !== 0),
    },
  };
}

function report(run: Run, status: Status, told: string | null): Exploration {
  const { search, walk } = run;
  const { store, symmetry } = search.context;
  const { next, ...progress } = look(run);
  walk.locate();
  const found = search.found.toSorted((a, b) => a.place - b.place || a.transition - b.transition);
  const left = status === 'done' ? next : 0;
  return {
    ...progress, violations: found.map((one) => reportViolation(search, walk, one)),
    complete: status === 'done', stopped: status === 'done' ? null : status as Stop,
    depth: Atomics.load(store.shared.control, AT.depth) + (left > 0 ? 1 : 0),
    unexpanded: { depth: left, outside: search.tally.outside },
    coverage: reportCoverage(search, walk), compared: search.tally.compared,
    widened: new Set([...search.program.seen(), ...run.team?.seen() ?? []]).size,
    symmetric: symmetry !== null, told,
  };
}

async function run(
  options: Options, symmetry: Symmetry | null, told: string | null,
): Promise<Exploration> {
  const { project, kernel, name, scope, memory, jobs = 1 } = options;
  const team = options.jobs === undefined ? null : openTeam(jobs);
  const shared = team?.shared ?? createMemory();
  const { control } = shared;
  const search = openSearch({ project, kernel, name, scope, symmetry, shared, jobs });
  const walk = openWalk(search);
  const running: Run = { search, walk, team, startedMs: performance.now() };
  walk.start();
  openLevel(search);
  const work = openWorker(search, walk, { memory, jobs });
  team?.start({ project, name, depth: scope.depth, check: scope.check, symmetry, memory });
  try {
    while (readStatus(control) === 'running') {
      if (options.stopped()) end(control, 'interrupted');
      if (options.isFull?.() === true) end(control, 'memory');
      if (team === null) work(performance.now() + SLICE_MS);
      options.onProgress(look(running));
      shared.receive();
      await pause(team === null ? 0 : SLICE_MS);
    }
    await team?.gather(search);
  } finally {
    await team?.close();
  }
  return report(running, readStatus(control), told);
}

/** Throws a `ScopeFault` or `ValueFault` where the scope is wrong. */
export async function explore(options: Options): Promise<Exploration> {
  const { project, name, scope } = options;
  verifyScope(name, scope, project);
  const symmetry = findSymmetry(project);
  if (symmetry.told !== null) {
    const { file, line } = symmetry.told;
    return run(options, null, `an account's id is used at ${file}:${line}`);
  }
  try {
    return await run(options, symmetry, null);
  } catch (fault) {
    if (!(fault instanceof Unequal)) throw fault;
    return run(options, null, 'an event of the scope names some accounts, not all');
  }
}
