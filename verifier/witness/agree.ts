// A concrete step told by the formulas that proofs are made of: evaluated on the step's values, and
// asked of a solver that is given the values as equations. Either must say what the code did.

import { createEvaluation } from '../ir/traverse.ts';
import type { Evaluation } from '../ir/traverse.ts';
import { printAssertions } from '../ir/smtlib.ts';
import { isFalse, isTrue } from '../ir/term.ts';
import type { Bool, Terms } from '../ir/term.ts';
import type { Cell, CellPath } from '../obligation/cell.ts';
import type { Taken } from '../replay/book.ts';
import type { Situation } from '../replay/situation.ts';
import type { Literals, SymbolicValue } from '../symbolic/value.ts';
import type { Value } from '../verdict.ts';
import type { Asking } from './premise.ts';
import { bindBook, bindEvent } from './recognise.ts';

type Words = { readonly terms: Terms; readonly literals: Literals };

const bindAll = (cell: Cell, situation: Situation) =>
  [...bindBook(cell, situation), ...bindEvent(cell, situation)];

/** Null where something in it has no value. */
function readValue(values: Evaluation, literals: Literals, symbolic: SymbolicValue): Value | null {
  switch (symbolic.kind) {
    case 'int': return values.int(symbolic.term);
    case 'bool': return values.bool(symbolic.term);
    case 'string': return readLiteral(values, literals, symbolic.term);
    case 'tuple': {
      const parts = symbolic.elements.map((part) => readValue(values, literals, part));
      return parts.some((part) => part === null) ? null : parts as readonly Value[];
    }
    case 'record': {
      const fields = [...symbolic.fields].map(([name, part]) =>
        [name, readValue(values, literals, part)] as const);
      return fields.some(([, part]) => part === null) ? null
        : Object.fromEntries(fields) as Value;
    }
    case 'union': {
      const tag = readLiteral(values, literals, symbolic.tag);
      const variant = tag === null ? undefined : symbolic.variants.get(tag);
      return variant === undefined ? null : readValue(values, literals, variant);
    }
    case 'ghost': return null;
  }
}

function readLiteral(
  values: Evaluation, literals: Literals, term: Parameters<Evaluation['int']>[0],
): string | null {
  const index = values.int(term);
  return index === null ? null : literals.literalAt(index);
}

function readTaken(
  cell: Cell, situation: Situation, values: Evaluation, { code, after }: CellPath,
): Taken | null {
  if (after === null) return { code, venue: situation.venue, touched: situation.touched };
  const { literals } = cell.session;
  const venue = readValue(values, literals, after.venue);
  const touched = after.touched.map((account) => readValue(values, literals, account));
  if (venue === null || touched.some((account) => account === null)) return null;
  return { code: null, venue, touched: touched as readonly Value[] };
}

/** What the formulas of a transition make of a step; null where they do not say one thing. */
export function takeByFormula(cell: Cell, situation: Situation): Taken | null {
  const values = createEvaluation(new Map(bindAll(cell, situation)));
  const [path, ...more] = cell.paths.filter(({ condition }) => values.bool(condition) === true);
  if (path === undefined || more.length > 0) return null;
  return readTaken(cell, situation, values, path);
}

function isValue({ terms, literals }: Words, symbolic: SymbolicValue, value: Value): Bool {
  switch (symbolic.kind) {
    case 'int': return terms.equal(symbolic.term, terms.integer(value as bigint));
    case 'bool': return terms.iff(symbolic.term, terms.truth(value as boolean));
    case 'string':
      return terms.equal(symbolic.term, terms.integer(literals.indexOf(value as string)));
    case 'tuple': return terms.and(...symbolic.elements.map((part, i) =>
      isValue({ terms, literals }, part, (value as readonly Value[])[i] ?? false)));
    case 'record': return terms.and(...[...symbolic.fields].map(([name, part]) =>
      isValue({ terms, literals }, part, Reflect.get(value as object, name) as Value)));
    case 'union': {
      const tag = [...symbolic.variants.keys()].find((one) =>
        Reflect.get(value as object, symbolic.discriminant) === one);
      const variant = tag === undefined ? undefined : symbolic.variants.get(tag);
      if (tag === undefined || variant === undefined) return terms.truth(false);
      return terms.and(terms.equal(symbolic.tag, terms.integer(literals.indexOf(tag))),
        isValue({ terms, literals }, variant, value));
    }
    case 'ghost': throw new TypeError('a ghost collection is never an outcome');
  }
}

/** What must be true of the inputs for the step to have come out as it did. */
function claimOutcome(words: Words, cell: Cell, taken: Taken): Bool {
  const { terms } = words;
  return terms.or(...cell.paths.filter(({ code }) => code === taken.code)
    .map(({ condition, after }) => (after === null ? condition
      : terms.and(condition, isValue(words, after.venue, taken.venue),
        ...after.touched.map((account, i) => isValue(words, account, taken.touched[i] ?? {}))))));
}

/**
 * Asks a solver whether a step may come out otherwise than it did, and whether it may come out so.
 * Null: it cannot, and it can. Terms are made in a factory that is dropped afterwards.
 */
export async function askOutcome(
  cell: Cell, situation: Situation, taken: Taken, asking: Asking,
): Promise<string | null> {
  const { session, constraints } = cell;
  const words = { terms: session.terms.fork(), literals: session.literals };
  const given = bindAll(cell, situation).map(([name, value]) => (typeof value === 'bigint'
    ? words.terms.equal(words.terms.variable(name), words.terms.integer(value))
    : words.terms.iff(words.terms.proposition(name), words.terms.truth(value))));
  const claim = claimOutcome(words, cell, taken);
  const ask = async (goal: Bool): Promise<string> => {
    const said = [...constraints, ...given, goal].filter((term) => !isTrue(term));
    if (said.some(isFalse)) return 'unsat';
    const answer = await asking.solve({
      id: `AGREE/${cell.name}`, model: [], rlimit: asking.rlimit, seed: asking.seed,
      attempts: [{
        name: 'div', trusted: 'both',
        smt2: printAssertions(said, { products: 'exact', quotients: 'div' }),
      }],
    });
    return answer.result === 'unknown' ? `unknown: ${answer.reason}` : answer.result;
  };
  const otherwise = await ask(words.terms.not(claim));
  if (otherwise !== 'unsat') return `it may come out otherwise (${otherwise})`;
  const so = await ask(claim);
  return so === 'sat' ? null : `it may not come out so (${so})`;
}
