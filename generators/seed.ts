// One source of choices for each run of a seed: a run depends on its own number only, so that it
// can be repeated without those before it.

import { createRandom } from '../verifier/witness/random.ts';
import type { Random } from '../verifier/witness/random.ts';

const GOLDEN = 0x9e3779b1; // Knuth, TAOCP 6.4: 2^32 / φ, odd

/** `run`: from 0. */
export function randomFor(seed: number, run: number): Random {
  const mixed = Math.imul(seed ^ Math.imul(run + 1, GOLDEN), 0x85ebca6b);
  return createRandom((mixed ^ (mixed >>> 13)) >>> 0);
}
