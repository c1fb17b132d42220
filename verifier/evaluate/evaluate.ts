// The concrete meaning of the typed tree: one function per construct, in the order of the symbolic
// compiler, whose mirror image this is. JavaScript's own bigint does the arithmetic: division
// truncates and `%` takes the sign of the dividend. A division by zero, where JavaScript throws, is
// `Undefined`. `Accounts` is a list of accounts, `Changes` a list of {was, now, acts, chosen}: the
// caller lists every account that may differ from `empty`, and `empty` itself where others exist. A
// call of a module is one of the implementation that is composed: the first.

import type {
  Expression, FunctionTree, Lambda, ModuleTree, Parameter, Position, Program, Statement,
} from '../read/tree.ts';
import type { Value } from '../verdict.ts';
import { mayReturn } from './branching.ts';
import {
  assign, bind, expectBoolean, expectInteger, expectRecord, expectString, expectTuple, lookUp,
  openScope, readElement, readField, TreeFault,
} from './scope.ts';
import type { RecordValue, Scope } from './scope.ts';

/** The program has no value here: JavaScript would throw. */
export class Undefined extends Error {
  readonly at: Position;
  constructor(at: Position) {
    super(`${at.file}:${at.line}:${at.column} division by zero`);
    this.name = 'Undefined';
    this.at = at;
  }
}

/**
 * Hears of the way through the outermost body, as `runPaths` names it: each `if` whose then-arm is
 * taken, each arm of a switch, the return. And, at any depth, of every integer computed and of both
 * sides of every comparison.
 */
export type Observer = {
  readonly branch?: (at: Position) => void;
  readonly returned?: (value: Expression, scope: Scope) => void;
  readonly integer?: (value: bigint, at: Position) => void;
  readonly unmet?: (at: Position) => void; // a module is called outside its `requires`
  readonly compared?: (comparison: Node<'binary'>, left: Value, right: Value) => void;
};

export type Run = { readonly program: Program; readonly observer: Observer };

type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

export function evaluate(run: Run, scope: Scope, e: Expression): Value {
  switch (e.kind) {
    case 'bigint':
    case 'boolean':
    case 'string':
      return e.value;
    case 'local':
      return lookUp(scope, e.name, e.at);
    case 'global':
      return evaluateGlobal(run, e);
    case 'field':
      return readField(evaluate(run, scope, e.object), e.name, e.at);
    case 'discriminant':
      return evaluateDiscriminant(run, scope, e);
    case 'narrow':
      return evaluateNarrow(run, scope, e);
    case 'index':
      return readElement(evaluate(run, scope, e.tuple), e.index, e.at);
    case 'record':
      return evaluateRecord(run, scope, e);
    case 'tuple':
      return e.elements.map((element) => evaluate(run, scope, element));
    case 'unary':
      return evaluateUnary(run, scope, e);
    case 'binary':
      return evaluateBinary(run, scope, e);
    case 'conditional':
      return evaluateConditional(run, scope, e);
    case 'call':
      return evaluateCall(run, scope, e);
    case 'module':
      return evaluateModule(run, scope, e);
    case 'fold':
      return evaluateFold(run, scope, e);
    case 'ghost':
      return evaluateGhost(run, scope, e);
  }
}

const inner = ({ program, observer: { integer, unmet, compared } }: Run): Run => ({
  program,
  observer: { ...(integer && { integer }), ...(unmet && { unmet }), ...(compared && { compared }) },
});

const holds = (run: Run, scope: Scope, e: Expression): boolean =>
  expectBoolean(evaluate(run, scope, e), e.at);

function evaluateGlobal(run: Run, e: Node<'global'>): Value {
  const found = run.program.globals.get(e.id);
  if (found === undefined) throw new TreeFault(`no constant has the id \`${e.id}\``, e.at);
  return evaluate(inner(run), openScope(null), found.value);
}

function discriminantName(object: Expression): string {
  if (object.type.kind === 'union') return object.type.discriminant;
  throw new TreeFault('a value of a union type was expected', object.at);
}

function evaluateDiscriminant(run: Run, scope: Scope, e: Node<'discriminant'>): Value {
  return readField(evaluate(run, scope, e.object), discriminantName(e.object), e.at);
}

function evaluateNarrow(run: Run, scope: Scope, e: Node<'narrow'>): Value {
  const value = evaluate(run, scope, e.object);
  const tag = expectString(readField(value, discriminantName(e.object), e.at), e.at);
  if (!e.tags.includes(tag)) throw new TreeFault(`narrowed to ${e.tags.join(', ')}: ${tag}`, e.at);
  return value;
}

function evaluateRecord(run: Run, scope: Scope, e: Node<'record'>): RecordValue {
  const fields = new Map<string, Value>();
  for (const entry of e.entries) {
    const value = evaluate(run, scope, entry.value);
    const given = entry.kind === 'field' ? { [entry.name]: value } : expectRecord(value, e.at);
    for (const [name, part] of Object.entries(given)) fields.set(name, part);
  }
  return Object.fromEntries(fields);
}

