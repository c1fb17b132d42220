// Inputs that meet the assumption of a theorem or lemma, so that it does not hold for want of a
// case: taken from the steps of the traces, drawn at random, or from a solver's model of the
// assumption read exactly; whichever it is, the evaluator confirms it. Unlike a trace they need not
// come from genesis: a theorem speaks of any inputs.

import { applyLambda, Undefined } from '../evaluate/evaluate.ts';
import { printAssertions } from '../ir/smtlib.ts';
import { namesIn, withDefinitions } from '../obligation/question.ts';
import { readLambda } from '../obligation/session.ts';
import type { Session } from '../obligation/session.ts';
import { theoremInputs } from '../obligation/theorem.ts';
import type { LemmaTree, TheoremTree } from '../obligation/theorem.ts';
import type { Type } from '../read/tree.ts';
import { decodeInput } from '../replay/situation.ts';
import type { Answer, Query } from '../solve/query.ts';
import type { Value } from '../verdict.ts';
import { drawValue, findConstants, findLeaves } from './draw.ts';
import type { Source } from './draw.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type { Visit } from './walk.ts';

export type Premise =
  | { readonly kind: 'met'; readonly inputs: readonly Value[] }
  | { readonly kind: 'never met' | 'not found'; readonly answer: Answer };

const TRIES = 400;
const PERCENT_FROM_STEP = 80;

type Declared = LemmaTree | TheoremTree;

function meets(session: Session, property: Declared, inputs: readonly Value[]): boolean {
  try {
    return applyLambda(session.project.program, property.when, inputs) === true;
  } catch (error) {
    if (error instanceof Undefined) return false;
    throw error;
  }
}

const sameType = (left: Type, right: Type | undefined): boolean =>
  right !== undefined && JSON.stringify(left) === JSON.stringify(right);

type Known = {
  readonly visit: Visit;
  readonly event: Type;
  readonly venue: Type;
  readonly account: Type;
};

/** The steps of transitions with the types of their inputs; genesis has no book before. */
function describeVisits(session: Session, visits: readonly Visit[]): readonly Known[] {
  return visits.flatMap((visit) => {
    const tree = session.project.transitions.find((t) => t.name === visit.situation.transition);
    return tree === undefined ? []
      : [{ visit, event: tree.event, venue: tree.venue, account: tree.account }];
  });
}

/** Each parameter from one step where its type occurs there, else drawn. */
function drawInputs(
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
function relevantSteps(types: readonly Type[], known: readonly Known[]): readonly Known[] {
  const fitting = known.filter(({ event }) => types.some((type) => sameType(type, event)));
  return fitting.length > 0 ? fitting : known;
}

/** What a step began from, as leaves to draw from. */
function leavesBefore(known: Known | null): Source['leaves'] {
  if (known === null) return [];
  const { venue, touched, event } = known.visit.situation;
  return findLeaves([venue, ...touched, event]);
}

function drawPremise(
  session: Session, property: Declared, visits: readonly Visit[], seed: number,
): readonly Value[] | null {
  const types = property.when.parameters.map((parameter) => parameter.type);
  const known = relevantSteps(types, describeVisits(session, visits));
  const constants = findConstants(session.project);
  const random = createRandom(seed);
  for (let i = 0; i < TRIES; i += 1) {
    const step = known.length === 0 ? null : known[i % known.length] ?? null;
    const source: Source = { constants, leaves: leavesBefore(step) };
    const inputs = drawInputs(random, source, types, step);
    if (meets(session, property, inputs)) return inputs;
  }
  return null;
}

export type Asking = {
  readonly solve: (query: Query) => Promise<Answer>;
  readonly rlimit: number;
  readonly seed: number;
};

async function askPremise(session: Session, property: Declared, asking: Asking): Promise<Premise> {
  const { inputs, values, constraints } = theoremInputs(session, property);
  const when = readLambda(session, property.when, values.slice(0, property.when.parameters.length));
  const assertions = withDefinitions(session, [...constraints, when.term]);
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
  return answer.result === 'sat' && meets(session, property, found)
    ? { kind: 'met', inputs: found } : { kind: 'not found', answer };
}

/** Inputs of which the assumption holds; `never met`: the solver proves that there are none. */
export async function findPremise(
  session: Session, property: Declared, visits: readonly Visit[], asking: Asking,
): Promise<Premise> {
  const drawn = drawPremise(session, property, visits, asking.seed);
  return drawn === null ? askPremise(session, property, asking) : { kind: 'met', inputs: drawn };
}
