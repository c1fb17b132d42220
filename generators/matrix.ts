// The matrix property × transition, generated from what is declared: every invariant, step property
// and contract is checked on every step that it speaks of, by the property's own code, and counted
// in its cell. How often a cell was exercised other than vacuously is measured by the evaluator on
// a part of the steps, as that is slow.

import { STRUCTURE } from '../verifier/obligation/structure.ts';
import type { Property, Type } from '../verifier/read/tree.ts';
import { runBoth } from '../verifier/replay/book.ts';
import { BY_CODE, checkProperty } from '../verifier/replay/check.ts';
import { checkStructure } from '../verifier/replay/structure.ts';
import type { Judged, Judging } from '../verifier/replay/structure.ts';
import { arbitraryInputs, GENESIS } from '../verifier/replay/situation.ts';
import type { Situation } from '../verifier/replay/situation.ts';
import { createSource, drawValue, findLeaves } from '../verifier/witness/draw.ts';
import type { Source } from '../verifier/witness/draw.ts';
import type { Random } from '../verifier/witness/random.ts';
import { rolesIn } from '../verifier/witness/walk.ts';
import { createConcern } from './concern.ts';
import { findConsequents, settleKind } from './consequent.ts';
import type { ComparisonNode, Move } from './move.ts';
import { transitionNames } from './subject.ts';
import type { Subject } from './subject.ts';

/**
 * `met`: of the steps measured, those on which the property did not hold vacuously. `apart`: those
 * on which the kind of the event alone decided. `barred`: no accepted step can exercise it.
 */
export type Cell = {
  readonly property: string;
  readonly transition: string;
  checked: number;
  measured: number;
  met: number;
  apart: number;
  barred: boolean;
};

type Asked = {
  readonly property: Property;
  readonly any: readonly Type[];
  readonly consequents: ReadonlySet<ComparisonNode>;
  readonly cell: Cell;
};

export type Wants = (property: string, transition: string | null) => boolean;

export type Matrix = {
  readonly subject: Subject;
  readonly asked: ReadonlyMap<string, readonly Asked[]>; // by transition
  readonly structure: ReadonlyMap<string, readonly Cell[]>;
  readonly outcomes: Map<string, Map<string, number>>; // by transition and outcome
};

/** What no declared property says, and every transition owes. */
const OWED = [STRUCTURE.aliasing, STRUCTURE.stored] as const;

const ALWAYS_BELOW = 12; // steps of a cell of which every one is measured
const ONE_IN = 32;
const ENOUGH = 64;

const newCell = (property: string, transition: string): Cell =>
  ({ property, transition, checked: 0, measured: 0, met: 0, apart: 0, barred: false });

function speaksAbout(property: Property, transition: string): boolean {
  switch (property.kind) {
    case 'invariant': return true;
    case 'step': return transition !== GENESIS;
    case 'contract': return property.transition === transition;
    default: return false;
  }
}

/** Where the kind of the event decides alone, those that it decides about. */
function findAbout(
  { project }: Subject, property: Property, transition: string,
): ReadonlySet<ComparisonNode> {
  if (property.kind !== 'invariant' && property.kind !== 'step') return new Set();
  const { holds } = property;
  const found = findConsequents(project.program, holds, settleKind(holds, transition));
  return found.size > 0 ? found : findConsequents(project.program, holds, () => null);
}

function describe(subject: Subject, property: Property, transition: string): Asked {
  return {
    property, cell: newCell(property.id, transition),
    any: arbitraryInputs(subject.project, property.id).map(({ type }) => type),
    consequents: findAbout(subject, property, transition),
  };
}

export function createMatrix(subject: Subject, wants: Wants): Matrix {
  const { properties } = subject.project;
  const names = transitionNames(subject.project);
  return {
    subject, outcomes: new Map(),
    asked: new Map(names.map((name) => [name, properties
      .filter((property) => speaksAbout(property, name) && wants(property.id, name))
      .map((property) => describe(subject, property, name))])),
    structure: new Map(names.map((name) =>
      [name, OWED.filter((id) => wants(id, name)).map((id) => newCell(id, name))])),
  };
}

/** Exercised by nothing that was drawn, though the property may concern the transition. */
export const isIdle = ({ met, apart, measured, barred }: Cell): boolean =>
  met === 0 && !barred && (measured === 0 || apart < measured);

