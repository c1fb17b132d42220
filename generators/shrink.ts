// Simpler traces and values: what a failure is tried on again. Events are dropped, longest
// stretches first, then integers are brought towards zero, each kept only if the failure stays.

import type { Value } from '../verifier/verdict.ts';
import type { Trace } from '../verifier/witness/trace.ts';

/** Lists with a stretch left out: all, halves, quarters, down to single elements. */
export function* withoutStretches<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let size = list.length; size >= 1; size = Math.floor(size / 2)) {
    for (let end = list.length; end > 0; end -= size) {
      yield [...list.slice(0, Math.max(0, end - size)), ...list.slice(end)];
    }
  }
}

/** Zero, then ever less far towards it. */
export function* simplerIntegers(value: bigint): Generator<bigint> {
  for (let step = value; step !== 0n; step /= 2n) yield value - step;
}

/** Values with one integer simpler. Words and truths stay. */
export function* simplerValues(value: Value): Generator<Value> {
  if (typeof value === 'bigint') yield* simplerIntegers(value);
  if (typeof value !== 'object') return;
  if (Array.isArray(value)) {
    const list = value as readonly Value[];
    for (const [i, part] of list.entries()) {
      for (const simpler of simplerValues(part)) yield list.with(i, simpler);
    }
    return;
  }
  for (const [name, part] of Object.entries(value)) {
    for (const simpler of simplerValues(part as Value)) yield { ...value, [name]: simpler };
  }
}

/** Traces that are one step simpler. */
export function* simplerTraces(trace: Trace): Generator<Trace> {
  for (const steps of withoutStretches(trace.steps)) yield { ...trace, steps };
  for (const [i, step] of trace.steps.entries()) {
    for (const event of simplerValues(step.event)) {
      yield { ...trace, steps: trace.steps.with(i, { ...step, event }) };
    }
  }
  for (const genesis of simplerValues(trace.genesis)) yield { ...trace, genesis };
}

type Budget = { left: number };
type Fails<T> = (candidate: T) => boolean;

/** The first candidate that still fails, while the budget lasts. */
function firstFailing<T>(candidates: Iterable<T>, fails: Fails<T>, budget: Budget): T | null {
  for (const candidate of candidates) {
    if (budget.left === 0) return null;
    budget.left -= 1;
    if (fails(candidate)) return candidate;
  }
  return null;
}

function dropSteps(trace: Trace, fails: Fails<Trace>, budget: Budget): Trace {
  for (let at = trace; ;) {
    const shorter = [...withoutStretches(at.steps)].map((steps) => ({ ...at, steps }));
    const next = firstFailing(shorter, fails, budget);
    if (next === null) return at;
    at = next;
  }
}

/** Each integer in turn as near to zero as the failure allows. */
export function shrinkValue(value: Value, fails: Fails<Value>, budget: Budget): Value {
  if (typeof value === 'bigint') return shrinkInteger(value, fails, budget);
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    return (value as readonly Value[]).reduce<readonly Value[]>((list, part, i) =>
      list.with(i, shrinkValue(part, (simpler) => fails(list.with(i, simpler)), budget)), value);
  }
  return Object.entries(value).reduce<Value>((record, [name, part]) => ({
    ...(record as object),
    [name]: shrinkValue(part as Value,
      (simpler) => fails({ ...(record as object), [name]: simpler }), budget),
  }), value);
}

function shrinkInteger(value: bigint, fails: Fails<Value>, budget: Budget): bigint {
  for (let at = value; ;) {
    const next = firstFailing(simplerIntegers(at), fails, budget);
    if (next === null) return at;
    at = next;
  }
}

function shrinkEvents(trace: Trace, fails: Fails<Trace>, budget: Budget): Trace {
  return trace.steps.reduceRight<Trace>((at, _, i) => {
    const step = at.steps[i];
    if (step === undefined) return at;
    const withEvent = (event: Value): Trace =>
      ({ ...at, steps: at.steps.with(i, { ...step, event }) });
    return withEvent(shrinkValue(step.event, (event) => fails(withEvent(event)), budget));
  }, trace);
}

const MOST_CANDIDATES = 4_000;

/** A trace that fails as the given one does, with as few and as plain events as were found. */
export function shrinkTrace(trace: Trace, fails: Fails<Trace>): Trace {
  const budget = { left: MOST_CANDIDATES };
  const shorter = dropSteps(trace, fails, budget);
  const plainer = dropSteps(shrinkEvents(shorter, fails, budget), fails, budget);
  const genesis = shrinkValue(plainer.genesis,
    (value) => fails({ ...plainer, genesis: value }), budget);
  return dropSteps({ ...plainer, genesis }, fails, budget);
}