function computed(run: Run, value: bigint, at: Position): bigint {
  run.observer.integer?.(value, at);
  return value;
}

function evaluateUnary(run: Run, scope: Scope, e: Node<'unary'>): Value {
  const value = evaluate(run, scope, e.operand);
  switch (e.operator) {
    case '-':
      return computed(run, -expectInteger(value, e.at), e.at);
    case '!':
      return !expectBoolean(value, e.at);
  }
}

function evaluateBinary(run: Run, scope: Scope, e: Node<'binary'>): Value {
  switch (e.operator) {
    case '&&':
      return holds(run, scope, e.left) && holds(run, scope, e.right);
    case '||':
      return holds(run, scope, e.left) || holds(run, scope, e.right);
    case '===':
      return evaluateEqual(run, scope, e);
    case '!==':
      return !evaluateEqual(run, scope, e);
    default:
      return evaluateArithmetic(run, scope, e);
  }
}

function evaluateEqual(run: Run, scope: Scope, e: Node<'binary'>): boolean {
  const left = evaluate(run, scope, e.left);
  const right = evaluate(run, scope, e.right);
  if (typeof left === 'object' || typeof right === 'object') {
    throw new TreeFault('`===` on records or tuples', e.at);
  }
  run.observer.compared?.(e, left, right);
  return left === right;
}

function evaluateArithmetic(run: Run, scope: Scope, e: Node<'binary'>): Value {
  const left = expectInteger(evaluate(run, scope, e.left), e.left.at);
  const right = expectInteger(evaluate(run, scope, e.right), e.right.at);
  switch (e.operator) {
    case '+':
      return computed(run, left + right, e.at);
    case '-':
      return computed(run, left - right, e.at);
    case '*':
      return computed(run, left * right, e.at);
    case '/':
      if (right === 0n) throw new Undefined(e.at);
      return computed(run, left / right, e.at);
    case '%':
      if (right === 0n) throw new Undefined(e.at);
      return computed(run, left % right, e.at);
    default:
      return evaluateOrder(run, e, left, right);
  }
}

function evaluateOrder(run: Run, e: Node<'binary'>, left: bigint, right: bigint): boolean {
  run.observer.compared?.(e, left, right);
  switch (e.operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      throw new TreeFault(`\`${e.operator}\` is not arithmetic`, e.at);
  }
}

function evaluateConditional(run: Run, scope: Scope, e: Node<'conditional'>): Value {
  return evaluate(run, scope, holds(run, scope, e.condition) ? e.then : e.otherwise);
}

function evaluateCall(run: Run, scope: Scope, e: Node<'call'>): Value {
  const values = e.arguments.map((argument) => evaluate(run, scope, argument));
  return applyIn(inner(run), null, findFunction(run.program, e.callee, e.at), values);
}

function evaluateModule(run: Run, scope: Scope, e: Node<'module'>): Value {
  const module = findModule(run.program, e.member, e.at);
  const values = e.arguments.map((argument) => evaluate(run, scope, argument));
  if (run.observer.unmet !== undefined && !isMet(run.program, module, values))
    run.observer.unmet(e.at);
  const [composed = ''] = module.implementations;
  return applyIn(inner(run), null, findFunction(run.program, composed, e.at), values);
}

/** A condition without a value is not met. */
function isMet(program: Program, module: ModuleTree, values: readonly Value[]): boolean {
  try {
    return applyLambda(program, module.requires, values) === true;
  } catch (error) {
    if (error instanceof Undefined) return false;
    throw error;
  }
}

function evaluateFold(run: Run, scope: Scope, e: Node<'fold'>): Value {
  const elements = expectTuple(evaluate(run, scope, e.tuple), e.at);
  const apply = (...values: readonly Value[]) => applyIn(inner(run), scope, e.lambda, values);
  const test = (element: Value): boolean => expectBoolean(apply(element), e.lambda.at);
  switch (e.method) {
    case 'every':
      return elements.every(test);
    case 'some':
      return elements.some(test);
    case 'reduce': {
      const [first, ...rest] =
        e.initial === null ? elements : [evaluate(run, scope, e.initial), ...elements];
      if (first === undefined) throw new TreeFault('`reduce` of nothing', e.at);
      return rest.reduce((soFar, element) => apply(soFar, element), first);
    }
  }
}

