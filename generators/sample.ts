// Steps to try a changed kernel on: books that the committed traces and random walks reach, with an
// event each, and what the kernel as it is makes of them. Steps are kept for what they show that
// few others did: an outcome, or a comparison that comes out a certain way, by one, or even. Around
// some of them it then searches, field by field, for the two neighbouring values between which the
// outcome changes. The same seed gives the same steps.

import { findCalled, readTaken } from '../verifier/replay/book.ts';
import type { Taken } from '../verifier/replay/book.ts';
import type { Situation } from '../verifier/replay/situation.ts';
import type { Value } from '../verifier/verdict.ts';
import type { Random } from '../verifier/witness/random.ts';
import type { Stop } from '../verifier/witness/search.ts';
import { rolesIn } from '../verifier/witness/walk.ts';
import { integerPaths, readAt, writeAt } from './aim.ts';
import type { Path } from './aim.ts';
import { takeMove } from './move.ts';
import type { ComparisonNode, Move } from './move.ts';
import { randomFor } from './seed.ts';
import { createStream, firstExperience } from './stream.ts';
import type { Experience } from './stream.ts';
import { eventType } from './subject.ts';
import type { CommittedStep, Subject } from './subject.ts';
import { startWalk, walkOn } from './walk.ts';

/** A step on a whole book, with its outcome; `committed`: it is part of a committed trace. */
export type Sample = {
  readonly situation: Situation;
  readonly outcome: Value;
  readonly taken: Taken;
  readonly committed: boolean;
};

/** Steps by transition, genesis included; `taken`: those of walks, with the books before. */
export type Samples = {
  readonly steps: ReadonlyMap<string, readonly Sample[]>;
  readonly taken: ReadonlyMap<string, readonly CommittedStep[]>;
  readonly experience: Experience;
};

type SampleOptions = { readonly runs: number; readonly seed: number };

type Sampling = {
  readonly subject: Subject;
  readonly shown: Map<string, number>; // by what a step shows: how many kept ones do
  readonly nodes: Map<ComparisonNode, number>;
  readonly kept: Map<string, Sample[]>; // by transition
  readonly taken: Map<string, CommittedStep[]>; // the same
  readonly experience: Experience;
};

const LENGTH = 40; // events of a walk
const QUIET = 20; // walks in turn that show nothing new: there is little more to show
const MOST_ALIKE = 5; // steps kept for one thing that they show
const EDGED = 3; // steps of one transition with one outcome around which edges are looked for
const MOST_EDGES = 2; // pairs of neighbours for each field and change of outcome

/** How far apart the sides of a comparison are, as far as a changed one could tell. */
function apartness(distance: bigint): string {
  if (distance > 1n) return 'far above';
  return distance < -1n ? 'far below' : `${distance}`;
}

function numberNode({ nodes }: Sampling, node: ComparisonNode): number {
  const known = nodes.get(node) ?? nodes.size;
  nodes.set(node, known);
  return known;
}

/** What a step shows: its outcome, and how each comparison on the way to it came out. */
const listShown = (s: Sampling, { step, taken, heard }: Move): ReadonlySet<string> => new Set([
  `${step.transition} ${taken.code ?? ''}`,
  ...heard.integers.map(({ node, left, right }) =>
    `${step.transition} ${numberNode(s, node)} ${apartness(left - right)}`),
]);

/** The outcome of a step on the real code; null where it has none. */
export function runSample(subject: Subject, situation: Situation): Sample | null {
  const { project, kernel } = subject.walker;
  const called = findCalled(project, kernel, situation);
  if (called === null) return null;
  try {
    const outcome = called.real(...called.values) as Value;
    return { situation, outcome, taken: readTaken(situation, outcome), committed: false };
  } catch {
    return null; // divides by zero: an obligation of its own
  }
}

function put<T>(into: Map<string, T[]>, transition: string, one: T): void {
  const known = into.get(transition) ?? [];
  into.set(transition, known);
  known.push(one);
}

