// A seeded source of choices, so that a failing program can be made again from its number alone:
// that of the witness search, with shuffling.

import { createRandom as createChoices } from '../../../verifier/witness/random.ts';
import type { Random as Choices } from '../../../verifier/witness/random.ts';

export type Random = Choices & { readonly shuffle: <T>(from: readonly T[]) => readonly T[] };

export function createRandom(seed: number): Random {
  const choices = createChoices(seed);
  const shuffle = <T>(from: readonly T[]): readonly T[] =>
    from
      .map((value) => ({ value, key: choices.below(2 ** 32) }))
      .sort((a, b) => a.key - b.key)
      .map(({ value }) => value);
  return { ...choices, shuffle };
}
