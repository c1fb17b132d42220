// The symbolic meaning of the typed tree: one function per construct, in the order of the concrete
// evaluator, whose mirror image this is. Calls, folds, `&&`, `||` and `?:` merge to if-then-else;
// only the statements of a function run by `runPaths` split into paths. Every division and every
// intermediate is noted with the condition under which it is reached: definedness and ranges. So is
// what each call of a module requires.

import type {
  Expression,
  FunctionTree,
  Position,
  Program,
  Type,
} from '../read/tree.ts';
import type { Bool, Int, Terms } from '../ir/term.ts';
import { isFalse, isTrue } from '../ir/term.ts';
import {
  asBool,
  asInt,
  readRecordField,
  integerValue,
  Malformed,
  mergeValues,
  truthValue,
} from './value.ts';
import { applyMerged } from './execute.ts';
import { compileModule } from './module.ts';
import type { Ghost, Literals, SymbolicRecord, SymbolicValue } from './value.ts';

/** A value computed on the way: `term` must be in range wherever `under` holds. */
export type Intermediate = { readonly under: Bool; readonly term: Int; readonly at: Position };
/** A division: `divisor` must not be 0 wherever `under` holds. */
export type Division = { readonly under: Bool; readonly divisor: Int; readonly at: Position };
/** A call of a function on integers: where a lemma about that function can be instantiated. */
export type Application = { readonly callee: string; readonly arguments: readonly Int[] };

/** A call of a module, its arguments spelt out as integers. */
export type ModuleCall = { readonly member: string; readonly arguments: readonly Int[] };

/** What a call of a module requires must hold wherever `under` does. */
export type Requirement = {
  readonly call: ModuleCall;
  readonly under: Bool;
  readonly met: Bool;
  readonly at: Position;
};

/** Where a body run by its paths parts: an `if` or an arm, and on what. */
export type Decision = { readonly condition: Bool; readonly at: Position };

export type Notes = {
  readonly intermediates: Intermediate[];
  readonly divisions: Division[];
  readonly applications: Application[];
  readonly requirements: Requirement[];
  readonly decisions: Decision[];
};

export type Compiler = {
  readonly terms: Terms;
  readonly literals: Literals;
  readonly program: Program;
  /**
   * By member, the implementation that is read in its place: only where that one is to be judged.
   * Whatever else was proved of it would not be true of the others.
   */
  readonly unfolded: ReadonlyMap<string, string>;
  readonly notes: Notes;
};

export const createNotes = (): Notes => ({
  intermediates: [],
  divisions: [],
  applications: [],
  requirements: [],
  decisions: [],
});

export type Scope = ReadonlyMap<string, SymbolicValue>;
/**
 * `under` is the condition, since the start of the obligation, under which the point is reached.
 */
export type Place = { readonly scope: Scope; readonly under: Bool };

export type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

// a lambda sees the locals around it, so its scope is that of its place
export const CLOSED: Scope = new Map();

export function compile(c: Compiler, p: Place, e: Expression): SymbolicValue {
  switch (e.kind) {
    case 'bigint':
      return integerValue(c.terms.integer(e.value));
    case 'boolean':
      return truthValue(c.terms.truth(e.value));
    case 'string':
      return { kind: 'string', term: c.terms.integer(c.literals.indexOf(e.value)) };
    case 'local':
      return lookUp(p.scope, e.name);
    case 'global':
      return compileGlobal(c, e);
    case 'field':
      return readRecordField(compile(c, p, e.object), e.name);
    case 'discriminant':
      return compileDiscriminant(c, p, e);
    case 'narrow':
      return compileNarrow(c, p, e);
    case 'index':
      return elementAt(compile(c, p, e.tuple), e.index);
    case 'record':
      return compileRecord(c, p, e);
    case 'tuple':
      return compileTuple(c, p, e);
    case 'unary':
      return compileUnary(c, p, e);
    case 'binary':
      return compileBinary(c, p, e);
    case 'conditional':
      return compileConditional(c, p, e);
    case 'call':
      return compileCall(c, p, e);
    case 'module':
      return compileModule(c, p, e);
    case 'fold':
      return compileFold(c, p, e);
    case 'ghost':
      return compileGhost(c, p, e);
  }
}

function lookUp(scope: Scope, name: string): SymbolicValue {
  const value = scope.get(name);
  if (value === undefined) throw new Malformed(`no local is called ${name}`);
  return value;
}

function elementAt(value: SymbolicValue, index: number): SymbolicValue {
  const element = value.kind === 'tuple' ? value.elements[index] : undefined;
  if (element === undefined) throw new Malformed(`no element ${index} in a ${value.kind}`);
  return element;
}

export const holds = (c: Compiler, p: Place, e: Expression): Bool => asBool(compile(c, p, e));
export const reach = (c: Compiler, p: Place, condition: Bool): Place => ({
  ...p,
  under: c.terms.assume(p.under, condition),
});

function compileGlobal(c: Compiler, e: Node<'global'>): SymbolicValue {
  const found = c.program.globals.get(e.id);
  if (found === undefined) throw new Malformed(`no constant has the id ${e.id}`);
  return compile(c, { scope: CLOSED, under: c.terms.truth(true) }, found.value);
}

