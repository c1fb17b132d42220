// Inputs of theorems, drawn from steps that were taken: a parameter is any part of such a step that
// has its type, be it the feeds of a venue or an account of the book; a second one of a type is
// another, or the first with a field drawn anew. An integer goes by its parameter's name.

import type { Parameter, Type } from '../verifier/read/tree.ts';
import { GENESIS } from '../verifier/replay/situation.ts';
import type { Situation } from '../verifier/replay/situation.ts';
import type { Value } from '../verifier/verdict.ts';
import { createSource, drawValue, findLeaves, redraw } from '../verifier/witness/draw.ts';
import type { Source } from '../verifier/witness/draw.ts';
import type { Random } from '../verifier/witness/random.ts';
import { loadSituation } from '../verifier/witness/walk.ts';
import { findOthers } from './move.ts';
import type { Subject } from './subject.ts';

/** A type by its text: equal texts, equal types. */
export type TypeKey = string;

/** What a step met: its parts by type, as far as some parameter wants them, and its integers. */
export type Met = {
  readonly event: TypeKey;
  readonly parts: ReadonlyMap<TypeKey, readonly Value[]>;
  readonly source: Source;
};

export type Wanted = { readonly keys: ReadonlySet<TypeKey>; readonly texts: Map<Type, TypeKey> };

export type Drawn = { readonly name: string; readonly type: Type; readonly key: TypeKey };

const PART_PERCENT = 85;
const NEXT_PERCENT = 70; // the part that no parameter before has, where there is one
const SAME_PERCENT = 20;

function keyFor(texts: Map<Type, TypeKey>, type: Type): TypeKey {
  const known = texts.get(type) ?? JSON.stringify(type);
  texts.set(type, known);
  return known;
}

/** `name`: empty where a parameter is taken apart at once. */
export function describeParameter(texts: Map<Type, TypeKey>, parameter: Parameter): Drawn {
  const { pattern, type } = parameter;
  return { name: pattern.kind === 'name' ? pattern.name : '', type, key: keyFor(texts, type) };
}

function collect(
  wanted: Wanted, type: Type, value: Value, found: Map<TypeKey, Value[]>,
): void {
  if (type.kind !== 'record' && type.kind !== 'tuple') return;
  const key = keyFor(wanted.texts, type);
  if (wanted.keys.has(key)) found.set(key, [...found.get(key) ?? [], value]);
  const parts: readonly (readonly [string, Type])[] = type.kind === 'record'
    ? type.fields.map((field) => [field.name, field.type] as const)
    : type.elements.map((element, i) => [`${i}`, element] as const);
  for (const [name, inner] of parts) {
    collect(wanted, inner, Reflect.get(value as object, name) as Value, found);
  }
}

/** What a step of a transition met; null: genesis, which meets no book. */
export function describeStep(
  subject: Subject, wanted: Wanted, situation: Situation,
): Met | null {
  const tree = subject.project.transitions.find(({ name }) => name === situation.transition);
  if (tree === undefined || situation.transition === GENESIS) return null;
  const { venue, touched, event, others } = situation;
  const found = new Map<TypeKey, Value[]>();
  collect(wanted, tree.event, event, found);
  collect(wanted, tree.venue, venue, found);
  for (const account of [...touched, ...others]) collect(wanted, tree.account, account, found);
  const source = createSource(subject.constants, findLeaves([venue, ...touched, event]));
  return { event: keyFor(wanted.texts, tree.event), parts: found, source };
}

/** What the steps of the committed traces met. */
export const describeCommitted = (subject: Subject, wanted: Wanted): readonly Met[] =>
  subject.steps.flatMap(({ from, step }) => {
    const book = from?.book ?? null;
    const situation = loadSituation(subject.walker, book, step);
    return describeStep(subject, wanted, findOthers(subject, book, situation)) ?? [];
  });

export function drawParameters(
  random: Random, parameters: readonly Drawn[], met: Met,
): readonly Value[] {
  const taken = new Map<TypeKey, Value[]>();
  return parameters.map(({ name, type, key }) => {
    const before = taken.get(key) ?? [];
    const value = drawOne(random, { name, type, key }, met, before);
    taken.set(key, [...before, value]);
    return value;
  });
}

function drawOne(
  random: Random, { name, type, key }: Drawn, { parts, source }: Met, before: readonly Value[],
): Value {
  const known = parts.get(key) ?? [];
  if (!random.chance(PART_PERCENT)) return drawValue(random, source, type, name);
  const next = known[before.length];
  if (next !== undefined && random.chance(NEXT_PERCENT)) return next;
  const models = before.length > 0 ? before : known;
  if (models.length === 0) return drawValue(random, source, type, name);
  const model = random.pick(models);
  return random.chance(SAME_PERCENT) ? model : redraw(random, source, type, model);
}
