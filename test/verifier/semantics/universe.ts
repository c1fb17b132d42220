// The types of one random program: named aliases of every kind of the subset, their text, and
// random values of them, biased to the boundaries where integer code goes wrong.

import type { RecordType, Type, UnionType } from '../../../verifier/read/tree.ts';
import type { Value } from '../../../verifier/verdict.ts';
import type { Random } from './random.ts';

export type TupleType = Extract<Type, { readonly kind: 'tuple' }>;
export type StringType = Extract<Type, { readonly kind: 'string' }>;
export type Alias = { readonly name: string; readonly text: string; readonly type: Type };
export type Universe = { readonly aliases: readonly Alias[]; readonly preamble: string };

export const BIGINT: Type = { kind: 'bigint' };
export const BOOLEAN: Type = { kind: 'boolean' };

const record = (fields: Readonly<Record<string, Type>>): RecordType => ({
  kind: 'record',
  fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
});
const tuple = (...elements: readonly Type[]): TupleType => ({ kind: 'tuple', elements });
const literals = (...values: readonly string[]): StringType => ({
  kind: 'string',
  literals: values,
});

const indent = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Record, tuple, string and union aliases in random shapes; later ones contain earlier ones. */
export function createUniverse(random: Random): Universe {
  const discriminant = random.pick(['kind', 'tag', 'state']);
  const side = literals('long', 'none', 'short');
  const fewer = literals('long', 'short');
  const leaf = record({ amount: BIGINT, rate: BIGINT, open: BOOLEAN });
  const numbers = tuple(...Array.from({ length: 1 + random.below(4) }, () => BIGINT));
  const mixed = tuple(BIGINT, BOOLEAN, side, leaf);
  const row = tuple(...Array.from({ length: 1 + random.below(3) }, () => leaf));
  const variants = ['idle', 'busy', 'shut', 'lost'].slice(0, 2 + random.below(3)).map((tag, i) => ({
    tag,
    record: record({
      [discriminant]: literals(tag),
      ...(i === 0 ? {} : { amount: BIGINT }),
      ...(i === 1 ? { side } : {}),
      ...(i === 2 ? { leaf, numbers } : {}),
      ...(random.chance(50) ? { since: BIGINT } : {}),
    }),
  }));
  const union: UnionType = { kind: 'union', discriminant, variants };
  const boxed = record({ content: union, marked: BOOLEAN });
  const whole = record({ total: BIGINT, leaf, side, state: union, numbers, row });
  const bare: readonly (readonly [string, Type])[] = [
    ['Side', side],
    ['Fewer', fewer],
    ['Leaf', leaf],
    ['Numbers', numbers],
    ['Mixed', mixed],
    ['Row', row],
    ...variants.map((v) => [`Variant_${v.tag}`, v.record] as const),
    ['State', union],
    ['Boxed<State>', boxed],
    ['Whole', whole],
  ];
  const generic = 'type Boxed<T> = { readonly content: T; readonly marked: boolean };';
  return bare.reduce<Universe>(
    ({ aliases, preamble }, [name, type]) => {
      const text = define(aliases, type);
      const line = name.startsWith('Boxed') ? generic : `type ${name} = ${text};`;
      return { aliases: [...aliases, { name, text, type }], preamble: preamble + indent([line]) };
    },
    { aliases: [], preamble: '' },
  );
}

export function typeText(aliases: readonly Alias[], type: Type): string {
  return aliases.find((alias) => alias.type === type)?.name ?? define(aliases, type);
}

function define(aliases: readonly Alias[], type: Type): string {
  switch (type.kind) {
    case 'bigint':
    case 'boolean':
      return type.kind;
    case 'string':
      return type.literals.map((literal) => `'${literal}'`).join(' | ');
    case 'record':
      return `{ ${type.fields
        .map((f) => `readonly ${f.name}: ${typeText(aliases, f.type)}`)
        .join('; ')} }`;
    case 'tuple':
      return `readonly [${type.elements.map((e) => typeText(aliases, e)).join(', ')}]`;
    case 'union':
      return type.variants.map((v) => typeText(aliases, v.record)).join(' | ');
    case 'accounts':
    case 'changes':
      throw new Error('a ghost collection has no text here');
  }
}

export const BOUNDARIES: readonly bigint[] = [
  0n,
  1n,
  -1n,
  2n,
  -2n,
  3n,
  -3n,
  7n,
  -7n,
  10n,
  999_999n,
  1_000_000n,
  1_000_001n,
  2n ** 40n - 1n,
  -(2n ** 40n),
  2n ** 64n,
  2n ** 96n - 1n,
  -(2n ** 128n) - 1n,
];

/** Often a value drawn before (equal operands), or one off it. */
function randomInteger(random: Random, drawn: bigint[], from: readonly bigint[]): bigint {
  const fresh =
    random.chance(70) || drawn.length === 0
      ? random.pick(from)
      : random.pick(drawn) + BigInt(random.below(3) - 1);
  drawn.push(fresh);
  return fresh;
}

/** `drawn` gathers the integers of one input; fresh ones come `from` these. */
export function randomValue(
  random: Random,
  type: Type,
  drawn: bigint[],
  from: readonly bigint[] = BOUNDARIES,
): Value {
  const inner = (of: Type): Value => randomValue(random, of, drawn, from);
  switch (type.kind) {
    case 'bigint':
      return randomInteger(random, drawn, from);
    case 'boolean':
      return random.chance(50);
    case 'string':
      return random.pick(type.literals);
    case 'record':
      return Object.fromEntries(type.fields.map((f) => [f.name, inner(f.type)]));
    case 'tuple':
      return type.elements.map(inner);
    case 'union':
      return inner(random.pick(type.variants).record);
    case 'accounts':
    case 'changes':
      throw new Error('a ghost collection has no random value here');
  }
}
