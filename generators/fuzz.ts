// Random runs: first along each committed trace and on from its end, then from committed books and
// from fresh geneses. Every declared property on every step, every theorem on inputs taken from the
// steps, until a violation, the end of the budget, or a wish to stop. The same seed gives the same
// runs, each by its own number.

import type { Situation } from '../verifier/replay/situation.ts';
import type { Stop } from '../verifier/witness/search.ts';
import type { Trace } from '../verifier/witness/trace.ts';
import { shrinkFailure, shrinkInputs } from './failure.ts';
import type { Failure } from './failure.ts';
import { barIdle, checkMove, createMatrix, listCells } from './matrix.ts';
import type { Cell, Matrix, Wants } from './matrix.ts';
import type { Move } from './move.ts';
import { NoStart } from './no-start.ts';
import { randomFor } from './seed.ts';
import { copyExperience, createStream, firstExperience } from './stream.ts';
import type { Experience } from './stream.ts';
import { transitionNames } from './subject.ts';
import type { Subject } from './subject.ts';
import { createTheorems, tryTheorems } from './theorem.ts';
import type { Theorems, Trial } from './theorem.ts';
import { isAccepted, startWalk, walkAlong, walkOn } from './walk.ts';

export type FuzzOptions = {
  readonly seed: number;
  readonly from: number; // the first run's number
  readonly runs: number;
  readonly timeMs: number | null;
  readonly wants: Wants;
  readonly focus: readonly string[]; // transitions to be drawn more often
  readonly onProgress: (progress: FuzzProgress) => void;
  readonly stopped: () => boolean;
};

export type FuzzProgress = {
  readonly runs: number;
  readonly steps: number;
  readonly accepted: number;
  readonly elapsedMs: number;
};

export type FuzzFailure = Failure & {
  readonly run: number;
  readonly drawn: number | null; // steps of the trace before it was shrunk
  readonly alsoViolated: readonly string[]; // by the same step
};

export type Outcomes = {
  readonly transition: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly never: readonly string[]; // codes that it may return, and none was seen
};

export type FuzzReport = FuzzProgress & {
  readonly seed: number;
  readonly next: number; // the number of the run that would come next
  readonly ended: 'complete' | 'time' | 'stopped' | 'violated';
  readonly cells: readonly Cell[];
  readonly trials: readonly Trial[];
  readonly outcomes: readonly Outcomes[];
  readonly failure: FuzzFailure | null;
};

export const LENGTH = 40; // events of a run, after the trace to the book that it starts from

type Fuzz = {
  readonly subject: Subject;
  readonly options: FuzzOptions;
  readonly matrix: Matrix;
  readonly theorems: Theorems;
  readonly experience: Experience;
  steps: number;
  accepted: number;
};

/** What went wrong in a run: how the book was come to, and all that the step violated. */
type Wrong = { readonly trace: Trace | null; readonly found: readonly Situation[] };

class Ended extends Error {
  readonly wrong: Wrong;
  constructor(wrong: Wrong) {
    super('a property is violated');
    this.wrong = wrong;
  }
}

const traceTo = (at: Stop | null, { step }: Move): Trace => ({
  name: '', genesis: at?.genesis ?? step.event,
  steps: at === null ? [] : [...at.steps, step],
});

function runOnce(fuzz: Fuzz, run: number): Wrong | null {
  const { subject, options, matrix, theorems } = fuzz;
  const random = randomFor(options.seed, run);
  const stream = createStream(subject, random, copyExperience(fuzz.experience), options.focus);
  const moves: Move[] = [];
  const see = (move: Move, at: Stop | null): void => {
    fuzz.steps += 1;
    fuzz.accepted += isAccepted(move) ? 1 : 0;
    moves.push(move);
    const found = checkMove(matrix, random, move);
    if (found.length > 0) throw new Ended({ trace: traceTo(at, move), found });
  };
  try {
    const walk = { subject, random, stream, see };
    const trace = subject.traces[run];
    const start = (trace === undefined ? null : walkAlong(walk, trace)) ?? startWalk(walk);
    if (start === null && fuzz.accepted === 0) throw new NoStart();
    if (start !== null) walkOn(walk, start, LENGTH);
  } catch (ended) {
    if (ended instanceof Ended) return ended.wrong;
    throw ended;
  }
  const { lore } = stream.experience;
  const found = tryTheorems(theorems, random, lore, moves.filter(isAccepted), run);
  return found.length === 0 ? null : { trace: null, found };
}

function conclude(subject: Subject, run: number, { trace, found }: Wrong): FuzzFailure | null {
  const [first] = found;
  if (first === undefined) return null;
  const also = [...new Set(found.map(({ property }) => property))].slice(1);
  const rest = { run, drawn: trace?.steps.length ?? null, alsoViolated: also };
  if (trace === null) return { ...rest, situation: shrinkInputs(subject, first), trace };
  const { property, transition, any, chosen } = first;
  const shrunk = shrinkFailure(subject, trace, { property, transition, any, chosen });
  return { ...rest, ...(shrunk ?? { situation: first, trace }) };
}

function listOutcomes({ subject, matrix }: Fuzz): readonly Outcomes[] {
  return transitionNames(subject.project).map((transition) => {
    const counts = matrix.outcomes.get(transition) ?? new Map<string, number>();
    const codes = subject.project.transitions.find(({ name }) => name === transition)?.codes ?? [];
    const never = [...new Set(['accepted', ...codes])].filter((code) => !counts.has(code));
    return { transition, counts, never };
  });
}

/** Lets signals be heard. */
const pause = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Throws `NoStart`, and a `Disagreement` where the kernel's code and the evaluator differ. */
export async function fuzz(subject: Subject, options: FuzzOptions): Promise<FuzzReport> {
  const started = performance.now();
  const state: Fuzz = {
    subject, options, matrix: createMatrix(subject, options.wants),
    theorems: createTheorems(subject, options.wants), experience: firstExperience(subject),
    steps: 0, accepted: 0,
  };
  const elapsed = (): number => performance.now() - started;
  const progress = (runs: number): FuzzProgress =>
    ({ runs, steps: state.steps, accepted: state.accepted, elapsedMs: elapsed() });
  let ended: FuzzReport['ended'] = 'complete';
  let failure: FuzzFailure | null = null;
  let run = options.from;
  for (; run < options.from + options.runs && failure === null; run += 1) {
    if (options.stopped()) ended = 'stopped';
    else if (options.timeMs !== null && elapsed() >= options.timeMs) ended = 'time';
    if (ended !== 'complete') break;
    const wrong = runOnce(state, run);
    if (wrong !== null) failure = conclude(subject, run, wrong);
    options.onProgress(progress(run + 1 - options.from));
    await pause();
  }
  const { elapsedMs } = progress(0);
  if (failure === null) barIdle(state.matrix);
  return {
    ...progress(run - options.from), elapsedMs, seed: options.seed, next: run,
    ended: failure === null ? ended : 'violated', failure,
    cells: listCells(state.matrix), trials: state.theorems.courses.map(({ trial }) => trial),
    outcomes: listOutcomes(state),
  };
}