function evaluateGhost(run: Run, scope: Scope, e: Node<'ghost'>): Value {
  const listed = expectTuple(evaluate(run, scope, e.accounts), e.at);
  const apply = (...values: readonly Value[]) => applyIn(inner(run), scope, e.lambda, values);
  const amount = (...values: readonly Value[]) => expectInteger(apply(...values), e.lambda.at);
  const part = (change: Value, name: string): Value => readField(change, name, e.at);
  switch (e.method) {
    case 'sum':
      return listed.reduce((total: bigint, account) => total + amount(account), 0n);
    case 'every':
      return listed.every((given) =>
        expectBoolean(
          e.accounts.type.kind === 'accounts'
            ? apply(given)
            : apply(part(given, 'was'), part(given, 'now'), part(given, 'acts')),
          e.lambda.at,
        ),
      );
    case 'change':
      return listed.reduce(
        (total: bigint, change) =>
          total
          + amount(part(change, 'now'), part(change, 'chosen'))
          - amount(part(change, 'was'), part(change, 'chosen')),
        0n,
      );
  }
}

/** The value returned, or null where control falls out of the end of the block. */
function execute(run: Run, scope: Scope, statements: readonly Statement[]): Value | null {
  for (const statement of statements) {
    const returned = executeStatement(run, scope, statement);
    if (returned !== null) return returned;
  }
  return null;
}

function executeStatement(run: Run, scope: Scope, s: Statement): Value | null {
  switch (s.kind) {
    case 'const':
      bind(scope, s.pattern, evaluate(run, scope, s.value));
      return null;
    case 'let':
      scope.values.set(s.name, evaluate(run, scope, s.value));
      return null;
    case 'assign':
      assign(scope, s.name, evaluate(run, scope, s.value), s.at);
      return null;
    case 'if':
      return executeIf(run, scope, s);
    case 'switch':
      return executeSwitch(run, scope, s);
    case 'for':
      return executeFor(run, scope, s);
    case 'return':
      run.observer.branch?.(s.at);
      run.observer.returned?.(s.value, scope);
      return evaluate(run, scope, s.value);
  }
}

type StatementNode<K extends Statement['kind']> = Extract<Statement, { readonly kind: K }>;

function executeIf(run: Run, scope: Scope, s: StatementNode<'if'>): Value | null {
  if (!holds(run, scope, s.condition)) return execute(run, openScope(scope), s.otherwise);
  if (mayReturn([s])) run.observer.branch?.(s.at);
  return execute(run, openScope(scope), s.then);
}

function executeSwitch(run: Run, scope: Scope, s: StatementNode<'switch'>): Value | null {
  const subject = expectString(evaluate(run, scope, s.subject), s.at);
  const taken = s.cases.find((arm) => arm.literals.includes(subject));
  if (taken === undefined) throw new TreeFault(`no case serves \`${subject}\``, s.at);
  if (mayReturn([s])) run.observer.branch?.(taken.body[0]?.at ?? s.at);
  return execute(run, openScope(scope), taken.body);
}

function executeFor(run: Run, scope: Scope, s: StatementNode<'for'>): Value | null {
  for (const element of expectTuple(evaluate(run, scope, s.tuple), s.at)) {
    const round = openScope(scope);
    bind(round, s.pattern, element);
    const returned = execute(run, round, s.body);
    if (returned !== null) return returned;
  }
  return null;
}

/** Binds parameters by position; as in JavaScript, arguments beyond the parameters are ignored. */
function bindParameters(
  scope: Scope,
  parameters: readonly Parameter[],
  values: readonly Value[],
  at: Position,
): void {
  parameters.forEach((parameter, i) => {
    const value = values[i];
    if (value === undefined) throw new TreeFault(`argument ${i + 1} is missing`, at);
    bind(scope, parameter.pattern, value);
  });
}

/** The value of an arrow that stands where `outer` is in scope. */
export function applyIn(
  run: Run,
  outer: Scope | null,
  lambda: Lambda,
  values: readonly Value[],
): Value {
  const scope = openScope(outer);
  bindParameters(scope, lambda.parameters, values, lambda.at);
  const returned = execute(run, scope, lambda.body);
  if (returned === null) throw new TreeFault('control falls out of a function', lambda.at);
  return returned;
}

export function findFunction(program: Program, id: string, at: Position | null): FunctionTree {
  const found = program.functions.get(id);
  if (found !== undefined) return found;
  throw new TreeFault(`no function has the id \`${id}\``, at ?? { file: id, line: 0, column: 0 });
}

export function findModule(program: Program, member: string, at: Position): ModuleTree {
  const found = program.modules.get(member);
  if (found === undefined) throw new TreeFault(`no module is called \`${member}\``, at);
  return found;
}

/** The value of a function of the program. Throws `Undefined` where JavaScript would throw. */
export const callFunction = (
  program: Program,
  id: string,
  values: readonly Value[],
  observer: Observer = {},
): Value => applyIn({ program, observer }, null, findFunction(program, id, null), values);

/** The value of a declaration's own arrow, closed but for its parameters. */
export const applyLambda = (
  program: Program,
  lambda: Lambda,
  values: readonly Value[],
  observer: Observer = {},
): Value => applyIn({ program, observer }, null, lambda, values);

/** The value of an expression that stands at top level. */
export const evaluateClosed = (program: Program, e: Expression): Value =>
  evaluate({ program, observer: {} }, openScope(null), e);
