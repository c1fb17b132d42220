// What is generated from: a kernel with its properties, read as a typed tree and imported as code,
// and the books that its committed traces lead to. It knows no kernel; everything comes from a
// configuration.

import { resolve } from 'node:path';
import { readProject } from '../verifier/read/project.ts';
import type { Project, Type } from '../verifier/read/tree.ts';
import { loadKernel } from '../verifier/replay/kernel.ts';
import type { Kernel } from '../verifier/replay/kernel.ts';
import { GENESIS, stepTypes } from '../verifier/replay/situation.ts';
import { findConstants } from '../verifier/witness/draw.ts';
import type { Stop } from '../verifier/witness/search.ts';
import { readTraces } from '../verifier/witness/trace.ts';
import type { Trace, TraceStep } from '../verifier/witness/trace.ts';
import { createWalker, walkTrace } from '../verifier/witness/walk.ts';
import type { Walker } from '../verifier/witness/walk.ts';

export type Subject = {
  readonly project: Project;
  readonly walker: Walker;
  readonly constants: readonly bigint[]; // of its source
  readonly traces: readonly Trace[]; // committed ones
  readonly stops: readonly Stop[]; // the books along them
  readonly steps: readonly CommittedStep[]; // the steps along them
};

/** An accepted step, and the book before it; null: genesis. */
export type CommittedStep = { readonly from: Stop | null; readonly step: TraceStep };

export const NO_FIELDS: Type = { kind: 'record', fields: [] };

export const eventType = (project: Project, transition: string): Type =>
  stepTypes(project, transition)?.event ?? NO_FIELDS;

/** Genesis, then every transition. */
export const transitionNames = (project: Project): readonly string[] =>
  [GENESIS, ...project.transitions.map(({ name }) => name)];

function walkCommitted(walker: Walker, traces: readonly Trace[]) {
  const stops: Stop[] = [];
  const taken: CommittedStep[] = [];
  for (const trace of traces) {
    const { genesis, steps } = trace;
    const { visits } = walkTrace(walker, trace);
    let from: Stop | null = null;
    for (const [i, { book, situation }] of visits.entries()) {
      const step = { transition: situation.transition ?? GENESIS, event: situation.event };
      taken.push({ from, step });
      from = { genesis, steps: steps.slice(0, i), book };
      stops.push(from);
    }
  }
  return { stops, steps: taken };
}

/**
 * Reads and imports what a `plimsoll.config.ts` names; the path is taken from the current folder.
 * Throws what the reader throws of a kernel outside the subset, and executes the user's code.
 */
export async function loadSubject(config: string): Promise<Subject> {
  const project = readProject(resolve(config));
  return createSubject(project, await loadKernel(project));
}

export function createSubject(project: Project, kernel: Kernel): Subject {
  const walker = createWalker(project, kernel, []);
  const { traces } = readTraces(project);
  const committed = walkCommitted(walker, traces);
  return { project, walker, constants: findConstants(project), traces, ...committed };
}
