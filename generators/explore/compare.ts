// The compiled code against the real one: a step, with all that is claimed of it, is taken again by
// the functions that the configuration names, on bigints. Whatever differs means that nothing that
// was explored can be believed.

import { OUTCOME } from '../../verifier/read/tree.ts';
import type { Project, TransitionTree } from '../../verifier/read/tree.ts';
import { composeModules } from '../../verifier/replay/kernel.ts';
import type { Kernel } from '../../verifier/replay/kernel.ts';
import type { Value } from '../../verifier/verdict.ts';
import { plainValue } from './compact.ts';
import type { Compact, CompactRecord } from './compact.ts';

type RealFunction = (...values: readonly unknown[]) => unknown;

/** What is declared, as the modules of a project export it. */
export type RealKernel = {
  readonly genesis: RealFunction;
  readonly empty: Value;
  readonly transitions: ReadonlyMap<string, RealFunction>;
  readonly properties: ReadonlyMap<string, { readonly holds?: RealFunction }>;
};

/** The kernel with what it is composed of handed to whatever takes that. */
export function composeKernel(project: Project, kernel: Kernel): RealKernel {
  const composed = composeModules(kernel, project);
  const transitions = project.transitions.flatMap(({ name, modules }) => {
    const real = kernel.transitions.get(name);
    if (real === undefined) return [];
    const run: RealFunction = modules ? (...values) => real(composed, ...values) : real;
    return [[name, run] as const];
  });
  const properties = project.properties.flatMap((property) => {
    const place = property.kind === 'step' ? property.holds.modules : null;
    const real = kernel.properties.get(property.id);
    const holds = real?.holds;
    if (real === undefined) return [];
    return [[property.id, place === null || holds === undefined ? real : {
      holds: (...values: readonly unknown[]) => holds(...values.toSpliced(place, 0, composed)),
    }] as const];
  });
  return { ...kernel, transitions: new Map(transitions), properties: new Map(properties) };
}

export class Disagreement extends Error {}

const show = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part))
  ?? 'undefined';

export function disagree(what: string, real: unknown, compiled: unknown): never {
  throw new Disagreement(
    `${what}: the real code gives ${show(real)}, the compiled code ${show(compiled)}; report this `
      + 'as a defect of the explorer, and believe nothing that it has found');
}

/** Equal as values: fields in any order. */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) =>
    Object.hasOwn(b, name) && isSame(Reflect.get(a, name), Reflect.get(b, name)));
}

/** A step in plain values. `touched` in the order of the roles; `others`: every other account. */
export type PlainStep = {
  readonly venue: Value;
  readonly touched: readonly Value[];
  readonly others: readonly Value[];
  readonly event: Value;
};

export type PlainOutcome =
  | { readonly code: string }
  | { readonly code: null; readonly venue: Value; readonly touched: readonly Value[] };

const read = (value: unknown, name: string): unknown => Reflect.get(value as object, name);

export function readOutcome(outcome: unknown): PlainOutcome {
  return read(outcome, 'kind') === OUTCOME.accepted
    ? {
      code: null, venue: read(outcome, OUTCOME.venue) as Value,
      touched: read(outcome, OUTCOME.touched) as readonly Value[],
    }
    : { code: String(read(outcome, OUTCOME.code)) };
}

export function runReal(
  kernel: RealKernel, transition: string, { venue, touched, event }: PlainStep,
): PlainOutcome {
  const run = kernel.transitions.get(transition);
  if (run === undefined) throw new TypeError(`the kernel has no ${transition}`);
  return readOutcome(run(venue, ...touched, event));
}

type Out = { readonly venue: CompactRecord; readonly touched: CompactRecord };

export const plainOutcome = (transition: TransitionTree, out: Out): PlainOutcome => ({
  code: null,
  venue: plainValue(transition.venue, out.venue),
  touched: transition.roles.map((_, i) =>
    plainValue(transition.account, out.touched[`_${i}`] as Compact)),
});

type Fold<T> = (...values: readonly Value[]) => T;

function listBook(accounts: readonly Value[]): object {
  return {
    sum: (f: Fold<bigint>) => accounts.reduce((total: bigint, account) => total + f(account), 0n),
    every: (p: Fold<boolean>) => accounts.every((account) => p(account)),
  };
}

type Change = { readonly was: Value; readonly now: Value; readonly acts: boolean };

function listChanges(changes: readonly Change[], chosen: number): object {
  const isChosen = (i: number): boolean => (chosen & (1 << i)) !== 0;
  return {
    change: (f: (account: Value, chosen: boolean) => bigint) => changes.reduce(
      (total: bigint, { was, now }, i) => total + f(now, isChosen(i)) - f(was, isChosen(i)), 0n),
    every: (p: Fold<boolean>) => changes.every(({ was, now, acts }) => p(was, now, acts)),
  };
}

/** Runs the declared invariants of a book that the compiled ones have passed. */
export function verifyBook(
  project: Project, kernel: RealKernel, any: ReadonlyMap<string, readonly (readonly unknown[])[]>,
  venue: Value, accounts: readonly Value[],
): void {
  const book = listBook([...accounts, kernel.empty]);
  for (const property of project.properties) {
    if (property.kind !== 'invariant') continue;
    const holds = kernel.properties.get(property.id)?.holds;
    for (const row of any.get(property.id) ?? [[]]) {
      if (holds?.(venue, book, ...row) !== true) {
        disagree(`${property.id} of ${show({ venue, accounts })}`, false, true);
      }
    }
  }
}

/** Runs the declared step properties of a step that the compiled ones have passed. */
export function verifySteps(
  project: Project, kernel: RealKernel, any: ReadonlyMap<string, readonly (readonly unknown[])[]>,
  transition: TransitionTree, step: PlainStep, after: PlainOutcome,
): void {
  if (after.code !== null) return;
  const contract = project.properties.find((one) =>
    one.kind === 'contract' && one.transition === transition.name);
  const actors = contract?.kind === 'contract' ? contract.actors : [];
  const touched = step.touched.map((was, i): Change => ({
    was, now: after.touched[i] ?? was, acts: actors.includes(transition.roles[i] ?? ''),
  }));
  const still = [...step.others, kernel.empty].map((was): Change =>
    ({ was, now: was, acts: false }));
  for (const property of project.properties) {
    if (property.kind !== 'step') continue;
    const holds = kernel.properties.get(property.id)?.holds;
    for (const row of any.get(property.id) ?? [[]]) {
      for (let chosen = 0; chosen < 1 << touched.length; chosen += 1) {
        const changes = listChanges([...touched, ...still], chosen);
        if (holds?.(step.venue, after.venue, changes, step.event, ...row) !== true) {
          disagree(`${property.id} of ${transition.name} ${show(step)}`, false, true);
        }
      }
    }
  }
}
