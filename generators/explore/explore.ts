// `explore`: a scope of a project, from its genesis events to the last state, or to where it was
// stopped. The kernel is handed to it as the functions that the configuration names; it imports
// none. Everything that it reports as violated is still to be replayed by whoever asked.

import type { Scope } from '../../declare/index.ts';
import type { Project } from '../../verifier/read/tree.ts';
import type { Kernel } from '../../verifier/replay/kernel.ts';
import type { Value } from '../../verifier/verdict.ts';
import { Unequal } from './choices.ts';
import { OWED } from './compile.ts';
import { composeKernel } from './compare.ts';
import { createCoverage, GENESIS } from './coverage.ts';
import type { Outcomes } from './coverage.ts';
import { createProgram } from './program.ts';
import { chooseAny, listGenesis, verifyScope } from './scope.ts';
import { openWalk } from './search.ts';
import type { Found, Search, Walk } from './search.ts';
import { createStore } from './store.ts';
import { findSymmetry } from './symmetry.ts';
import type { Symmetry } from './symmetry.ts';
import { slotsIn, traceTo } from './trace.ts';
import type { TraceStep } from './trace.ts';

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
};

const SLICE_MS = 50;
/** More than one state leads to, as a rule: room for them is asked for before it is expanded. */
const ROWS_AHEAD = 1_000;

function openSearch(options: Options, symmetry: Symmetry | null): Search {
  const { project, kernel, name, scope } = options;
  const [first] = project.transitions;
  if (first === undefined) throw new TypeError('the kernel has no transitions');
  const any = chooseAny(name, scope, project);
  const program = createProgram({ project, accounts: scope.accounts.length, any });
  const store = createStore(first, scope.accounts.length);
  return {
    context: { name, scope, project, store, symmetry }, program, any,
    kernel: composeKernel(project, kernel),
    coverage: createCoverage(project, program.exits),
    genesis: listGenesis(name, scope, project),
    found: [], tally: { transitions: 0, compared: 0, outside: 0 },
  };
}

type Run = {
  readonly search: Search;
  readonly walk: Walk;
  readonly startedMs: number;
  next: number; // the state to expand
  levelEnd: number;
  depth: number;
};

const look = ({ search, next, levelEnd, depth, startedMs }: Run): Progress => ({
  states: search.context.store.states.count(), transitions: search.tally.transitions, depth,
  frontier: levelEnd - next, next: search.context.store.states.count() - levelEnd,
  bytes: search.context.store.bytes(), elapsedMs: performance.now() - startedMs,
});

const isFull = ({ search: { context: { store } } }: Run, memory: number): boolean =>
  store.bytes() + store.states.growth(ROWS_AHEAD) + store.venues.growth(ROWS_AHEAD) > memory;

/** Expands until the slice is over. What ended the search, or null. */
function advance(run: Run, options: Options): Stop | 'done' | null {
  const { search, walk } = run;
  const { store, scope } = search.context;
  if (options.isFull?.() === true) return 'memory';
  const endMs = performance.now() + SLICE_MS;
  while (performance.now() < endMs) {
    if (options.stopped()) return 'interrupted';
    if (isFull(run, options.memory)) return 'memory';
    if (run.next === run.levelEnd) {
      if (search.found.length > 0) return 'violation';
      if (run.next === store.states.count() || run.depth + 1 === scope.depth) return 'done';
      run.levelEnd = store.states.count();
      run.depth += 1;
    }
    walk.expand(run.next);
    run.next += 1;
  }
  return null;
}

const pause = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

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

function report(
  run: Run, stop: Stop | 'done', symmetry: Symmetry | null, told: string | null,
): Exploration {
  const { search, walk } = run;
  const { next: _next, ...progress } = look(run);
  const { violations, ...rest } = {
    violations: search.found.map((found) => reportViolation(search, walk, found)),
    complete: stop === 'done', stopped: stop === 'done' ? null : stop,
  };
  const left = stop === 'done' ? search.context.store.states.count() - run.levelEnd : 0;
  return {
    ...progress, ...rest, violations, depth: run.depth + (left > 0 ? 1 : 0),
    unexpanded: { depth: left, outside: search.tally.outside },
    coverage: reportCoverage(search, walk), compared: search.tally.compared,
    widened: search.program.widened(), symmetric: symmetry !== null, told,
  };
}

async function run(
  options: Options, symmetry: Symmetry | null, told: string | null,
): Promise<Exploration> {
  const search = openSearch(options, symmetry);
  const walk = openWalk(search);
  const startedMs = performance.now();
  walk.start();
  const levelEnd = search.context.store.states.count();
  const running: Run = { search, walk, startedMs, next: 0, levelEnd, depth: 0 };
  for (;;) {
    const stop = search.found.length > 0 && running.next === 0
      ? 'violation' : advance(running, options);
    options.onProgress(look(running));
    if (stop !== null) return report(running, stop, symmetry, told);
    await pause();
  }
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
