// Decoding a model is the inverse of naming inputs: whatever value the variables of an input are
// given, that value is decoded. Random types of every shape.

import { expect, test } from 'vitest';
import { createTerms } from '../../../verifier/ir/factory.ts';
import type { Bool, Int } from '../../../verifier/ir/term.ts';
import type { Type } from '../../../verifier/read/tree.ts';
import { decodeInput } from '../../../verifier/replay/situation.ts';
import { createLiterals, freshInput } from '../../../verifier/symbolic/value.ts';
import type { Literals, SymbolicValue } from '../../../verifier/symbolic/value.ts';
import type { Value } from '../../../verifier/verdict.ts';
import { createRandom } from '../semantics/random.ts';
import { createUniverse, randomValue } from '../semantics/universe.ts';

function variableName(term: Int | Bool): string | null {
  if (term.sort === 'Bool') return term.kind === 'variable' ? term.name : null;
  const atom = term.monomials[0]?.atoms[0];
  return atom?.kind === 'variable' ? atom.name : null;
}

type Assigned = Map<string, bigint | boolean>;

const part = (value: Value, name: string | number): Value =>
  Reflect.get(value as object, name) as Value;

/** Gives the variables at the leaves of an input the leaves of a value. */
function assign(into: Assigned, literals: Literals, input: SymbolicValue, value: Value): void {
  const set = (term: Int | Bool, to: bigint | boolean): void => {
    const name = variableName(term);
    if (name !== null) into.set(name, to);
  };
  switch (input.kind) {
    case 'int':
    case 'bool':
      return set(input.term, value as bigint | boolean);
    case 'string':
      return set(input.term, literals.indexOf(value as string));
    case 'record':
      return input.fields.forEach((field, name) =>
        assign(into, literals, field, part(value, name)),
      );
    case 'tuple':
      return input.elements.forEach((element, i) =>
        assign(into, literals, element, part(value, i)),
      );
    case 'union': {
      const tag = part(value, input.discriminant) as string;
      set(input.tag, literals.indexOf(tag));
      const variant = input.variants.get(tag);
      if (variant !== undefined) assign(into, literals, variant, value);
      return;
    }
    case 'ghost':
      throw new TypeError('no ghost is an input');
  }
}

test.each(Array.from({ length: 20 }, (_, i) => i + 1))(
  'seed %i: decoded is what was assigned',
  (seed) => {
    const random = createRandom(seed);
    for (const { type } of createUniverse(random).aliases) {
      const literals = createLiterals();
      const input = freshInput(createTerms(), literals, 'input', type);
      for (let trial = 0; trial < 20; trial += 1) {
        const value = randomValue(random, type, []);
        const model: Assigned = new Map();
        assign(model, literals, input.value, value);
        expect(decodeInput({ model, literals }, 'input', type)).toEqual(value);
      }
    }
  },
);

test('what a model leaves open is 0, false, and a literal of the type', () => {
  const type: Type = {
    kind: 'record',
    fields: [
      { name: 'amount', type: { kind: 'bigint' } },
      { name: 'open', type: { kind: 'boolean' } },
      { name: 'side', type: { kind: 'string', literals: ['long', 'short'] } },
    ],
  };
  const literals = createLiterals();
  literals.indexOf('elsewhere');
  const open = { amount: 0n, open: false, side: 'long' };
  expect(decodeInput({ model: new Map(), literals }, 'x', type)).toEqual(open);
  expect(decodeInput({ model: new Map([['x.side', 0n]]), literals }, 'x', type)).toEqual(open);
});