// the tag of a union value is its discriminant
function compileDiscriminant(c: Compiler, p: Place, e: Node<'discriminant'>): SymbolicValue {
  const value = compile(c, p, e.object);
  if (value.kind === 'union') return { kind: 'string', term: value.tag };
  return readRecordField(value, discriminantName(e.object.type));
}

function discriminantName(type: Type): string {
  if (type.kind === 'union') return type.discriminant;
  throw new Malformed('a value of a union type was expected');
}

// sound because the reader narrows only where the checker has proved the tag
function compileNarrow(c: Compiler, p: Place, e: Node<'narrow'>): SymbolicValue {
  const value = compile(c, p, e.object);
  const [only] = e.tags;
  if (value.kind !== 'union' || e.tags.length !== 1 || only === undefined) return value;
  const record = value.variants.get(only);
  // a variant that this value can never be: the code that narrows to it is not reached
  return record ?? absentRecord(c, e.type);
}

/** An unconstrained value for code that is never reached: no choice of it can be observed. */
function absentRecord(c: Compiler, type: Type): SymbolicValue {
  switch (type.kind) {
    case 'bigint':
    case 'string':
      return { kind: type.kind === 'bigint' ? 'int' : 'string', term: c.terms.integer(0n) };
    case 'boolean':
      return truthValue(c.terms.truth(false));
    case 'record':
      return {
        kind: 'record',
        fields: new Map(type.fields.map((f) => [f.name, absentRecord(c, f.type)])),
      };
    case 'tuple':
      return { kind: 'tuple', elements: type.elements.map((t) => absentRecord(c, t)) };
    case 'union':
      return {
        kind: 'union',
        discriminant: type.discriminant,
        tag: c.terms.integer(c.literals.indexOf(type.variants[0]?.tag ?? '')),
        variants: new Map(),
      };
    default:
      throw new Malformed(`a ${type.kind} cannot be absent`);
  }
}

function compileRecord(c: Compiler, p: Place, e: Node<'record'>): SymbolicValue {
  const fields = new Map<string, SymbolicValue>();
  for (const entry of e.entries) {
    const value = compile(c, p, entry.value);
    if (entry.kind === 'field')
      fields.set(entry.name, coerce(c, value, fieldType(e.type, entry.name)));
    else if (value.kind === 'record') value.fields.forEach((part, name) => fields.set(name, part));
    else throw new Malformed(`a ${value.kind} was spread`);
  }
  return coerce(c, { kind: 'record', fields }, e.type);
}

const fieldType = (type: Type, name: string): Type | null =>
  type.kind === 'record' ? (type.fields.find((f) => f.name === name)?.type ?? null) : null;

/**
 * A record where a union is expected becomes the union value with the record's own, constant, tag.
 */
export function coerce(c: Compiler, value: SymbolicValue, type: Type | null): SymbolicValue {
  if (type === null || type.kind !== 'union' || value.kind !== 'record') return value;
  const tag = asInt(readRecordField(value, type.discriminant));
  const variant = type.variants.find((v) => c.terms.integer(c.literals.indexOf(v.tag)) === tag);
  if (variant === undefined) throw new Malformed(`a record of no variant of the union`);
  const record: SymbolicRecord = {
    kind: 'record',
    fields: new Map(
      variant.record.fields.map((f) => [f.name, coerce(c, readRecordField(value, f.name), f.type)]),
    ),
  };
  return {
    kind: 'union',
    discriminant: type.discriminant,
    tag,
    variants: new Map([[variant.tag, record]]),
  };
}

function compileTuple(c: Compiler, p: Place, e: Node<'tuple'>): SymbolicValue {
  const types = e.type.kind === 'tuple' ? e.type.elements : [];
  return {
    kind: 'tuple',
    elements: e.elements.map((element, i) => coerce(c, compile(c, p, element), types[i] ?? null)),
  };
}

function compileUnary(c: Compiler, p: Place, e: Node<'unary'>): SymbolicValue {
  const value = compile(c, p, e.operand);
  switch (e.operator) {
    case '-':
      return arithmeticResult(c, p, c.terms.scale(-1n, asInt(value)), e.at);
    case '!':
      return truthValue(c.terms.not(asBool(value)));
  }
}

function arithmeticResult(c: Compiler, p: Place, term: Int, at: Position): SymbolicValue {
  c.notes.intermediates.push({ under: p.under, term, at });
  return integerValue(term);
}

function compileBinary(c: Compiler, p: Place, e: Node<'binary'>): SymbolicValue {
  switch (e.operator) {
    case '&&': {
      // the right operand is reached only where the left holds
      const left = holds(c, p, e.left);
      return truthValue(
        isFalse(left) ? left : c.terms.and(left, holds(c, reach(c, p, left), e.right)),
      );
    }
    case '||': {
      // the right operand is reached only where the left does not hold
      const left = holds(c, p, e.left);
      return truthValue(
        isTrue(left) ? left : c.terms.or(left, holds(c, reach(c, p, c.terms.not(left)), e.right)),
      );
    }
    case '===':
      return truthValue(compileEqual(c, p, e));
    case '!==':
      return truthValue(c.terms.not(compileEqual(c, p, e)));
    default:
      return compileArithmetic(c, p, e);
  }
}

