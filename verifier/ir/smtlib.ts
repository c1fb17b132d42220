// Terms as SMT-LIB 2 text. Shared subterms become define-funs in a fixed order, so equal queries
// are equal texts. Two encodings: `exact`, and `linear`, in which each product of atoms is an
// opaque constant: it says less, so its `unsat` is sound and its `sat` means nothing. A module is
// an uninterpreted function in both.

import { isTrue } from './term.ts';
import type { Atom, Bool, Int, Monomial } from './term.ts';
import { productKey } from './polynomial.ts';
import { visit } from './traverse.ts';
import type { Application } from './traverse.ts';

export type Encoding = {
  readonly products: 'exact' | 'linear';
  /** `opaque`: a fresh constant, defined by the axioms given beside it; `div`: the solver's own. */
  readonly quotients: 'opaque' | 'div';
};

const symbol = (name: string): string => `|${name}|`;
const number = (value: bigint): string => (value < 0n ? `(- ${-value})` : `${value}`);
const application = (operator: string, operands: readonly string[]): string =>
  operands.length === 1 && operands[0] !== undefined
    ? operands[0]
    : `(${operator} ${operands.join(' ')})`;

type Printer = {
  readonly encoding: Encoding;
  readonly lines: string[];
  readonly products: Set<string>;
  readonly functions: Set<string>;
};

const atomName = (atom: Atom): string =>
  atom.kind === 'variable' ? symbol(atom.name) : `a!${atom.id}`;

function productText(printer: Printer, atoms: readonly Atom[]): string {
  if (atoms.length < 2 || printer.encoding.products === 'exact')
    return application('*', atoms.map(atomName));
  const name = `m!${productKey(atoms).replaceAll('*', '_')}`;
  if (!printer.products.has(name)) {
    printer.products.add(name);
    printer.lines.push(`(declare-const ${name} Int)`);
  }
  return name;
}

function monomialText(printer: Printer, { coefficient, atoms }: Monomial): string {
  if (atoms.length === 0) return number(coefficient);
  const text = productText(printer, atoms);
  return coefficient === 1n ? text : `(* ${number(coefficient)} ${text})`;
}

const polynomialText = (printer: Printer, term: Int): string =>
  term.monomials.length === 0
    ? '0'
    : application(
        '+',
        term.monomials.map((m) => monomialText(printer, m)),
      );

/**
 * Splits p into its positive and negated negative part: `l <= r` reads and solves better than p <=
 * 0.
 */
function comparisonText(printer: Printer, operator: '<=' | '=', term: Int): string {
  const side = (monomials: readonly Monomial[]): string =>
    monomials.length === 0
      ? '0'
      : application(
          '+',
          monomials.map((m) => monomialText(printer, m)),
        );
  const positive = term.monomials.filter((m) => m.coefficient > 0n);
  const negative = term.monomials
    .filter((m) => m.coefficient < 0n)
    .map((m) => ({ coefficient: -m.coefficient, atoms: m.atoms }));
  return `(${operator} ${side(positive)} ${side(negative)})`;
}

const boolName = (term: Bool): string =>
  term.kind === 'constant'
    ? `${term.value}`
    : term.kind === 'variable'
      ? symbol(term.name)
      : `b!${term.id}`;

function boolText(printer: Printer, term: Bool): string {
  switch (term.kind) {
    case 'constant':
      return `${term.value}`;
    case 'variable':
      return symbol(term.name);
    case 'not':
      return `(not ${boolName(term.operand)})`;
    case 'and':
    case 'or':
      return application(term.kind, term.operands.map(boolName));
    case 'nonPositive':
      return comparisonText(printer, '<=', term.of);
    case 'zero':
      return comparisonText(printer, '=', term.of);
  }
}

/** Truncating division by the solver's Euclidean one: exact wherever the divisor is not 0. */
const divisionText = (n: string, d: string): string =>
  `(ite (<= 0 ${n}) (div ${n} ${d}) (- (div (- ${n}) ${d})))`;

/** No input has such a name: they begin with a letter, and what is not an input with `#` alone. */
const functionName = ({ member, part }: Application): string => symbol(`#module.${member}${part}`);

function defineApplication(printer: Printer, atom: Application): void {
  const name = functionName(atom);
  if (!printer.functions.has(name)) {
    printer.functions.add(name);
    const sorts = atom.arguments.map(() => 'Int').join(' ');
    printer.lines.push(`(declare-fun ${name} (${sorts}) Int)`);
  }
  const values = atom.arguments.map((term) => polynomialText(printer, term));
  const text = values.length === 0 ? name : `(${name} ${values.join(' ')})`;
  printer.lines.push(`(define-fun ${atomName(atom)} () Int ${text})`);
}

function defineAtom(printer: Printer, atom: Atom): void {
  if (atom.kind === 'variable') {
    printer.lines.push(`(declare-const ${symbol(atom.name)} Int)`);
  } else if (atom.kind === 'choice') {
    const branches = [atom.then, atom.otherwise].map((branch) => polynomialText(printer, branch));
    const text = `(ite ${boolName(atom.condition)} ${branches.join(' ')})`;
    printer.lines.push(`(define-fun ${atomName(atom)} () Int ${text})`);
  } else if (atom.kind === 'application') {
    defineApplication(printer, atom);
  } else if (printer.encoding.quotients === 'opaque') {
    printer.lines.push(`(declare-const ${atomName(atom)} Int)`);
  } else {
    const text = divisionText(
      polynomialText(printer, atom.numerator),
      polynomialText(printer, atom.denominator),
    );
    printer.lines.push(`(define-fun ${atomName(atom)} () Int ${text})`);
  }
}

function defineBool(printer: Printer, term: Bool): void {
  if (term.kind === 'constant') return;
  printer.lines.push(
    term.kind === 'variable'
      ? `(declare-const ${symbol(term.name)} Bool)`
      : `(define-fun ${boolName(term)} () Bool ${boolText(printer, term)})`,
  );
}

/** The text that asserts every given term: declarations, definitions and asserts, no check-sat. */
export function printAssertions(assertions: readonly Bool[], encoding: Encoding): string {
  const printer: Printer = {
    encoding,
    lines: [],
    products: new Set(),
    functions: new Set(),
  };
  visit(assertions, {
    atom: (atom) => defineAtom(printer, atom),
    bool: (term) => defineBool(printer, term),
  });
  // a text that asserts nothing is refused: nothing assumed and nothing claimed is plainly true
  if (assertions.every(isTrue)) printer.lines.push('(assert true)');
  for (const assertion of assertions) {
    if (!isTrue(assertion)) printer.lines.push(`(assert ${boolName(assertion)})`);
  }
  return `${printer.lines.join('\n')}\n`;
}
