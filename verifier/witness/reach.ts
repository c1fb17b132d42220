// One step aimed at a path: the solver is given a concrete book and asked for an event that takes
// the path there. With the book fixed little is left to find. Of genesis there is no book: all its
// parameters are asked for. What comes back is a proposal; whether it takes the path a walk
// decides.

import { createSubstitution } from '../ir/traverse.ts';
import type { Bool } from '../ir/term.ts';
import { printAssertions } from '../ir/smtlib.ts';
import type { Cell } from '../obligation/cell.ts';
import { namesIn, withComposition } from '../obligation/question.ts';
import { decodeInput, stepTypes } from '../replay/situation.ts';
import type { Value } from '../verdict.ts';
import { pathKey } from './coverage.ts';
import type { Target } from './coverage.ts';
import type { Asking } from './premise.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { bindBook, bindIds } from './recognise.ts';
import { drawIds } from './event.ts';
import type { Stop } from './search.ts';
import type { Trace } from './trace.ts';
import { loadSituation, stepBook } from './walk.ts';
import type { Book, Walker } from './walk.ts';

/** What is known of a cell's inputs, put in their place. */
function fixInputs(
  cell: Cell, walker: Walker, book: Book | null, ids: Value, terms: readonly Bool[],
): readonly Bool[] {
  const situation = loadSituation(walker, book, { transition: cell.name, event: ids });
  const known = [...bindBook(cell, situation), ...bindIds(cell, ids)];
  const { terms: factory } = cell.session;
  const fixed = createSubstitution(factory, {
    integers: new Map(known.flatMap(([name, value]) =>
      (typeof value === 'bigint' ? [[name, factory.integer(value)] as const] : []))),
    booleans: new Map(known.flatMap(([name, value]) =>
      (typeof value === 'boolean' ? [[name, factory.truth(value)] as const] : []))),
  });
  return terms.map((term) => fixed.bool(term));
}

/** An event with these ids that takes the path from this book, as the solver proposes it. */
async function proposeEvent(
  { cell, path, key }: Target, walker: Walker, book: Book | null, ids: Value, asking: Asking,
): Promise<Value | null> {
  const { session, constraints, name } = cell;
  const types = stepTypes(session.project, name);
  if (types === null) return null;
  const known = fixInputs(cell, walker, book, ids, [...constraints, path.condition]);
  const assertions = withComposition(session, known);
  const answer = assertions.length === 0 ? null : await asking.solve({
    id: `WITNESS/${key}`, model: namesIn(assertions), rlimit: asking.rlimit, seed: asking.seed,
    attempts: [{
      name: 'aimed', trusted: 'both',
      smt2: printAssertions(assertions, { products: 'exact', quotients: 'opaque' }),
    }],
  });
  if (answer !== null && answer.result !== 'sat') return null;
  const model = answer?.model ?? new Map<string, bigint | boolean>();
  const event = decodeInput({ model, literals: session.literals }, 'event', types.event);
  return { ...(event as object), ...(ids as object) };
}

async function reachGenesis(walker: Walker, target: Target, asking: Asking): Promise<Trace | null> {
  const event = await proposeEvent(target, walker, null, {}, asking);
  if (event === null) return null;
  const stepped = stepBook(walker, null, { transition: target.cell.name, event });
  return stepped.kind === 'accepted' ? { name: target.key, genesis: event, steps: [] } : null;
}

async function reachStep(
  walker: Walker, target: Target, random: Random, from: Stop, asking: Asking,
): Promise<Trace | null> {
  const ids = drawIds(random, walker.project, target.cell.name, true);
  const event = await proposeEvent(target, walker, from.book, ids, asking);
  if (event === null) return null;
  const step = { transition: target.cell.name, event };
  const stepped = stepBook(walker, from.book, step);
  const taken = stepped.kind === 'accepted' ? stepped.visit.path : null;
  return taken === null || pathKey(target.cell.name, taken) !== target.key ? null
    : { name: target.key, genesis: from.genesis, steps: [...from.steps, step] };
}

/** Aims at a path from `tries` of the stops, chosen at random. */
export async function reachPath(
  walker: Walker, target: Target, stops: readonly Stop[], asking: Asking, tries: number,
): Promise<Trace | null> {
  if (target.cell.transition === null) return reachGenesis(walker, target, asking);
  const random = createRandom(asking.seed);
  for (let i = 0; i < tries && stops.length > 0; i += 1) {
    const found = await reachStep(walker, target, random, random.pick(stops), asking);
    if (found !== null) return found;
  }
  return null;
}
