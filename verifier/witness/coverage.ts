// What traces show: for each accepted path of each transition, genesis included, the first step of
// a trace that takes it. A trace that is not accepted to its end shows what it reached, and is
// named.

import type { Cell, CellPath } from '../obligation/cell.ts';
import type { Session } from '../obligation/session.ts';
import { loadKernel } from '../replay/kernel.ts';
import type { Misfit, Trace } from './trace.ts';
import { createWalker, walkTrace } from './walk.ts';
import type { Visit, Walker } from './walk.ts';

/** Step 0 is genesis. */
export type Seen = { readonly trace: string; readonly step: number };

export type Coverage = {
  readonly seen: ReadonlyMap<string, Seen>; // by path key
  readonly misfits: readonly Misfit[];
  readonly visits: readonly Visit[];
};

export type Target = { readonly key: string; readonly cell: Cell; readonly path: CellPath };

export const pathKey = (transition: string, path: CellPath): string => `${transition}/${path.name}`;

/** Every accepted path, in the order of the cells. */
export const findTargets = (cells: readonly Cell[]): readonly Target[] =>
  cells.flatMap((cell) => cell.paths.filter((path) => path.after !== null)
    .map((path) => ({ key: pathKey(cell.name, path), cell, path })));

export function coverTraces(walker: Walker, traces: readonly Trace[]): Coverage {
  const seen = new Map<string, Seen>();
  const misfits: Misfit[] = [];
  const visits: Visit[] = [];
  for (const trace of traces) {
    const walked = walkTrace(walker, trace);
    visits.push(...walked.visits);
    if (walked.misfit !== null) misfits.push(walked.misfit);
    for (const [step, { situation, path }] of walked.visits.entries()) {
      if (path === null) continue;
      const key = pathKey(situation.transition ?? '', path);
      if (!seen.has(key)) seen.set(key, { trace: trace.name, step });
    }
  }
  return { seen, misfits, visits };
}

/** Runs traces on the real kernel and the evaluator. Throws `Disagreement` where the two differ. */
export async function checkWitnesses(
  session: Session, cells: readonly Cell[], traces: readonly Trace[],
): Promise<Coverage> {
  const { project } = session;
  return coverTraces(createWalker(project, await loadKernel(project), cells), traces);
}
