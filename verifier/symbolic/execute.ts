// Symbolic execution of statements. `applyMerged` makes one value of a body by if-then-else;
// `runPaths` splits where a statement of that very body branches on the way to a return, and
// nowhere deeper.

import { mayReturn } from '../evaluate/branching.ts';
import type { Lambda, Parameter, Pattern, Position, Statement } from '../read/tree.ts';
import type { Bool } from '../ir/term.ts';
import { conjuncts, isFalse, isTrue } from '../ir/term.ts';
import { coerce, compile, holds, reach } from './compile.ts';
import type { Compiler, Place } from './compile.ts';
import { asInt, readRecordField, Malformed, mergeValues } from './value.ts';
import type { SymbolicValue } from './value.ts';

/**
 * One way through a body: when it is taken, what it returns, the branches and return on the way.
 */
export type Path = {
  readonly condition: Bool;
  readonly value: SymbolicValue;
  readonly branches: readonly Position[];
};

/** How the ends of a body combine: into one value, or into a list of paths. */
type Ends<R> = {
  readonly returned: (value: SymbolicValue, place: Place, branches: readonly Position[]) => R;
  readonly branched: (condition: Bool, then: R, otherwise: R) => R;
  readonly decided?: (condition: Bool, at: Position) => void;
};

type Walk<R> = {
  readonly c: Compiler;
  readonly ends: Ends<R>;
  readonly result: Lambda['result'];
  readonly next: (place: Place, branches: readonly Position[]) => R; // what follows the block
};

type StatementNode<K extends Statement['kind']> = Extract<Statement, { readonly kind: K }>;

function execute<R>(
  w: Walk<R>,
  p: Place,
  statements: readonly Statement[],
  branches: readonly Position[],
): R {
  const [s, ...rest] = statements;
  if (s === undefined) return w.next(p, branches);
  const after: Walk<R> = { ...w, next: (place, taken) => execute(w, place, rest, taken) };
  switch (s.kind) {
    case 'return':
      return w.ends.returned(coerce(w.c, compile(w.c, p, s.value), w.result), p, [
        ...branches,
        s.at,
      ]);
    case 'if':
      return mayReturn([s])
        ? executeIf(after, p, s, branches)
        : after.next(passIf(w.c, p, s), branches);
    case 'switch':
      return mayReturn([s])
        ? executeSwitch(after, p, s, branches)
        : after.next(passSwitch(w.c, p, s), branches);
    case 'for':
      return executeFor(after, p, s, branches);
    default:
      return after.next(pass(w.c, p, s), branches);
  }
}

function executeIf<R>(
  w: Walk<R>,
  p: Place,
  s: StatementNode<'if'>,
  branches: readonly Position[],
): R {
  const condition = holds(w.c, p, s.condition);
  const then = (): R => execute(w, reach(w.c, p, condition), s.then, [...branches, s.at]);
  const otherwise = (): R =>
    execute(w, reach(w.c, p, w.c.terms.not(condition)), s.otherwise, branches);
  if (isTrue(condition)) return then();
  if (isFalse(condition)) return otherwise();
  w.ends.decided?.(condition, s.at);
  return w.ends.branched(condition, then(), otherwise());
}

/**
 * The last arm is taken where no other is: the reader has checked that the arms serve every
 * literal.
 */
function executeSwitch<R>(
  w: Walk<R>,
  p: Place,
  s: StatementNode<'switch'>,
  branches: readonly Position[],
): R {
  const [first, ...rest] = armsTaken(w.c, p, s);
  if (first === undefined) throw new Malformed('a switch without an arm');
  const from = (place: Place, arm: Arm, others: readonly Arm[]): R => {
    const [following, ...beyond] = others;
    const body = (at: Place): R => execute(w, at, arm.body, [...branches, arm.body[0]?.at ?? s.at]);
    if (following === undefined || isTrue(arm.taken)) return body(place);
    if (isFalse(arm.taken)) return from(place, following, beyond);
    w.ends.decided?.(arm.taken, arm.body[0]?.at ?? s.at);
    return w.ends.branched(
      arm.taken,
      body(reach(w.c, place, arm.taken)),
      from(reach(w.c, place, w.c.terms.not(arm.taken)), following, beyond),
    );
  };
  return from(p, first, rest);
}

type Arm = { readonly taken: Bool; readonly body: readonly Statement[] };

function armsTaken(c: Compiler, p: Place, s: StatementNode<'switch'>): readonly Arm[] {
  const subject = asInt(compile(c, p, s.subject));
  return s.cases.map((arm) => ({
    taken: c.terms.or(
      ...arm.literals.map((literal) =>
        c.terms.equal(subject, c.terms.integer(c.literals.indexOf(literal))),
      ),
    ),
    body: arm.body,
  }));
}

// a tuple has a known length: the loop is its body once for each element
function executeFor<R>(
  w: Walk<R>,
  p: Place,
  s: StatementNode<'for'>,
  branches: readonly Position[],
): R {
  const tuple = compile(w.c, p, s.tuple);
  if (tuple.kind !== 'tuple') throw new Malformed(`a loop over a ${tuple.kind}`);
  const round = (
    place: Place,
    taken: readonly Position[],
    elements: readonly SymbolicValue[],
  ): R => {
    const [element, ...rest] = elements;
    if (element === undefined) return w.next(place, taken);
    const next = (at: Place, way: readonly Position[]): R => round(at, way, rest);
    return execute({ ...w, next }, bind(place, s.pattern, element), s.body, taken);
  };
  return round(p, branches, tuple.elements);
}

