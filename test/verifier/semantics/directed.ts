// One function for each construct in which a division may or may not be reached, and for each way
// to join values: what random programs hit too seldom to rely on.

import type { Type } from '../../../verifier/read/tree.ts';
import type { Signature } from './expression.ts';
import { BIGINT, BOOLEAN } from './universe.ts';

const PAIR: Type = { kind: 'tuple', elements: [BIGINT, BIGINT] };
const SIDE: Type = { kind: 'string', literals: ['long', 'none', 'short'] };
const tagged = (tag: string, ...names: readonly string[]) =>
  ({
    tag,
    record: {
      kind: 'record',
      fields: [
        { name: 'kind', type: { kind: 'string', literals: [tag] } },
        ...names.map((name) => ({ name, type: BIGINT })),
      ],
    },
  }) as const;
const SHAPE: Type = {
  kind: 'union',
  discriminant: 'kind',
  variants: [tagged('box', 'a', 'b'), tagged('line', 'a'), tagged('point')],
};

const NUMBERS = [BIGINT, BIGINT, BIGINT];

type Directed = {
  readonly text: string;
  readonly parameters: readonly Type[];
  readonly result: Type;
};

const directed = (parameters: readonly Type[], result: Type, text: string): Directed => ({
  parameters,
  result,
  text,
});

/** By what is shown: parameters `x y z` are integers. */
const FUNCTIONS: Readonly<Record<string, Directed>> = {
  quotient: directed(
    NUMBERS,
    BIGINT,
    '(x: bigint, y: bigint, z: bigint): bigint { return x / y - z % y; }',
  ),
  nested: directed(
    NUMBERS,
    BIGINT,
    '(x: bigint, y: bigint, z: bigint): bigint { return (x * z / y) / (z / x); }',
  ),
  constants: directed(
    NUMBERS,
    BIGINT,
    `(x: bigint, y: bigint, z: bigint): bigint {
    return (2n * x + 4n) / 2n + y / -3n + (6n * z) % 4n + (-z) % 3n;
  }`,
  ),
  and: directed(
    NUMBERS,
    BOOLEAN,
    '(x: bigint, y: bigint, z: bigint): boolean { return x > 0n && z / y >= x; }',
  ),
  or: directed(
    NUMBERS,
    BOOLEAN,
    '(x: bigint, y: bigint, z: bigint): boolean { return x > 0n || z / y >= x; }',
  ),
  negated: directed(
    NUMBERS,
    BOOLEAN,
    '(x: bigint, y: bigint, z: bigint): boolean { return !(x > 0n && !(z % y === x)); }',
  ),
  conditional: directed(
    NUMBERS,
    BIGINT,
    `(x: bigint, y: bigint, z: bigint): bigint {
    return (y === 0n ? x : z / y) * (x < z ? x - 1n : z + x * y);
  }`,
  ),
  ladder: directed(
    NUMBERS,
    BIGINT,
    `(x: bigint, y: bigint, z: bigint): bigint {
    if (x < 0n) return z / y;
    if (y === z) { return x; } else { if (y > 0n) return x % y; }
    return z / x;
  }`,
  ),
  every: directed(
    [PAIR, BIGINT],
    BOOLEAN,
    '(t: readonly [bigint, bigint], y: bigint): boolean { return t.every((x) => y / x > 0n); }',
  ),
  some: directed(
    [PAIR, BIGINT],
    BOOLEAN,
    '(t: readonly [bigint, bigint], y: bigint): boolean { return t.some((x) => y / x > 0n); }',
  ),
  reduce: directed(
    [PAIR, BIGINT],
    BIGINT,
    `(t: readonly [bigint, bigint], y: bigint): bigint {
    return t.reduce((soFar, x) => soFar / x - y, 100n);
  }`,
  ),
  loop: directed(
    [PAIR, BIGINT],
    BIGINT,
    `(t: readonly [bigint, bigint], y: bigint): bigint {
    let total = y;
    for (const x of t) {
      if (x > 0n) { total = total * x; } else { total = total - 100n / x; }
      if (total > 5n) return total;
    }
    return -total;
  }`,
  ),
  quietLoop: directed(
    [PAIR, BIGINT],
    BIGINT,
    `(t: readonly [bigint, bigint], y: bigint): bigint {
    let total = 0n;
    for (const x of t) { if (y !== x) total = total + 10n / (x - y); }
    return total;
  }`,
  ),
  text: directed(
    [SIDE, BIGINT, BIGINT],
    BIGINT,
    `(s: 'long' | 'none' | 'short', x: bigint, y: bigint): bigint {
    switch (s) { case 'long': return x / y; case 'none': return y; default: return y % x; }
  }`,
  ),
  textChosen: directed(
    [SIDE, BIGINT, BIGINT],
    SIDE,
    `(s: Side, x: bigint, y: bigint): Side {
    return x < y ? s : s === 'long' ? 'short' : 'none';
  }`,
  ),
  variant: directed(
    [SHAPE, BIGINT],
    BIGINT,
    `(s: Shape, x: bigint): bigint {
    switch (s.kind) {
      case 'box': return s.a / s.b;
      case 'line': return x / s.a;
      case 'point': return x;
    }
  }`,
  ),
  variantTest: directed(
    [SHAPE, BIGINT],
    BOOLEAN,
    `(s: Shape, x: bigint): boolean {
    return s.kind === 'box' && x / s.a > s.b || s.kind !== 'point' && s.a === x;
  }`,
  ),
  variantMade: directed(
    [SHAPE, BIGINT, BIGINT],
    SHAPE,
    `(s: Shape, x: bigint, y: bigint): Shape {
    if (s.kind === 'box') return x < y ? { ...s, b: s.a - x } : { kind: 'line', a: s.b };
    return x === y ? s : { kind: 'point' };
  }`,
  ),
  callee: directed(
    NUMBERS,
    BIGINT,
    `(x: bigint, y: bigint, z: bigint): bigint {
    const [low, high] = x < y ? [x, y] as const : [y, x] as const;
    return quotient(low, high, z) + quotient(z, low, high);
  }`,
  ),
};

export const DIRECTED_TEXT: string = [
  "type Side = 'long' | 'none' | 'short';\n",
  `type Shape = { readonly kind: 'box'; readonly a: bigint; readonly b: bigint }
    | { readonly kind: 'line'; readonly a: bigint } | { readonly kind: 'point' };\n`,
  ...Object.entries(FUNCTIONS).map(([name, { text }]) => `export function ${name}Case${text}\n`),
]
  .join('')
  .replaceAll(/\bquotient\(/g, 'quotientCase(');

export const DIRECTED: readonly Signature[] = Object.entries(FUNCTIONS).map(
  ([name, { parameters, result }]) => ({ name: `${name}Case`, parameters, result, level: 1 }),
);
