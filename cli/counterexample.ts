// Prints a counterexample for a reader: what was claimed and with which values it fails, then the
// step, the fields that matter before all others. Pure: a counterexample in, lines out.

import type { Position } from '../verifier/read/tree.ts';
import type { Counterexample, Step, Value } from '../verifier/verdict.ts';

type Leaf = readonly [path: string, text: string];
type Change = { readonly path: string; readonly was: string; readonly now: string };

const INDENT = 10;
const UNCHANGED = '';

export function printPosition(at: Position): string {
  return `${at.file}:${at.line}:${at.column}`;
}

/** On one line, as one would write it in the source. */
export function printValue(value: Value): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(printValue).join(', ')}]`;
  const fields = Object.entries(value).map(([name, v]) => `${name}: ${printValue(v as Value)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** Every leaf with its path: `venue.feeds[0].price`. */
function flatten(value: Value, path: string): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap((v: Value, i) => flatten(v, `${path}[${i}]`));
  if (typeof value !== 'object') return [[path, printValue(value)]];
  return Object.entries(value).flatMap(([name, v]) => flatten(v as Value, `${path}.${name}`));
}

function pair(before: Value, after: Value, path: string): readonly Change[] {
  const later = new Map(flatten(after, path));
  return flatten(before, path).map(([at, was]) => {
    const now = later.get(at) ?? was;
    return { path: at, was, now: now === was ? UNCHANGED : now };
  });
}

function findChanges(step: Step): readonly Change[] {
  const touched = Object.entries(step.touched).flatMap(([role, was]) =>
    pair(was, step.touchedAfter[role] ?? was, role));
  const event = flatten(step.event, 'event').map(([path, was]) => ({ path, was, now: UNCHANGED }));
  return [...event, ...touched, ...pair(step.venue, step.venueAfter, 'venue')];
}

/** First those named, in that order, and those that change; then the rest. */
function layOut(
  changes: readonly Change[], relevant: readonly string[],
): readonly (readonly Change[])[] {
  const named = relevant.flatMap((path) => changes.filter((c) => c.path === path));
  const others = changes.filter((c) => !relevant.includes(c.path));
  const first = [...named, ...others.filter((c) => c.now !== UNCHANGED)];
  return [first, others.filter((c) => c.now === UNCHANGED)];
}

function printChanges(changes: readonly Change[]): readonly string[] {
  const path = Math.max(...changes.map((c) => c.path.length), 0);
  const was = Math.max(...changes.map((c) => c.was.length), 0);
  return changes.map((c) => {
    const now = c.now === UNCHANGED ? '' : ` -> ${c.now}`;
    return `    ${c.path.padEnd(path)}  ${c.was.padStart(was)}${now}`;
  });
}

function entry(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, i) => `  ${(i === 0 ? label : '').padEnd(INDENT - 2)}${line}`);
}

function printStep(step: Step, relevant: readonly string[]): readonly string[] {
  const [first = [], rest = []] = layOut(findChanges(step), relevant);
  return [
    ...entry('step', [`${step.transition}: ${step.outcome}`]),
    ...(first.length > 0 ? ['  what matters, before -> after', ...printChanges(first)] : []),
    ...(rest.length > 0 ? ['  the rest, unchanged', ...printChanges(rest)] : []),
  ];
}

export function printCounterexample(found: Counterexample): readonly string[] {
  const inputs = Object.entries(found.inputs).map(([name, v]) => `${name} = ${printValue(v)}`);
  const width = Math.max(...found.values.map(([term]) => term.length), 0);
  const values = found.values.map(([term, v]) => `${term.padEnd(width)} = ${printValue(v)}`);
  const claim = found.claim.split('\n').map((line) => line.trim());
  return [
    ...entry('claim', [...claim, `at ${printPosition(found.at)}`]),
    ...entry('values', values),
    ...entry('inputs', inputs),
    ...(found.step === null ? [] : printStep(found.step, found.relevant)),
    ...entry('others', found.others.map(printValue)),
    ...entry('path', found.path.map(printPosition)),
  ];
}
