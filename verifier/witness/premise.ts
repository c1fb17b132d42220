// Inputs that meet the assumption of a theorem or lemma, so that it does not hold for want of a
// case: taken from the steps of the traces, drawn at random, or from a solver's model of the
// assumption read exactly; whichever it is, the evaluator confirms it. Unlike a trace they need not
// come from genesis: a theorem speaks of any inputs.

import { applyLambda, Undefined } from '../evaluate/evaluate.ts';
import { printAssertions } from '../ir/smtlib.ts';
import { namesIn, withComposition } from '../obligation/question.ts';
import { readLambda } from '../obligation/session.ts';
import type { Session } from '../obligation/session.ts';
import { theoremInputs } from '../obligation/theorem.ts';
import type { LemmaTree, OfInputs, TheoremTree } from '../obligation/theorem.ts';
import type { Lambda, Project, Type } from '../read/tree.ts';
import { decodeInput } from '../replay/situation.ts';
import type { Answer, Query } from '../solve/query.ts';
import type { Value } from '../verdict.ts';
import { createSource, drawValue, findConstants, findLeaves } from './draw.ts';
import type { Leaf, Source } from './draw.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type { Visit } from './walk.ts';

export type Premise =
  | { readonly kind: 'met'; readonly inputs: readonly Value[] }
  | { readonly kind: 'never met' | 'not found'; readonly answer: Answer };

const TRIES = 400;
const PERCENT_FROM_STEP = 80;

type Declared = LemmaTree | TheoremTree;

const assumptionIn = (property: OfInputs): Lambda =>
  (property.kind === 'module' ? property.requires : property.when);

function meets(project: Project, property: OfInputs, inputs: readonly Value[]): boolean {
  try {
    return applyLambda(project.program, assumptionIn(property), inputs) === true;
  } catch (error) {
    if (error instanceof Undefined) return false;
    throw error;
  }
}

type Named = Extract<Type, { readonly kind: 'record' }>;

const sameRecord = (left: Named, right: Named): boolean =>
  left.fields.length === right.fields.length && left.fields.every(({ name, type }, i) =>
    name === right.fields[i]?.name && sameType(type, right.fields[i]?.type));

/** As the reader makes types: fields and literals in one order. */
function sameType(left: Type, right: Type | undefined): boolean {
  if (left === right) return true;
  if (left.kind === 'record') return right?.kind === 'record' && sameRecord(left, right);
  if (left.kind === 'tuple') {
    return right?.kind === 'tuple' && left.elements.length === right.elements.length
      && left.elements.every((element, i) => sameType(element, right.elements[i]));
  }
  return left.kind === right?.kind && JSON.stringify(left) === JSON.stringify(right);
}

/** A step as far as inputs are drawn from it. */
export type Seen = {
  readonly situation: Visit['situation'];
  readonly taken: Pick<Visit['taken'], 'touched'>;
};

/** A step that was taken, with the types of its inputs. */
export type Known = {
  readonly visit: Seen;
  readonly event: Type;
  readonly venue: Type;
  readonly account: Type;
};

/** The steps of transitions with the types of their inputs; genesis has no book before. */
export function describeVisits(
  project: Project, visits: readonly Seen[],
): readonly Known[] {
  return visits.flatMap((visit) => {
    const tree = project.transitions.find((t) => t.name === visit.situation.transition);
    return tree === undefined ? []
      : [{ visit, event: tree.event, venue: tree.venue, account: tree.account }];
  });
}

/** Each parameter from one step where its type occurs there, else drawn. */
export function drawInputs(
  random: Random, source: Source, types: readonly Type[], known: Known | null,
): readonly Value[] {
  const accounts = known === null ? []
    : [...known.visit.situation.touched, ...known.visit.taken.touched];
  return types.map((type) => {
    const drawn = (): Value => drawValue(random, source, type);
    if (known === null || !random.chance(PERCENT_FROM_STEP)) return drawn();
    if (sameType(type, known.event)) return known.visit.situation.event;
    if (sameType(type, known.venue)) return known.visit.situation.venue;
    return sameType(type, known.account) ? accounts.shift() ?? drawn() : drawn();
  });
}

/** Steps that take the event of a parameter first: only they can meet what is said of it. */
export function relevantSteps(
  types: readonly Type[], known: readonly Known[],
): readonly Known[] {
  const fitting = known.filter(({ event }) => types.some((type) => sameType(type, event)));
  return fitting.length > 0 ? fitting : known;
}

/** What a step began from, as leaves to draw from. */
function leavesBefore(known: Known | null): readonly Leaf[] {
  if (known === null) return [];
  const { venue, touched, event } = known.visit.situation;
  return findLeaves([venue, ...touched, event]);
}

/** Up to `most` inputs that meet the assumption. */
export function drawPremises(
  project: Project, property: OfInputs, visits: readonly Seen[], seed: number, most: number,
): readonly (readonly Value[])[] {
  const types = assumptionIn(property).parameters.map((parameter) => parameter.type);
  const known = relevantSteps(types, describeVisits(project, visits));
  const constants = findConstants(project);
  const random = createRandom(seed);
  const found: (readonly Value[])[] = [];
  for (let i = 0; i < TRIES && found.length < most; i += 1) {
    const step = known.length === 0 ? null : known[i % known.length] ?? null;
    const source = createSource(constants, leavesBefore(step));
    const inputs = drawInputs(random, source, types, step);
    if (meets(project, property, inputs)) found.push(inputs);
  }
  return found;
}

export type Asking = {
  readonly solve: (query: Query) => Promise<Answer>;
  readonly rlimit: number;
  readonly seed: number;
};

async function askPremise(session: Session, property: Declared, asking: Asking): Promise<Premise> {
  const { inputs, values, constraints } = theoremInputs(session, property);
  const when = readLambda(session, property.when, values.slice(0, property.when.parameters.length));
  const assertions = withComposition(session, [...constraints, when.term]);
  const { rlimit, seed } = asking;
  const answer = await asking.solve({
    id: `WITNESS/${property.id}`, model: namesIn(assertions), rlimit, seed,
    attempts: (['opaque', 'div'] as const).map((quotients) => ({
      name: quotients, trusted: 'both',
      smt2: printAssertions(assertions, { products: 'exact', quotients }),
    })),
  });
  if (answer.result === 'unsat') return { kind: 'never met', answer };
  const decoder = { model: answer.model, literals: session.literals };
  const found = inputs.map(({ name, type }) => decodeInput(decoder, name, type));
  return answer.result === 'sat' && meets(session.project, property, found)
    ? { kind: 'met', inputs: found } : { kind: 'not found', answer };
}

/** Inputs of which the assumption holds; `never met`: the solver proves that there are none. */
export async function findPremise(
  session: Session, property: Declared, visits: readonly Visit[], asking: Asking,
): Promise<Premise> {
  const [drawn] = drawPremises(session.project, property, visits, asking.seed, 1);
  return drawn === undefined ? askPremise(session, property, asking)
    : { kind: 'met', inputs: drawn };
}
