// Walks over terms: substitution, the atoms and propositions that occur, and evaluation under
// concrete values. Every walk is memoised on term identity, since terms share structure heavily.

import type { Atom, Bool, Int, Monomial, Term, Terms } from './term.ts';

export type Substitution = {
  readonly integers: ReadonlyMap<string, Int>; // by variable name
  readonly booleans: ReadonlyMap<string, Bool>; // by proposition name
};

export type Substitute = { readonly int: (term: Int) => Int; readonly bool: (term: Bool) => Bool };

/** Replaces variables simultaneously; the result is in normal form again. */
export function createSubstitution(terms: Terms, map: Substitution): Substitute {
  const ints = new Map<number, Int>();
  const bools = new Map<number, Bool>();
  const atom = (given: Atom): Int => {
    switch (given.kind) {
      case 'variable':
        return map.integers.get(given.name) ?? terms.atom(given);
      case 'quotient':
        return terms.quotient(int(given.numerator), int(given.denominator));
      case 'choice':
        return terms.choose(bool(given.condition), int(given.then), int(given.otherwise));
      case 'application':
        return terms.application(given.member, given.part, given.arguments.map(int));
    }
  };
  const monomial = (given: Monomial): Int =>
    terms.scale(
      given.coefficient,
      given.atoms.reduce(
        (product, factor) => terms.multiply(product, atom(factor)),
        terms.integer(1n),
      ),
    );
  const int = (term: Int): Int => {
    const known = ints.get(term.id);
    if (known !== undefined) return known;
    const made = terms.add(...term.monomials.map(monomial));
    ints.set(term.id, made);
    return made;
  };
  const boolBody = (term: Bool): Bool => {
    switch (term.kind) {
      case 'constant':
        return term;
      case 'variable':
        return map.booleans.get(term.name) ?? term;
      case 'not':
        return terms.not(bool(term.operand));
      case 'and':
        return terms.and(...term.operands.map(bool));
      case 'or':
        return terms.or(...term.operands.map(bool));
      case 'nonPositive':
        return terms.nonPositive(int(term.of));
      case 'zero':
        return terms.equal(int(term.of), terms.integer(0n));
    }
  };
  const bool = (term: Bool): Bool => {
    const known = bools.get(term.id);
    if (known !== undefined) return known;
    const made = boolBody(term);
    bools.set(term.id, made);
    return made;
  };
  return { int, bool };
}

export type Visitor = {
  readonly atom?: (atom: Atom) => void;
  readonly int?: (term: Int) => void;
  readonly bool?: (term: Bool) => void;
};

/** Visits every subterm once, children before parents. */
export function visit(roots: readonly Term[], visitor: Visitor): void {
  const ints = new Set<number>();
  const bools = new Set<number>();
  const atoms = new Set<number>();
  const seeAtom = (atom: Atom): void => {
    if (atoms.has(atom.id)) return;
    atoms.add(atom.id);
    if (atom.kind === 'quotient') {
      seeInt(atom.numerator);
      seeInt(atom.denominator);
    }
    if (atom.kind === 'choice') {
      seeBool(atom.condition);
      seeInt(atom.then);
      seeInt(atom.otherwise);
    }
    if (atom.kind === 'application') atom.arguments.forEach(seeInt);
    visitor.atom?.(atom);
  };
  const seeInt = (term: Int): void => {
    if (ints.has(term.id)) return;
    ints.add(term.id);
    for (const monomial of term.monomials) monomial.atoms.forEach(seeAtom);
    visitor.int?.(term);
  };
  const seeBool = (term: Bool): void => {
    if (bools.has(term.id)) return;
    bools.add(term.id);
    if (term.kind === 'not') seeBool(term.operand);
    if (term.kind === 'and' || term.kind === 'or') term.operands.forEach(seeBool);
    if (term.kind === 'nonPositive' || term.kind === 'zero') seeInt(term.of);
    visitor.bool?.(term);
  };
  for (const root of roots)
    if (root.sort === 'Int') seeInt(root);
    else seeBool(root);
}

/** Concrete values of variables; a name that is missing reads as 0 or false. */
export type Assignment = ReadonlyMap<string, bigint | boolean>;

export type Evaluation = {
  readonly int: (term: Int) => bigint | null; // null: a division by zero was met
  readonly bool: (term: Bool) => boolean | null;
};

export type Application = Extract<Atom, { readonly kind: 'application' }>;
/** One integer of what a module returns for given ones; null: it has no value there. */
export type Interpret = (atom: Application, values: readonly bigint[]) => bigint | null;

/**
 * The exact value of a term: quotients truncate as JavaScript's do; choices are read lazily.
 * Modules are as `interpret` has them.
 */
export function createEvaluation(
  assignment: Assignment,
  interpret: Interpret = () => null,
): Evaluation {
  const ints = new Map<number, bigint | null>();
  const bools = new Map<number, boolean | null>();
  const int = (term: Int): bigint | null => {
    const known = ints.get(term.id);
    if (known !== undefined) return known;
    const made = evaluateInt(term, assignment, evaluation, interpret);
    ints.set(term.id, made);
    return made;
  };
  const bool = (term: Bool): boolean | null => {
    const known = bools.get(term.id);
    if (known !== undefined) return known;
    const made = evaluateBool(term, assignment, evaluation);
    bools.set(term.id, made);
    return made;
  };
  const evaluation: Evaluation = { int, bool };
  return evaluation;
}

function evaluateAtom(
  atom: Atom,
  assignment: Assignment,
  { int, bool }: Evaluation,
  interpret: Interpret,
): bigint | null {
  switch (atom.kind) {
    case 'variable': {
      const value = assignment.get(atom.name) ?? 0n;
      return typeof value === 'bigint' ? value : null;
    }
    case 'quotient': {
      const [n, d] = [int(atom.numerator), int(atom.denominator)];
      return n === null || d === null || d === 0n ? null : n / d;
    }
    case 'choice': {
      const condition = bool(atom.condition);
      return condition === null ? null : int(condition ? atom.then : atom.otherwise);
    }
    case 'application': {
      const values = atom.arguments.map(int);
      return values.every((value) => value !== null) ? interpret(atom, values) : null;
    }
  }
}

function evaluateInt(
  term: Int,
  assignment: Assignment,
  evaluation: Evaluation,
  interpret: Interpret,
): bigint | null {
  let sum = 0n;
  for (const monomial of term.monomials) {
    let product = monomial.coefficient;
    for (const factor of monomial.atoms) {
      const value = evaluateAtom(factor, assignment, evaluation, interpret);
      if (value === null) return null;
      product *= value;
    }
    sum += product;
  }
  return sum;
}

/** Operands are sorted, not in source order: a decided one decides even beside an undefined one. */
function evaluateBool(
  term: Bool,
  assignment: Assignment,
  { int, bool }: Evaluation,
): boolean | null {
  const sign = (of: Int, test: (value: bigint) => boolean): boolean | null => {
    const value = int(of);
    return value === null ? null : test(value);
  };
  switch (term.kind) {
    case 'constant':
      return term.value;
    case 'variable':
      return assignment.get(term.name) === true;
    case 'not': {
      const operand = bool(term.operand);
      return operand === null ? null : !operand;
    }
    case 'and':
    case 'or': {
      const all = term.operands.map(bool);
      const decisive = term.kind === 'or';
      return all.includes(decisive) ? decisive : all.includes(null) ? null : !decisive;
    }
    case 'nonPositive':
      return sign(term.of, (value) => value <= 0n);
    case 'zero':
      return sign(term.of, (value) => value === 0n);
  }
}
