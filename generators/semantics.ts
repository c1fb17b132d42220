// What else can take a step, or say what comes of it, to be held against the kernel's code and the
// evaluator: the formulas evaluated, the solver, and whatever a caller adds.

import { createCell, createGenesisCell, createOpenWorld } from '../verifier/obligation/cell.ts';
import type { Cell } from '../verifier/obligation/cell.ts';
import { createJudging, findComposed } from '../verifier/obligation/composition.ts';
import type { Project } from '../verifier/read/tree.ts';
import type { RealFunction } from '../verifier/replay/kernel.ts';
import type { Taken } from '../verifier/replay/book.ts';
import { GENESIS } from '../verifier/replay/situation.ts';
import type { Situation } from '../verifier/replay/situation.ts';
import { encodeValue, equalValues } from '../verifier/replay/value-json.ts';
import { askOutcome, takeByFormula } from '../verifier/witness/agree.ts';
import type { Asking } from '../verifier/witness/premise.ts';

/** A step's inputs; of genesis an empty venue, no account, and its parameters as the event. */
export type StepInput = Situation;

/** `code`: of a rejection, after which venue and accounts are as before; null: accepted. */
export type StepOutcome = Taken;

export type Semantics = {
  readonly name: string;
  readonly every: number; // it is asked of one step in so many
  /** Null where it agrees, else what it says; at once, or later if asking takes its time. */
  readonly differs: (
    input: StepInput, outcome: StepOutcome,
  ) => string | null | Promise<string | null>;
};

export const sameOutcome = (left: StepOutcome, right: StepOutcome): boolean =>
  left.code === right.code
  && (left.code !== null
    || (equalValues(left.venue, right.venue) && equalValues(left.touched, right.touched)));

export const showOutcome = ({ code, venue, touched }: StepOutcome): string =>
  (code === null ? `accepted ${JSON.stringify(encodeValue({ venue, touched }))}`
    : `rejected ${code}`);

/** One that takes steps itself: compiled code, another model, another engine. Null: no outcome. */
export const stepSemantics = (
  name: string, every: number, step: (input: StepInput) => StepOutcome | null,
): Semantics => ({
  name, every,
  differs: (input, outcome) => {
    const own = step(input);
    if (own !== null && sameOutcome(own, outcome)) return null;
    return own === null ? 'no outcome' : showOutcome(own);
  },
});

/** The model that the configuration names: it judges a step as a whole, and knows no genesis. */
export const modelSemantics = (
  project: Project, model: RealFunction, every: number,
): Semantics => ({
  name: 'model', every,
  differs: ({ transition, venue, touched, others, event }, { code, ...after }) => {
    if (transition === GENESIS) return null;
    const { roles } = project.transitions.find(({ name }) => name === transition) ?? { roles: [] };
    const ids = roles.map((role) => Reflect.get(event as object, role) as unknown);
    const outcome = code === null ? { kind: 'accepted', ...after } : { kind: 'rejected', code };
    const told = model({
      venue, touched: touched.map((account, i) => [ids[i], account]), others, event, outcome,
    }) as readonly string[];
    return told.length === 0 ? null : told.join('; ');
  },
});

/** Each module as what is composed defines it: a step is a fact about one composition. */
export function createCells(project: Project): ReadonlyMap<string, Cell> {
  const session = createJudging(project, findComposed(project));
  const cells = [createGenesisCell(session), ...project.transitions.map((transition) =>
    createCell(session, transition, createOpenWorld(session)))];
  return new Map(cells.map((cell) => [cell.name, cell]));
}

function cellFor(cells: ReadonlyMap<string, Cell>, { transition }: StepInput): Cell {
  const cell = cells.get(transition ?? '');
  if (cell === undefined) throw new TypeError(`no formula was made of ${transition ?? ''}`);
  return cell;
}

/** The formulas that proofs are made of, evaluated on the step's values. */
export const formulaSemantics = (cells: ReadonlyMap<string, Cell>, every: number): Semantics =>
  stepSemantics('formulas', every, (input) => takeByFormula(cellFor(cells, input), input));

/** The solver, given the same formulas and the step's values as equations. */
export const solverSemantics = (
  cells: ReadonlyMap<string, Cell>, every: number, asking: Asking,
): Semantics => ({
  name: 'solver', every,
  differs: (input, outcome) => askOutcome(cellFor(cells, input), input, outcome, asking),
});