/** Looks at what is left idle only: it takes some milliseconds a cell. */
export function barIdle(matrix: Matrix): void {
  const concerns = createConcern(matrix.subject.project);
  for (const [transition, asked] of matrix.asked) {
    for (const { cell, property } of asked) {
      if (property.kind !== 'invariant' && property.kind !== 'step') continue;
      cell.barred = isIdle(cell) && !concerns(property, transition);
    }
  }
}

/** All cells, in the order of the declarations. */
export const listCells = (matrix: Matrix): readonly Cell[] =>
  [...matrix.asked].flatMap(([name, asked]) =>
    [...asked.map(({ cell }) => cell), ...matrix.structure.get(name) ?? []]);

type Meter = Judging & { met: boolean; apart: boolean };

/** Judges by the evaluator too, and hears whether a consequent was compared. */
function measuring(consequents: ReadonlySet<ComparisonNode>): Meter {
  const meter: Meter = {
    run: runBoth, met: consequents.size === 0, apart: true,
    observer: {
      compared: (node) => {
        if (consequents.has(node)) meter.met = true;
        if (node.left.kind !== 'discriminant') meter.apart = false;
      },
    },
  };
  return meter;
}

const isDue = ({ checked, met }: Cell): boolean =>
  met < ENOUGH && (checked <= ALWAYS_BELOW || checked % ONE_IN === 0);

/** A step property, or an invariant, says nothing of a rejected step. */
const isSilent = (property: Property, move: Move): boolean =>
  property.kind !== 'contract' && move.taken.code !== null;

function check(asked: Asked, j: Judged, move: Move): boolean {
  const { cell, property, consequents } = asked;
  if (isSilent(property, move)) return true;
  cell.checked += 1;
  const measured = property.kind !== 'contract' && isDue(cell);
  const meter = measured ? measuring(consequents) : null;
  const violation = checkProperty({ ...j, judging: meter ?? BY_CODE }, property, move.taken);
  if (property.kind === 'contract') {
    cell.measured += 1;
    cell.met += 1; // acceptance is exact: a contract says something of every step
  } else if (meter !== null) {
    cell.measured += 1;
    cell.met += meter.met ? 1 : 0;
    cell.apart += meter.apart && !meter.met ? 1 : 0;
  }
  return violation === null;
}

function checkOwed(cell: Cell, j: Judged, move: Move): boolean {
  if (move.taken.code !== null) return true;
  cell.checked += 1;
  cell.measured += 1;
  cell.met += 1;
  const situation = { ...j.situation, property: cell.property };
  return checkStructure({ ...j, situation }, move.called, move.taken) === null;
}

function noteOutcome({ outcomes }: Matrix, { step, taken }: Move): void {
  const counts = outcomes.get(step.transition) ?? new Map<string, number>();
  outcomes.set(step.transition, counts);
  const outcome = taken.code ?? 'accepted';
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
}

/** What the arbitrary values of properties are drawn from, listed where the first asks for it. */
function sourceFor({ constants }: Subject, { situation }: Move): () => Source {
  let made: Source | null = null;
  const { venue, touched, event } = situation;
  return () => (made ??= createSource(constants, findLeaves([venue, ...touched, event])));
}

/** The situation with the arbitrary values that a property speaks of drawn for it. */
function situate(random: Random, move: Move, asked: Asked, source: () => Source): Situation {
  const { situation } = move;
  const property = asked.property.id;
  const chosen = situation.touched.map(() => random.chance(50));
  if (asked.any.length === 0) return { ...situation, property, chosen };
  const any = asked.any.map((type) => drawValue(random, source(), type));
  return { ...situation, property, chosen, any };
}

/** The situations in which the step violates something; none where all holds. */
export function checkMove(matrix: Matrix, random: Random, move: Move): readonly Situation[] {
  const { subject } = matrix;
  const { project, kernel } = subject.walker;
  const { transition } = move.step;
  noteOutcome(matrix, move);
  if (move.undefinedAt !== null) return [{ ...move.situation, property: STRUCTURE.defined }];
  const roles = rolesIn(project, transition);
  const judged = (situation: Situation): Judged => ({ project, kernel, situation, roles });
  const source = sourceFor(subject, move);
  const declared = (matrix.asked.get(transition) ?? []).flatMap((asked) => {
    const situation = situate(random, move, asked, source);
    return check(asked, judged(situation), move) ? [] : [situation];
  });
  const owed = (matrix.structure.get(transition) ?? []).flatMap((cell) =>
    (checkOwed(cell, judged(move.situation), move) ? []
      : [{ ...move.situation, property: cell.property }]));
  return [...declared, ...owed];
}
