// Theorems and lemmas on random inputs. Few inputs meet an assumption by chance: those of steps
// that were taken are drawn on, and inputs that fail it are moved to where the comparison turns
// that refused them, as events are at a guard.

import { applyLambda, Undefined } from '../verifier/evaluate/evaluate.ts';
import type { Property } from '../verifier/read/tree.ts';
import { BY_CODE, checkTheorem } from '../verifier/replay/check.ts';
import type { Situation } from '../verifier/replay/situation.ts';
import type { Value } from '../verifier/verdict.ts';
import { createSource } from '../verifier/witness/draw.ts';
import type { Random } from '../verifier/witness/random.ts';
import { createAim, integerPaths, PATIENCE } from './aim.ts';
import type { Aim, Lore, Path } from './aim.ts';
import {
  describeCommitted, describeParameter, describeStep, drawParameters,
} from './inputs.ts';
import type { Drawn, Met, Wanted } from './inputs.ts';
import { listen } from './move.ts';
import type { Heard, Move } from './move.ts';
import type { Wants } from './matrix.ts';
import type { Subject } from './subject.ts';

type Universal = Extract<Property, { readonly kind: 'theorem' | 'lemma' }>;

/** `met`: inputs that met the assumption, on each of which the conclusion was checked. */
export type Trial = { readonly property: string; tried: number; met: number };

type Course = {
  readonly property: Universal;
  readonly parameters: readonly Drawn[];
  readonly paths: readonly Path[];
  readonly names: readonly string[]; // of the integers at those paths
  readonly trial: Trial;
};

export type Theorems = {
  readonly subject: Subject;
  readonly courses: readonly Course[];
  readonly wanted: Wanted;
  readonly committed: readonly Met[];
};

const ROUNDS = 8; // runs in which each of many theorems comes up once
const MANY = 12;
const TRIES = 48;
const PER_INTEGER = 2; // of patience more, up to a number of them

const isUniversal = (property: Property): property is Universal =>
  property.kind === 'theorem' || property.kind === 'lemma';

export function createTheorems(subject: Subject, wants: Wants): Theorems {
  const texts: Wanted['texts'] = new Map();
  const courses = subject.project.properties.filter(isUniversal)
    .filter(({ id }) => wants(id, null)).map((property): Course => {
      const parameters = property.when.parameters.map((one) => describeParameter(texts, one));
      const paths = integerPaths({ kind: 'tuple', elements: parameters.map(({ type }) => type) });
      const names = paths.map((path) =>
        (path.length > 1 ? path.at(-1) ?? '' : parameters[Number(path[0])]?.name ?? ''));
      const trial = { property: property.id, tried: 0, met: 0 };
      return { property, parameters, paths, names, trial };
    });
  const keys = courses.flatMap(({ parameters }) => parameters.map(({ key }) => key));
  const wanted = { keys: new Set(keys), texts };
  return { subject, courses, wanted, committed: describeCommitted(subject, wanted) };
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

/** A violation, or null: the conclusion holds, or the assumption is not met. */
function tryInputs(
  subject: Subject, course: Course, any: readonly Value[], aim: Aim,
): Situation | null {
  const { trial, property, paths, names } = course;
  const listening = listen();
  trial.tried += 1;
  const met = meets(subject, course, any, listening);
  const heard: Heard = listening.heard;
  const patience = PATIENCE + PER_INTEGER * Math.min(paths.length, PATIENCE);
  aim.hear({ name: property.id, value: any, paths, names, heard, patience }, met);
  if (!met) return null;
  trial.met += 1;
  const situation = situate(property.id, any);
  const { project, kernel } = subject.walker;
  const j = { project, kernel, situation, roles: [], judging: BY_CODE };
  const violation = checkTheorem(j, property);
  return violation === null ? null : situation;
}

/** Steps that meet the event of a parameter first: few others can meet what is said of it. */
function relevant({ parameters }: Course, steps: readonly Met[]): readonly Met[] {
  const fitting = steps.filter(({ event }) => parameters.some(({ key }) => key === event));
  return fitting.length > 0 ? fitting : steps;
}

function tryCourse(
  { subject, committed }: Theorems, random: Random, lore: Lore, course: Course,
  steps: readonly Met[],
): readonly Situation[] {
  const from = [relevant(course, steps), relevant(course, committed)]
    .filter((list) => list.length > 0);
  const aim = createAim(random, lore);
  const nothing = { event: '', parts: new Map(), source: createSource(subject.constants, []) };
  for (let i = 0; i < TRIES; i += 1) {
    const aimed = aim.next(() => true)?.value as readonly Value[] | undefined;
    const met = from.length === 0 ? nothing : random.pick(random.pick(from));
    const any = aimed ?? drawParameters(random, course.parameters, met);
    const violated = tryInputs(subject, course, any, aim);
    if (violated !== null) return [violated];
  }
  return [];
}

/** Tries some of the theorems, others in the next run, on inputs from `moves` and around them. */
export function tryTheorems(
  theorems: Theorems, random: Random, lore: Lore, moves: readonly Move[], run: number,
): readonly Situation[] {
  const { subject, wanted, courses } = theorems;
  const steps = moves.flatMap(({ situation }) => describeStep(subject, wanted, situation) ?? []);
  const rounds = courses.length < MANY ? 1 : ROUNDS;
  return courses.filter((_, i) => i % rounds === run % rounds)
    .flatMap((course) => tryCourse(theorems, random, lore, course, steps));
}
