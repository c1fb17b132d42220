// What a step shows: its outcome, and how each comparison of integers on the way to it came out.
// Steps are worth keeping for what few others show.

import type { Taken } from '../verifier/replay/book.ts';
import type { ComparisonNode, Heard } from './move.ts';

type Told = { readonly transition: string; readonly taken: Taken; readonly heard: Heard };

export type Shown = {
  readonly isNew: (told: Told) => boolean;
  readonly keep: (told: Told) => void;
  readonly size: () => number; // things shown
};

const MOST_ALIKE = 5; // steps kept for one thing that they show

/** How far apart the sides of a comparison are, as far as a changed one could tell. */
function apartness(distance: bigint): string {
  if (distance > 1n) return 'far above';
  return distance < -1n ? 'far below' : `${distance}`;
}

export function createShown(): Shown {
  const counts = new Map<string, number>();
  const numbers = new Map<ComparisonNode, number>();
  const numberNode = (node: ComparisonNode): number => {
    const known = numbers.get(node) ?? numbers.size;
    numbers.set(node, known);
    return known;
  };
  const list = ({ transition, taken, heard }: Told): ReadonlySet<string> => new Set([
    `${transition} ${taken.code ?? ''}`,
    ...heard.integers.map(({ node, left, right }) =>
      `${transition} ${numberNode(node)} ${apartness(left - right)}`),
  ]);
  return {
    isNew: (told) => [...list(told)].some((one) => (counts.get(one) ?? 0) < MOST_ALIKE),
    keep: (told) => {
      for (const one of list(told)) counts.set(one, (counts.get(one) ?? 0) + 1);
    },
    size: () => counts.size,
  };
}