/** Statements that cannot return: what the locals are after them. */
const passBlock = (c: Compiler, p: Place, statements: readonly Statement[]): Place =>
  statements.reduce((place, s) => pass(c, place, s), p);

function pass(c: Compiler, p: Place, s: Statement): Place {
  switch (s.kind) {
    case 'const':
      return bind(p, s.pattern, compile(c, p, s.value));
    case 'let':
    case 'assign':
      return withLocal(p, s.name, compile(c, p, s.value));
    case 'if':
      return passIf(c, p, s);
    case 'switch':
      return passSwitch(c, p, s);
    case 'for': {
      const tuple = compile(c, p, s.tuple);
      if (tuple.kind !== 'tuple') throw new Malformed(`a loop over a ${tuple.kind}`);
      return tuple.elements.reduce(
        (place, element) => passBlock(c, bind(place, s.pattern, element), s.body),
        p,
      );
    }
    case 'return':
      throw new Malformed('a return among statements that cannot return');
  }
}

function passIf(c: Compiler, p: Place, s: StatementNode<'if'>): Place {
  const condition = holds(c, p, s.condition);
  return joinPlaces(
    c,
    p,
    condition,
    passBlock(c, reach(c, p, condition), s.then),
    passBlock(c, reach(c, p, c.terms.not(condition)), s.otherwise),
  );
}

function passSwitch(c: Compiler, p: Place, s: StatementNode<'switch'>): Place {
  return (
    armsTaken(c, p, s).reduceRight<Place | null>((following, arm) => {
      const taken = passBlock(c, reach(c, p, arm.taken), arm.body);
      return following === null ? taken : joinPlaces(c, p, arm.taken, taken, following);
    }, null) ?? p
  );
}

/** The locals of `p` after one of two ways; locals of the ways themselves end with them. */
function joinPlaces(c: Compiler, p: Place, condition: Bool, then: Place, otherwise: Place): Place {
  const scope = new Map(
    [...p.scope].map(([name, value]) => [
      name,
      mergeValues(
        c.terms,
        condition,
        then.scope.get(name) ?? value,
        otherwise.scope.get(name) ?? value,
      ),
    ]),
  );
  return { scope, under: p.under };
}

const withLocal = (p: Place, name: string, value: SymbolicValue): Place => ({
  ...p,
  scope: new Map(p.scope).set(name, value),
});

function bind(p: Place, pattern: Pattern, value: SymbolicValue): Place {
  switch (pattern.kind) {
    case 'name':
      return withLocal(p, pattern.name, value);
    case 'hole':
      return p;
    case 'record':
      return pattern.fields.reduce(
        (place, f) => bind(place, f.pattern, readRecordField(value, f.field)),
        p,
      );
    case 'tuple': {
      if (value.kind !== 'tuple') throw new Malformed(`a ${value.kind} was taken apart as a tuple`);
      return pattern.elements.reduce((place, element, i) => {
        const part = value.elements[i];
        if (part === undefined) throw new Malformed(`no element ${i} in a tuple`);
        return bind(place, element, part);
      }, p);
    }
  }
}

const bindAll = (
  c: Compiler,
  p: Place,
  parameters: readonly Parameter[],
  values: readonly SymbolicValue[],
): Place =>
  parameters.reduce((place, parameter, i) => {
    const value = values[i];
    if (value === undefined) throw new Malformed(`argument ${i + 1} is missing`);
    return bind(place, parameter.pattern, coerce(c, value, parameter.type));
  }, p);

const fallsOut = (): never => {
  throw new Malformed('control falls out of a function');
};

/** The value of a body, its ways merged by if-then-else. */
export function applyMerged(
  c: Compiler,
  p: Place,
  lambda: Lambda,
  values: readonly SymbolicValue[],
): SymbolicValue {
  const ends: Ends<SymbolicValue> = {
    returned: (value) => value,
    branched: (condition, then, otherwise) => mergeValues(c.terms, condition, then, otherwise),
  };
  return execute(
    { c, ends, result: lambda.result, next: fallsOut },
    bindAll(c, p, lambda.parameters, values),
    lambda.body,
    [],
  );
}

/** The ways through a body, split at its own statements. Reached where `under` holds. */
export function runPaths(
  c: Compiler,
  under: Bool,
  lambda: Lambda,
  values: readonly SymbolicValue[],
): readonly Path[] {
  const ends: Ends<readonly Path[]> = {
    returned: (value, place, branches) => [
      { condition: c.terms.and(...conjuncts(place.under)), value, branches },
    ],
    branched: (_condition, then, otherwise) => [...then, ...otherwise],
    decided: (condition, at) => void c.notes.decisions.push({ condition, at }),
  };
  const start = bindAll(c, { scope: new Map(), under }, lambda.parameters, values);
  return execute({ c, ends, result: lambda.result, next: fallsOut }, start, lambda.body, []);
}
