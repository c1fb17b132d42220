// Values to try: drawn towards the boundaries at which a kernel decides. An integer is a small
// number, a constant of the program, a field of the state at hand or a round number, each often
// moved by one.

import { evaluateClosed } from '../evaluate/evaluate.ts';
import type { Project, Type } from '../read/tree.ts';
import type { Value } from '../verdict.ts';
import type { Random } from './random.ts';

/** Integers by the last name on their path, and all together; of the program and of a state. */
export type Source = {
  readonly constants: readonly bigint[];
  readonly leaves: readonly Leaf[];
  readonly named: ReadonlyMap<string, readonly bigint[]>;
};

export type Leaf = readonly [name: string, value: bigint];

const isInteger = (node: object): node is { readonly kind: 'bigint'; readonly value: bigint } =>
  'kind' in node && node.kind === 'bigint' && 'value' in node;

function collectLiterals(node: unknown, found: Set<bigint>): void {
  if (typeof node !== 'object' || node === null) return;
  if (isInteger(node)) found.add(node.value);
  for (const inner of Object.values(node)) collectLiterals(inner, found);
}

const constantsIn = new WeakMap<Project, readonly bigint[]>(); // asked for once for each property

/** Every integer literal of the program, and the value of every integer constant. */
export function findConstants(project: Project): readonly bigint[] {
  const known = constantsIn.get(project) ?? collectConstants(project);
  constantsIn.set(project, known);
  return known;
}

function collectConstants({ program }: Project): readonly bigint[] {
  const { functions, globals } = program;
  const found = new Set<bigint>();
  for (const tree of functions.values()) collectLiterals(tree.body, found);
  for (const { value } of globals.values()) {
    if (value.type.kind === 'bigint') found.add(evaluateClosed(program, value) as bigint);
  }
  return [...found];
}

function collectLeaves(value: Value, name: string, found: Leaf[]): void {
  if (typeof value === 'bigint') found.push([name, value]);
  if (typeof value !== 'object') return;
  const inTuple = Array.isArray(value);
  for (const key of Object.keys(value)) {
    collectLeaves(Reflect.get(value, key) as Value, inTuple ? name : key, found);
  }
}

export function findLeaves(value: Value, name = ''): readonly Leaf[] {
  const found: Leaf[] = [];
  collectLeaves(value, name, found);
  return found;
}

export function createSource(constants: readonly bigint[], leaves: readonly Leaf[]): Source {
  const named = new Map<string, bigint[]>();
  for (const [name, value] of leaves) {
    const known = named.get(name);
    if (known === undefined) named.set(name, [value]);
    else known.push(value);
  }
  return { constants, leaves, named };
}

const SMALL = 4;
const DIGITS = 12;

function drawBase(random: Random, source: Source, name: string): bigint {
  const namesakes = source.named.get(name) ?? [];
  const roll = random.below(100);
  if (roll < 25 && namesakes.length > 0) return random.pick(namesakes);
  if (roll < 50 && source.leaves.length > 0) return random.pick(source.leaves)[1];
  if (roll < 65 && source.constants.length > 0) return random.pick(source.constants);
  if (roll < 85) return BigInt(random.below(SMALL));
  return BigInt(1 + random.below(9)) * 10n ** BigInt(random.below(DIGITS));
}

function drawInteger(random: Random, source: Source, name: string): bigint {
  const base = drawBase(random, source, name);
  const sign = random.chance(8) ? -1n : 1n;
  return sign * base + (random.chance(60) ? 0n : BigInt(random.below(2 * SMALL + 1) - SMALL));
}

/** A value of a type; `name` is the field that it stands in. */
export function drawValue(random: Random, source: Source, type: Type, name = ''): Value {
  switch (type.kind) {
    case 'bigint': return drawInteger(random, source, name);
    case 'boolean': return random.chance(50);
    case 'string': return random.pick(type.literals);
    case 'record':
      return Object.fromEntries(type.fields.map((field) =>
        [field.name, drawValue(random, source, field.type, field.name)]));
    case 'tuple': return type.elements.map((element) => drawValue(random, source, element, name));
    case 'union': return drawValue(random, source, random.pick(type.variants).record, name);
    case 'accounts':
    case 'changes': throw new TypeError(`a value of kind ${type.kind} is never drawn`);
  }
}

const MOST_BITS = 300; // beyond every range that a kernel may declare

/** Any integer of any size, next to a power of two as often as not. */
function drawHuge(random: Random): bigint {
  const power = 1n << BigInt(random.below(MOST_BITS));
  const sign = random.chance(50) ? -1n : 1n;
  const part = (power * BigInt(random.below(1 << 30))) >> 30n;
  return sign * (power + (random.chance(50) ? BigInt(random.below(3) - 1) : part));
}

/** A value with some of its integers replaced by any integer whatever. */
export function makeHostile(random: Random, value: Value): Value {
  if (typeof value === 'bigint') return random.chance(40) ? drawHuge(random) : value;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((part: Value) => makeHostile(random, part));
  return Object.fromEntries(Object.entries(value).map(([name, part]) =>
    [name, makeHostile(random, part as Value)]));
}

/** A record with one or two of its fields drawn anew. */
export function redraw(random: Random, source: Source, type: Type, value: Value): Value {
  if (type.kind !== 'record' || type.fields.length === 0) return drawValue(random, source, type);
  const chosen = [random.pick(type.fields), random.pick(type.fields)].slice(random.below(2));
  return {
    ...(value as { readonly [field: string]: Value }),
    ...Object.fromEntries(chosen.map((field) =>
      [field.name, drawValue(random, source, field.type, field.name)])),
  };
}
