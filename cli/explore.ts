// `plimsoll explore`: every sequence of events in a scope that the configuration names. Whatever is
// found violated is replayed on the real kernel and written where `plimsoll replay` finds it, with
// the events that lead there.

import { mkdirSync, writeFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import type { ExploreCommand } from './arguments.ts';
import { printExploration } from './explore-text.ts';
import { openExploreProgress } from './explore-progress.ts';
import { findConfig } from './find-config.ts';
import { findNearest } from './nearest.ts';
import { EXIT, UsageError } from './usage.ts';
import type { Terminal } from './terminal.ts';
import type { Scope } from '../declare/index.ts';
import { explore } from '../generators/explore/explore.ts';
import type { Exploration, Violation } from '../generators/explore/explore.ts';
import { loadScopes } from '../generators/explore/load.ts';
import { readProject } from '../verifier/read/project.ts';
import type { Project } from '../verifier/read/tree.ts';
import { encodeCounterexample } from '../verifier/replay/file.ts';
import { loadKernel } from '../verifier/replay/kernel.ts';
import type { Kernel } from '../verifier/replay/kernel.ts';
import { replay } from '../verifier/replay/replay.ts';
import { arbitraryInputs } from '../verifier/replay/situation.ts';
import { encodeValue } from '../verifier/replay/value-json.ts';
import type { Json } from '../verifier/replay/value-json.ts';
import type { Counterexample } from '../verifier/verdict.ts';

const SCHEMA = 'plimsoll.explore/1';
const COUNTEREXAMPLES = join('.plimsoll', 'counterexamples');
const GIB = 2 ** 30;
/** Of the memory that is free; the search's own objects stand beside what it counts. */
const SHARE = 0.6;
/** Of the heap that Node may use: beyond it, collecting garbage takes all the time. */
const HEAP_SHARE = 0.85;

/** The scope of that name, from the configuration as it is executed. */
async function loadScope(project: Project, shown: string, name: string): Promise<Scope> {
  const scopes = await loadScopes(project.config);
  if (scopes.size === 0) {
    throw new UsageError(`plimsoll: ${shown} names no scopes: give it \`scopes: { small }\``);
  }
  const found = scopes.get(name);
  if (found === undefined) {
    throw new UsageError(`plimsoll: --scope ${name}: ${shown} has no such scope; nearest: ${
      findNearest(name, [...scopes.keys()]).join(', ')}`);
  }
  if (found !== null) return found;
  throw new UsageError(`plimsoll: scope ${name} of ${shown} is not made by \`scope(…)\``);
}

/** A violation as it is on the real kernel, and where it was written. */
export type Confirmed = Violation & {
  readonly counterexample: Counterexample;
  readonly also: readonly string[]; // what else the same step violates
  readonly file: string;
  readonly command: string;
};

const encodeTrace = (trace: Violation['trace']): Json =>
  trace.map(({ transition, event }) => ({ transition, event: encodeValue(event) }));

function confirm(
  project: Project, kernel: Kernel, command: ExploreCommand, folder: string, found: Violation,
): Confirmed {
  const { property, transition, step } = found;
  const replayed = replay(project, kernel, { property, transition, ...step }, []);
  if (replayed.kind === 'not replayed') {
    throw new Error(`${property} by ${transition}: the compiled code violates it, the real one `
      + `does not: ${replayed.reason}; report this as a defect of the explorer`);
  }
  const { counterexample } = replayed;
  const also = project.properties.map(({ id }) => id).filter((id) => id !== property
    && arbitraryInputs(project, id).length === 0
    && replay(project, kernel, { ...step, property: id, transition, any: [] }, []).kind
      === 'violated');
  const path = join(project.root, COUNTEREXAMPLES, `explored-${property}-${transition}.json`);
  mkdirSync(dirname(path), { recursive: true });
  const document = {
    ...(encodeCounterexample(counterexample) as object), trace: encodeTrace(found.trace),
  };
  writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`);
  const file = relative(folder, path);
  const config = command.config === null ? '' : ` --config ${command.config}`;
  return { ...found, counterexample, also, file, command: `npx plimsoll replay ${file}${config}` };
}

function printJson(
  command: ExploreCommand, memory: number, explored: Exploration, confirmed: readonly Confirmed[],
): string {
  const { elapsedMs, states, transitions, bytes, coverage } = explored;
  return JSON.stringify({
    schema: SCHEMA, scope: command.scope, ...explored,
    statesPerSecond: Math.round((states * 1_000) / elapsedMs),
    transitionsPerSecond: Math.round((transitions * 1_000) / elapsedMs),
    bytesPerState: Math.round(bytes / Math.max(1, states)), memoryLimit: memory,
    jobs: command.jobs,
    violations: confirmed.map(({ property, transition, also, trace, counterexample, file }) => ({
      property, transition, also, trace: encodeTrace(trace),
      counterexample: encodeCounterexample(counterexample), file,
    })),
    coverage: coverage.map(({ transition, outcomes }) => ({
      transition,
      outcomes: outcomes.map(({ witness, ...rest }) =>
        ({ ...rest, witness: witness === null ? null : encodeTrace(witness) })),
    })),
  });
}

function exitCode({ stopped, violations }: Exploration): number {
  if (violations.length > 0) return EXIT.fails;
  if (stopped === 'interrupted') return EXIT.interrupted;
  return stopped === null ? EXIT.holds : EXIT.fails;
}

function isHeapFull(): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used > limit * HEAP_SHARE;
}

/** Ctrl-C ends the search where it is; a second one ends the process. */
function onInterrupt(): { readonly stopped: () => boolean; readonly release: () => void } {
  let asked = false;
  const stop = (): void => { asked = true; };
  process.once('SIGINT', stop);
  return { stopped: () => asked, release: () => void process.removeListener('SIGINT', stop) };
}

export async function runExplore(
  terminal: Terminal, command: ExploreCommand, folder: string,
): Promise<number> {
  const project = readProject(findConfig(command.config, folder));
  const kernel = await loadKernel(project);
  const scope = await loadScope(project, relative(folder, project.config), command.scope);
  const memory = command.memoryGiB === null
    ? Math.floor(freemem() * SHARE) : command.memoryGiB * GIB;
  const progress = openExploreProgress(terminal, memory);
  const { stopped, release } = onInterrupt();
  try {
    const explored = await explore({
      project, kernel, name: command.scope, scope, memory, jobs: command.jobs, stopped,
      isFull: isHeapFull,
      onProgress: progress.show,
    });
    progress.clear();
    const confirmed = explored.violations.map((found) =>
      confirm(project, kernel, command, folder, found));
    terminal.out(`${command.json ? printJson(command, memory, explored, confirmed)
      : printExploration(terminal, { command, project, memory, explored, confirmed })}\n`);
    return exitCode(explored);
  } finally {
    progress.clear();
    release();
  }
}