function compileEqual(c: Compiler, p: Place, e: Node<'binary'>): Bool {
  const left = compile(c, p, e.left);
  const right = compile(c, p, e.right);
  if (left.kind === 'bool' && right.kind === 'bool') return c.terms.iff(left.term, right.term);
  return c.terms.equal(asInt(left), asInt(right));
}

function compileArithmetic(c: Compiler, p: Place, e: Node<'binary'>): SymbolicValue {
  const left = asInt(compile(c, p, e.left));
  const right = asInt(compile(c, p, e.right));
  const number = (term: Int): SymbolicValue => arithmeticResult(c, p, term, e.at);
  switch (e.operator) {
    case '+':
      return number(c.terms.add(left, right));
    case '-':
      return number(c.terms.subtract(left, right));
    case '*':
      return number(c.terms.multiply(left, right));
    case '/':
      return number(divide(c, p, left, right, e.at));
    case '%': // n % d = n - d·(n / d), the sign of the dividend
      return number(
        c.terms.subtract(left, c.terms.multiply(right, divide(c, p, left, right, e.at))),
      );
    case '<':
      return truthValue(c.terms.less(left, right));
    case '<=':
      return truthValue(c.terms.lessOrEqual(left, right));
    case '>':
      return truthValue(c.terms.less(right, left));
    case '>=':
      return truthValue(c.terms.lessOrEqual(right, left));
    default:
      throw new Malformed(`${e.operator} is not arithmetic`);
  }
}

function divide(c: Compiler, p: Place, numerator: Int, divisor: Int, at: Position): Int {
  c.notes.divisions.push({ under: p.under, divisor, at });
  return c.terms.quotient(numerator, divisor);
}

// each branch is reached only where the condition chooses it
function compileConditional(c: Compiler, p: Place, e: Node<'conditional'>): SymbolicValue {
  const condition = holds(c, p, e.condition);
  if (isTrue(condition)) return coerce(c, compile(c, p, e.then), e.type);
  if (isFalse(condition)) return coerce(c, compile(c, p, e.otherwise), e.type);
  return mergeValues(
    c.terms,
    condition,
    coerce(c, compile(c, reach(c, p, condition), e.then), e.type),
    coerce(c, compile(c, reach(c, p, c.terms.not(condition)), e.otherwise), e.type),
  );
}

function compileCall(c: Compiler, p: Place, e: Node<'call'>): SymbolicValue {
  const callee = findFunction(c.program, e.callee);
  const values = e.arguments.map((argument) => compile(c, p, argument));
  if (values.every((value) => value.kind === 'int')) {
    c.notes.applications.push({ callee: e.callee, arguments: values.map(asInt) });
  }
  return applyMerged(c, { scope: CLOSED, under: p.under }, callee, values);
}

function compileFold(c: Compiler, p: Place, e: Node<'fold'>): SymbolicValue {
  const tuple = compile(c, p, e.tuple);
  if (tuple.kind !== 'tuple') throw new Malformed(`a fold over a ${tuple.kind}`);
  const apply = (at: Place, ...values: readonly SymbolicValue[]) =>
    applyMerged(c, at, e.lambda, values);
  switch (e.method) {
    case 'every': // stops at the first that fails, as `&&` does
      return truthValue(
        tuple.elements.reduce(
          (soFar: Bool, element) => c.terms.and(soFar, asBool(apply(reach(c, p, soFar), element))),
          c.terms.truth(true),
        ),
      );
    case 'some': // stops at the first that holds, as `||` does
      return truthValue(
        tuple.elements.reduce(
          (soFar: Bool, element) =>
            c.terms.or(soFar, asBool(apply(reach(c, p, c.terms.not(soFar)), element))),
          c.terms.truth(false),
        ),
      );
    case 'reduce': {
      const [first, ...rest] =
        e.initial === null ? tuple.elements : [compile(c, p, e.initial), ...tuple.elements];
      if (first === undefined) throw new Malformed('`reduce` of nothing');
      return rest.reduce((soFar, element) => apply(p, soFar, element), first);
    }
  }
}

// what the collection is depends on the universe that the obligation chose
function compileGhost(c: Compiler, p: Place, e: Node<'ghost'>): SymbolicValue {
  const accounts = compile(c, p, e.accounts);
  if (accounts.kind !== 'ghost') throw new Malformed(`${e.method} of a ${accounts.kind}`);
  const apply = (...values: readonly SymbolicValue[]) => applyMerged(c, p, e.lambda, values);
  const ghost: Ghost = accounts.ghost;
  return e.method === 'every'
    ? truthValue(ghost.every((...values) => asBool(apply(...values))))
    : integerValue(ghost.sum((...values) => asInt(apply(...values))));
}

export function findFunction(program: Program, id: string): FunctionTree {
  const found = program.functions.get(id);
  if (found === undefined) throw new Malformed(`no function has the id ${id}`);
  return found;
}
