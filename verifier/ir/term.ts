// Terms: what the symbolic stage builds and the solver is asked about. Integers are polynomials in
// normal form over atoms; truth values are built over `p <= 0` and `p = 0`. Terms are hash-consed
// by one `Terms` factory, the only way to make them, so equal terms of one factory are identical
// objects.

export type Atom = { readonly id: number } & (
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'quotient'; readonly numerator: Int; readonly denominator: Int } // truncating
  | {
      readonly kind: 'choice';
      readonly condition: Bool;
      readonly then: Int;
      readonly otherwise: Int;
    }
  // one integer of what a module returns: a function of the arguments of which nothing is known
  // here
  | {
      readonly kind: 'application';
      readonly member: string;
      readonly part: string; // which integer: a path of fields, empty where there is but one
      readonly arguments: readonly Int[];
    }
);

/** A coefficient (never 0) times a product of atoms, sorted by id and repeated for powers. */
export type Monomial = { readonly coefficient: bigint; readonly atoms: readonly Atom[] };

/** A polynomial: monomials of distinct products, in a fixed order. Zero has none. */
export type Int = {
  readonly sort: 'Int';
  readonly id: number;
  readonly monomials: readonly Monomial[];
};

export type Bool = { readonly sort: 'Bool'; readonly id: number } & (
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'not'; readonly operand: Bool }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Bool[] }
  | { readonly kind: 'nonPositive' | 'zero'; readonly of: Int }
);

export type Term = Int | Bool;

/** The factory of terms. Constructors fold constants and keep every term in normal form. */
export type Terms = {
  /** A factory that starts from these terms; this one never sees what that one makes. */
  readonly fork: () => Terms;
  readonly integer: (value: bigint) => Int;
  readonly variable: (name: string) => Int;
  readonly atom: (atom: Atom) => Int;
  readonly add: (...terms: readonly Int[]) => Int;
  readonly scale: (factor: bigint, term: Int) => Int;
  readonly subtract: (left: Int, right: Int) => Int;
  readonly multiply: (left: Int, right: Int) => Int;
  readonly quotient: (numerator: Int, denominator: Int) => Int;
  readonly application: (member: string, part: string, values: readonly Int[]) => Int;
  readonly choose: (condition: Bool, then: Int, otherwise: Int) => Int;
  readonly truth: (value: boolean) => Bool;
  readonly proposition: (name: string) => Bool;
  readonly not: (operand: Bool) => Bool;
  readonly and: (...operands: readonly Bool[]) => Bool;
  readonly or: (...operands: readonly Bool[]) => Bool;
  /** A conjunction without the search for what simplifies what: cheap where conditions pile up. */
  readonly assume: (known: Bool, more: Bool) => Bool;
  readonly implies: (left: Bool, right: Bool) => Bool;
  readonly decide: (condition: Bool, then: Bool, otherwise: Bool) => Bool;
  readonly iff: (left: Bool, right: Bool) => Bool;
  readonly nonPositive: (term: Int) => Bool;
  readonly lessOrEqual: (left: Int, right: Int) => Bool;
  readonly less: (left: Int, right: Int) => Bool;
  readonly equal: (left: Int, right: Int) => Bool;
};

/** The value of a constant polynomial, or null. */
export function findConstant(term: Int): bigint | null {
  if (term.monomials.length === 0) return 0n;
  const [only] = term.monomials;
  return term.monomials.length === 1 && only !== undefined && only.atoms.length === 0
    ? only.coefficient
    : null;
}

export const isTrue = (term: Bool): boolean => term.kind === 'constant' && term.value;
export const isFalse = (term: Bool): boolean => term.kind === 'constant' && !term.value;

/** The conjuncts of a term, itself where it is no conjunction. */
export const conjuncts = (term: Bool): readonly Bool[] =>
  term.kind === 'and' ? term.operands : isTrue(term) ? [] : [term];