function note(s: Sampling, move: Move, from: Stop | null, committed: boolean): void {
  const shown = listShown(s, move);
  const isNew = [...shown].some((one) => (s.shown.get(one) ?? 0) < MOST_ALIKE);
  if (!isNew && !committed) return;
  const sample = runSample(s.subject, move.situation);
  if (sample === null) return;
  for (const one of shown) s.shown.set(one, (s.shown.get(one) ?? 0) + 1);
  put(s.kept, move.step.transition, { ...sample, committed });
  put(s.taken, move.step.transition, { from, step: move.step });
}

function walkAll(s: Sampling, { runs, seed }: SampleOptions): void {
  const { subject } = s;
  for (const { from, step } of subject.steps) {
    note(s, takeMove(subject, from?.book ?? null, step), from, true);
  }
  let quiet = 0;
  for (let run = 0; run < runs && quiet < QUIET; run += 1) {
    const known = s.shown.size;
    const random = randomFor(seed, run);
    const stream = createStream(subject, random, s.experience);
    const see = (move: Move, at: Stop | null): void => note(s, move, at, false);
    const walk = { subject, random, stream, see };
    const start = startWalk(walk);
    if (start !== null) walkOn(walk, start, LENGTH);
    quiet = s.shown.size === known ? quiet + 1 : 0;
  }
}

/** The two neighbours between which the outcome changes, on the way between two values. */
function bisect(
  near: bigint, far: bigint, codeAt: (value: bigint) => string | null | undefined,
): readonly [bigint, bigint] | null {
  const code = codeAt(near);
  let [inside, outside] = [near, far];
  if (codeAt(far) === code) return null;
  while (outside - inside > 1n || inside - outside > 1n) {
    const middle = (inside + outside) / 2n;
    if (codeAt(middle) === code) inside = middle;
    else outside = middle;
  }
  return [inside, outside];
}

const HUGE = 2n ** 130n;
const FAR: readonly bigint[] = [0n, -1n, 2n ** 16n, 2n ** 40n, 2n ** 64n];

/** Two neighbouring values of one field of an event, between which the outcome changes. */
type Edge = { readonly path: Path; readonly sides: readonly [Sample, Sample] };

function findEdges(s: Sampling, random: Random, sample: Sample): readonly Edge[] {
  const { situation } = sample;
  const { project } = s.subject.walker;
  const transition = situation.transition ?? '';
  const roles = rolesIn(project, transition);
  const paths = integerPaths(eventType(project, transition))
    .filter(([first = '']) => !roles.includes(first)); // another id: another book
  return paths.flatMap((path) => [HUGE, -HUGE, random.pick(FAR)].flatMap((far): readonly Edge[] => {
    const at = (value: bigint): Sample | null =>
      runSample(s.subject, { ...situation, event: writeAt(situation.event, path, value) });
    const near = readAt(situation.event, path) as bigint;
    const [inside, outside] = (bisect(near, far, (value) => at(value)?.taken.code) ?? []).map(at);
    return inside == null || outside == null ? [] : [{ path, sides: [inside, outside] }];
  }));
}

function addEdges(s: Sampling, random: Random): void {
  const counts = new Map<string, number>();
  const count = (...key: readonly string[]): number => {
    const name = key.join(' ');
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts.get(name) ?? 0;
  };
  for (const [transition, samples] of [...s.kept]) {
    for (const sample of [...samples]) {
      if (count(transition, sample.taken.code ?? '') > EDGED) continue;
      for (const { path, sides } of findEdges(s, random, sample)) {
        const codes = sides.map(({ taken }) => taken.code ?? '');
        if (count(transition, path.join('.'), ...codes) > MOST_EDGES) continue;
        sides.forEach((side) => put(s.kept, transition, side));
      }
    }
  }
}

export function drawSamples(subject: Subject, options: SampleOptions): Samples {
  const s: Sampling = {
    subject, shown: new Map(), nodes: new Map(), kept: new Map(), taken: new Map(),
    experience: firstExperience(subject),
  };
  walkAll(s, options);
  addEdges(s, randomFor(options.seed, options.runs));
  return { steps: s.kept, taken: s.taken, experience: s.experience };
}
