// Steps to try a changed kernel on: books that committed traces, traces of outcomes and random
// walks reach, with an event each, and what the kernel as it is makes of them. Steps are kept for
// what they show that few others did; others are drawn around them. The same seed gives the same.

import type { Random } from '../verifier/witness/random.ts';
import type { Stop } from '../verifier/witness/search.ts';
import { drawEdges, drawVariants } from './around.ts';
import { takeMove } from './move.ts';
import type { Move } from './move.ts';
import type { OutcomeTrace } from './outcomes.ts';
import { runSample } from './sample.ts';
import type { Sample } from './sample.ts';
import { randomFor } from './seed.ts';
import { createShown } from './shown.ts';
import type { Shown } from './shown.ts';
import { createStream, firstExperience } from './stream.ts';
import type { Experience } from './stream.ts';
import { transitionNames } from './subject.ts';
import type { CommittedStep, Subject } from './subject.ts';
import { startWalk, walkOn } from './walk.ts';

/** Steps by transition, genesis included. */
export type Samples = {
  readonly walked: ReadonlyMap<string, readonly Sample[]>;
  readonly taken: ReadonlyMap<string, readonly CommittedStep[]>; // the same, with the books before
  /** Those and others around them, drawn when they are first asked for. */
  readonly around: (transition: string) => readonly Sample[];
  readonly experience: Experience;
};

type SampleOptions = {
  readonly runs: number;
  readonly seed: number;
  readonly traces: readonly OutcomeTrace[]; // taken besides the committed ones
};

type Sampling = {
  readonly subject: Subject;
  readonly shown: Shown;
  readonly kept: Map<string, Sample[]>; // by transition
  readonly taken: Map<string, CommittedStep[]>; // the same
  readonly experience: Experience;
};

const LENGTH = 40; // events of a walk
const QUIET = 20; // walks in turn that show nothing new: there is little more to show

function put<T>(into: Map<string, T[]>, transition: string, one: T): void {
  const known = into.get(transition) ?? [];
  into.set(transition, known);
  known.push(one);
}

function note(s: Sampling, move: Move, from: Stop | null, committed: boolean): void {
  const told = { ...move, transition: move.step.transition };
  if (!committed && !s.shown.isNew(told)) return;
  const sample = runSample(s.subject, move.situation);
  if (sample === null) return;
  s.shown.keep(told);
  put(s.kept, move.step.transition, { ...sample, committed });
  put(s.taken, move.step.transition, { from, step: move.step });
}

function walkTo(s: Sampling, trace: OutcomeTrace): void {
  trace.reduce<Stop | null>((from, step) => {
    const move = takeMove(s.subject, from?.book ?? null, step);
    note(s, move, from, false);
    if (move.after === null) return from;
    return from === null ? { genesis: step.event, steps: [], book: move.after }
      : { ...from, steps: [...from.steps, step], book: move.after };
  }, null);
}

function walkAll(s: Sampling, { runs, seed, traces }: SampleOptions): void {
  const { subject } = s;
  for (const { from, step } of subject.steps) {
    note(s, takeMove(subject, from?.book ?? null, step), from, true);
  }
  for (const trace of traces) walkTo(s, trace);
  let quiet = 0;
  for (let run = 0; run < runs && quiet < QUIET; run += 1) {
    const known = s.shown.size();
    const random = randomFor(seed, run);
    const stream = createStream(subject, random, s.experience);
    const see = (move: Move, at: Stop | null): void => note(s, move, at, false);
    const walk = { subject, random, stream, see };
    const start = startWalk(walk);
    if (start !== null) walkOn(walk, start, LENGTH);
    quiet = s.shown.size() === known ? quiet + 1 : 0;
  }
}

/** What it draws depends on the seed and the transition, not on what was asked for before. */
function drawAround(s: Sampling, random: Random, transition: string): readonly Sample[] {
  const { subject, shown, kept, experience } = s;
  const samples = kept.get(transition) ?? [];
  const layout = experience.layouts.get(transition);
  if (layout === undefined || samples.length === 0) return samples;
  const group = { subject, transition, layout, samples };
  const wider = [...samples, ...drawVariants(random, group, shown)];
  return [...wider, ...drawEdges(random, { ...group, samples: wider })];
}

export function drawSamples(subject: Subject, options: SampleOptions): Samples {
  const s: Sampling = {
    subject, shown: createShown(), kept: new Map(), taken: new Map(),
    experience: firstExperience(subject),
  };
  walkAll(s, options);
  const { seed, runs } = options;
  const names = transitionNames(subject.project);
  const drawn = new Map<string, readonly Sample[]>();
  const around = (transition: string): readonly Sample[] => {
    const random = randomFor(seed, runs + names.indexOf(transition));
    const known = drawn.get(transition) ?? drawAround(s, random, transition);
    drawn.set(transition, known);
    return known;
  };
  return { walked: s.kept, taken: s.taken, around, experience: s.experience };
}
