// Theorems and lemmas on random inputs. Few inputs meet an assumption by chance: those of steps
// that were taken are drawn on, and inputs that fail it are moved to where the comparison turns
// that refused them, as events are at a guard.

import { applyLambda, Undefined } from '../verifier/evaluate/evaluate.ts';
import type { Property, Type } from '../verifier/read/tree.ts';
import { runCode } from '../verifier/replay/book.ts';
import { checkTheorem } from '../verifier/replay/check.ts';
import type { Situation } from '../verifier/replay/situation.ts';
import type { Value } from '../verifier/verdict.ts';
import { createSource, findLeaves } from '../verifier/witness/draw.ts';
import type { Source } from '../verifier/witness/draw.ts';
import { describeVisits, drawInputs, relevantSteps } from '../verifier/witness/premise.ts';
import type { Known } from '../verifier/witness/premise.ts';
import type { Random } from '../verifier/witness/random.ts';
import { createAim, integerPaths, PATIENCE } from './aim.ts';
import type { Aim, Lore, Path } from './aim.ts';
import { listen } from './move.ts';
import type { Heard, Move } from './move.ts';
import type { Wants } from './matrix.ts';
import type { Subject } from './subject.ts';

type Universal = Extract<Property, { readonly kind: 'theorem' | 'lemma' }>;

/** `met`: inputs that met the assumption, on each of which the conclusion was checked. */
export type Trial = { readonly property: string; tried: number; met: number };

type Course = {
  readonly property: Universal;
  readonly types: readonly Type[];
  readonly paths: readonly Path[];
  readonly trial: Trial;
};

export type Theorems = { readonly subject: Subject; readonly courses: readonly Course[] };

const isUniversal = (property: Property): property is Universal =>
  property.kind === 'theorem' || property.kind === 'lemma';

export function createTheorems(subject: Subject, wants: Wants): Theorems {
  const courses = subject.project.properties.filter(isUniversal)
    .filter(({ id }) => wants(id, null)).map((property): Course => {
      const types = property.when.parameters.map(({ type }) => type);
      const paths = integerPaths({ kind: 'tuple', elements: types });
      return { property, types, paths, trial: { property: property.id, tried: 0, met: 0 } };
    });
  return { subject, courses };
}

function meets(subject: Subject, { property }: Course, any: readonly Value[], heard: Listening) {
  try {
    return applyLambda(subject.project.program, property.when, any, heard.observer) === true;
  } catch (error) {
    if (error instanceof Undefined) return false;
    throw error;
  }
}

type Listening = ReturnType<typeof listen>;

function situate(property: string, any: readonly Value[]): Situation {
  const nothing = { venue: {}, touched: [], event: {}, others: [], chosen: [] };
  return { ...nothing, property, transition: null, any };
}

/** The integers of each step are listed once for all that is drawn from it. */
type Sources = Map<Known | null, Source>;

function sourceFor({ constants }: Subject, sources: Sources, step: Known | null): Source {
  const listed = sources.get(step);
  if (listed !== undefined) return listed;
  const { venue, touched, event } = step?.visit.situation ?? { venue: {}, touched: [], event: {} };
  const source = createSource(constants, findLeaves([venue, ...touched, event]));
  sources.set(step, source);
  return source;
}

function drawTrial(
  subject: Subject, random: Random, course: Course, known: readonly Known[], sources: Sources,
): readonly Value[] {
  const step = known.length === 0 ? null : random.pick(known);
  return drawInputs(random, sourceFor(subject, sources, step), course.types, step);
}

/** A violation, or null: the conclusion holds, or the assumption is not met. */
function tryInputs(
  subject: Subject, course: Course, any: readonly Value[], aim: Aim,
): Situation | null {
  const { trial, property, paths } = course;
  const listening = listen();
  trial.tried += 1;
  const met = meets(subject, course, any, listening);
  const heard: Heard = listening.heard;
  aim.hear({ name: property.id, value: any, paths, heard, patience: PATIENCE }, met);
  if (!met) return null;
  trial.met += 1;
  const situation = situate(property.id, any);
  const { project, kernel } = subject.walker;
  const judging = { run: runCode, observer: {} };
  const violation = checkTheorem({ project, kernel, situation, roles: [], judging }, property);
  return violation === null ? null : situation;
}

/** Tries each theorem `count` times, on inputs taken from `moves` and around them. */
export function tryTheorems(
  theorems: Theorems, random: Random, lore: Lore, moves: readonly Move[], count: number,
): readonly Situation[] {
  const { subject } = theorems;
  const known = describeVisits(subject.project, moves);
  const sources: Sources = new Map();
  return theorems.courses.flatMap((course) => {
    const fitting = relevantSteps(course.types, known);
    const aim = createAim(random, lore);
    const found: Situation[] = [];
    for (let i = 0; i < count && found.length === 0; i += 1) {
      const aimed = aim.next(() => true)?.value as readonly Value[] | undefined;
      const any = aimed ?? drawTrial(subject, random, course, fitting, sources);
      const violated = tryInputs(subject, course, any, aim);
      if (violated !== null) found.push(violated);
    }
    return found;
  });
}
