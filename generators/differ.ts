// One step, told by all: the kernel's code as Node runs it, the evaluator of its tree, and every
// other semantics given, on generated steps, for as many as asked. What differs ends the run: then
// one of them is wrong, and nothing that rests on it can be believed.

import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { decodeState, encodeState, encodeValue, hashState } from '../runtime/codec.ts';
import type { State } from '../runtime/codec.ts';
import { Disagreement } from '../verifier/replay/book.ts';
import type { Value } from '../verifier/verdict.ts';
import type { Stop } from '../verifier/witness/search.ts';
import type { Book } from '../verifier/witness/walk.ts';
import type { Move } from './move.ts';
import { NoStart } from './no-start.ts';
import { randomFor } from './seed.ts';
import { showOutcome } from './semantics.ts';
import type { Semantics, StepInput } from './semantics.ts';
import { createStream, firstExperience } from './stream.ts';
import { transitionNames } from './subject.ts';
import type { Subject } from './subject.ts';
import { isAccepted, startWalk, walkOn } from './walk.ts';

export type DifferOptions = {
  readonly seed: number;
  readonly steps: number;
  readonly timeMs: number | null;
  readonly semantics: readonly Semantics[]; // beside the code and the evaluator
  readonly hash: boolean;
  readonly onProgress: (progress: DifferProgress) => void;
  readonly stopped: () => boolean;
};

export type DifferProgress = { readonly steps: number; readonly elapsedMs: number };

/** `said`: by each of those that differ; the code's own word comes first. */
export type Difference = {
  readonly input: StepInput;
  readonly said: readonly (readonly [name: string, what: string])[];
};

export type Share = {
  readonly transition: string;
  steps: number;
  accepted: number;
  readonly outcomes: Set<string>;
};

export type DifferReport = DifferProgress & {
  readonly seed: number;
  readonly ended: 'complete' | 'time' | 'stopped' | 'differs';
  readonly asked: readonly (readonly [semantics: string, steps: number])[];
  readonly shares: readonly Share[];
  readonly difference: Difference | null;
  readonly hash: string | null; // of every step and what came of it, in order
};

const LENGTH = 40; // events of a walk

type Owed = { readonly name: string; readonly move: Move; readonly said: Promise<string | null> };

type Run = {
  readonly subject: Subject;
  readonly options: DifferOptions;
  readonly asked: Map<string, number>;
  readonly shares: ReadonlyMap<string, Share>;
  readonly hash: Hash | null;
  readonly owed: Owed[]; // answers that are still out
  steps: number;
};

class Differing extends Error {
  readonly difference: Difference;
  constructor(difference: Difference) {
    super(difference.said.map(([name, what]) => `${name}: ${what}`).join('; '));
    this.difference = difference;
  }
}

function differing({ situation, taken }: Move, name: string, what: string): Differing {
  return new Differing({
    input: situation, said: [['code and evaluator', showOutcome(taken)], [name, what]],
  });
}

/** A division by zero has no outcome that others could agree with. */
function askOthers(run: Run, move: Move): void {
  if (move.undefinedAt !== null) return;
  for (const { name, every, differs } of run.options.semantics) {
    if (run.steps % every !== 0) continue;
    run.asked.set(name, (run.asked.get(name) ?? 0) + 1);
    const said = differs(move.situation, move.taken);
    if (said instanceof Promise) run.owed.push({ name, move, said });
    else if (said !== null) throw differing(move, name, said);
  }
}

async function collectOwed(run: Run): Promise<void> {
  for (const { name, move, said } of run.owed.splice(0)) {
    const what = await said;
    if (what !== null) throw differing(move, name, what);
  }
}

function noteShare({ shares }: Run, move: Move): void {
  const share = shares.get(move.step.transition);
  if (share === undefined) return;
  share.steps += 1;
  share.outcomes.add(move.taken.code ?? 'accepted');
  if (isAccepted(move)) share.accepted += 1;
}

const stateIn = (book: Book): State<Value, Value> => ({
  venue: book.venue, accounts: book.accounts as ReadonlyMap<bigint | string, Value>,
});

function hashMove(run: Run, { step, taken, after }: Move): void {
  if (run.hash === null) return;
  const state = taken.code === null && after !== null
    ? encodeState(stateIn(after), run.subject.walker.kernel.empty) : '';
  run.hash.update(`${step.transition} ${encodeValue(step.event)} ${taken.code ?? ''} ${state}\n`);
}

/** The book, written and read back, is the same book. */
function checkRoundTrip(run: Run, { book }: Stop): void {
  if (run.hash === null) return;
  const { empty } = run.subject.walker.kernel;
  const text = encodeState(stateIn(book), empty);
  const again = decodeState<Value, Value>(text);
  if (hashState(again, empty) === hashState(stateIn(book), empty)) return;
  throw new Error(`a book that is written and read back has another hash: ${text}`);
}

function walkOnce(run: Run, walkNumber: number, experience: ReturnType<typeof firstExperience>) {
  const { subject, options } = run;
  const random = randomFor(options.seed, walkNumber);
  const stream = createStream(subject, random, experience);
  const see = (move: Move): void => {
    run.steps += 1;
    noteShare(run, move);
    hashMove(run, move);
    askOthers(run, move);
  };
  const walk = { subject, random, stream, see };
  const start = startWalk(walk);
  if (start === null && ![...run.shares.values()].some(({ accepted }) => accepted > 0)) {
    throw new NoStart();
  }
  if (start === null) return;
  checkRoundTrip(run, walkOn(walk, start, Math.min(LENGTH, options.steps - run.steps)));
}

/** Lets signals be heard and solvers answer. */
const pause = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const MOST_OWED = 8;

async function walkAll(run: Run, elapsed: () => number): Promise<DifferReport['ended']> {
  const { options, subject } = run;
  const experience = firstExperience(subject);
  for (let walk = 0; run.steps < options.steps; walk += 1) {
    if (options.stopped()) return 'stopped';
    if (options.timeMs !== null && elapsed() >= options.timeMs) return 'time';
    walkOnce(run, walk, experience);
    if (run.owed.length >= MOST_OWED) await collectOwed(run);
    options.onProgress({ steps: run.steps, elapsedMs: elapsed() });
    await pause();
  }
  return 'complete';
}

function findDifference(error: unknown): Difference {
  if (error instanceof Differing) return error.difference;
  if (error instanceof Disagreement && error.situation !== null) {
    return { input: error.situation, said: [['code', error.real], ['evaluator', error.evaluated]] };
  }
  throw error;
}

export async function differ(subject: Subject, options: DifferOptions): Promise<DifferReport> {
  const started = performance.now();
  const elapsed = (): number => performance.now() - started;
  const run: Run = {
    subject, options, asked: new Map(options.semantics.map(({ name }) => [name, 0])),
    shares: new Map(transitionNames(subject.project).map((transition) =>
      [transition, { transition, steps: 0, accepted: 0, outcomes: new Set<string>() }])),
    hash: options.hash ? createHash('sha256') : null, owed: [], steps: 0,
  };
  let ended: DifferReport['ended'] = 'differs';
  let difference: Difference | null = null;
  try {
    ended = await walkAll(run, elapsed);
    await collectOwed(run);
  } catch (error) {
    difference = findDifference(error);
  }
  return {
    seed: options.seed, steps: run.steps, elapsedMs: elapsed(), ended, difference,
    asked: [...run.asked], shares: [...run.shares.values()],
    hash: run.hash === null ? null : run.hash.digest('hex'),
  };
}
