// Lemmas over integers: the sign, order and rounding of products and quotients. Each is proved
// alone, then used wherever its products, or the kernel's divisions, occur.
import { lemma } from 'plimsoll';
import { mulDivDown, mulDivUp } from '../kernel/arithmetic.ts';
import { partRise } from '../spec/arithmetic.ts';
import { PRICE_LIMIT } from '../spec/limits.ts';

export const productSign = lemma('LEM-01',
  'A product of two non-negative factors is non-negative, and of opposite signs is not positive.', {
    when: (_x: bigint, y: bigint) => y >= 0n,
    then: (x, y) => (x >= 0n ? x * y >= 0n : x * y <= 0n),
    at: (x, y) => [x * y],
  });

export const productBound = lemma('LEM-02',
  'Lots at a price in range are worth no more, either way, than at the highest price.', {
    when: (_lots: bigint, price: bigint) => price >= 0n && price <= PRICE_LIMIT,
    then: (lots, price) => (lots >= 0n
      ? lots * price >= 0n && lots * price <= lots * PRICE_LIMIT
      : lots * price <= 0n && lots * price >= lots * PRICE_LIMIT),
    at: (lots, price) => [lots * price],
  });

export const productMonotone = lemma('LEM-03',
  'A product moves with a factor, in the direction of the other and by at least as much.', {
    when: (x: bigint, y: bigint, _z: bigint) => x < y,
    then: (x, y, z) => (z >= 0n ? x * z + z <= y * z : y * z <= x * z + z),
    at: (x, y, z) => [x * z, y * z],
  });

export const productCancel = lemma('LEM-04',
  'A positive factor common to both sides may be cancelled.', {
    when: (x: bigint, y: bigint, z: bigint) => z > 0n && x * z <= y * z,
    then: (x, y) => x <= y,
    at: (x, y, z) => [x * z, y * z],
  });

export const downCovers = lemma('LEM-05',
  'Division rounded down is the greatest quotient that does not exceed the exact one.', {
    when: (x: bigint, y: bigint, d: bigint) => x * y >= 0n && d > 0n,
    then: (x, y, d) =>
      mulDivDown(x, y, d) * d <= x * y && x * y < (mulDivDown(x, y, d) + 1n) * d,
    at: (x, y, d) => [mulDivDown(x, y, d)],
  });

export const upCovers = lemma('LEM-06',
  'Division rounded up is the least quotient that is not below the exact one.', {
    when: (x: bigint, y: bigint, d: bigint) => x * y >= 0n && d > 0n,
    then: (x, y, d) =>
      mulDivUp(x, y, d) * d >= x * y && (mulDivUp(x, y, d) - 1n) * d < x * y,
    at: (x, y, d) => [mulDivUp(x, y, d)],
  });

export const shareOfFactor = lemma('LEM-07',
  'A fraction of at most one of an amount is between nothing and the amount.', {
    when: (x: bigint, y: bigint, d: bigint) => x >= 0n && y >= 0n && y <= d && d > 0n,
    then: (x, y, d) => mulDivDown(x, y, d) >= 0n && mulDivDown(x, y, d) <= x,
    at: (x, y, d) => [mulDivDown(x, y, d)],
  });

export const shareOfOther = lemma('LEM-08',
  'A share x of a whole d takes no more than y out of y.', {
    when: (x: bigint, y: bigint, d: bigint) => x >= 0n && y >= 0n && x <= d && d > 0n,
    then: (x, y, d) => mulDivDown(x, y, d) >= 0n && mulDivDown(x, y, d) <= y,
    at: (x, y, d) => [mulDivDown(x, y, d)],
  });

/** With d = pool + bad debt, y = pool: what a gain leaves unpaid is at most the bad debt. */
export const shareLeaves = lemma('LEM-09',
  'What a share of a part y of d leaves of x is at most the rest of d.', {
    when: (x: bigint, y: bigint, d: bigint) =>
      x >= 0n && x <= d && y >= 0n && y <= d && d > 0n,
    then: (x, y, d) => x - mulDivDown(x, y, d) <= d - y,
    at: (x, y, d) => [mulDivDown(x, y, d)],
  });

export const upLessDown = lemma('LEM-10',
  'The two roundings of one quotient differ by at most one unit.', {
    when: (x: bigint, y: bigint, d: bigint) => x * y >= 0n && d > 0n,
    then: (x, y, d) => mulDivUp(x, y, d) >= mulDivDown(x, y, d)
      && mulDivUp(x, y, d) <= mulDivDown(x, y, d) + 1n,
    at: (x, y, d) => [mulDivUp(x, y, d), mulDivDown(x, y, d)],
  });

export const downMonotone = lemma('LEM-11',
  'A quotient rounded down does not fall when a factor rises.', {
    when: (x: bigint, x2: bigint, y: bigint, d: bigint) =>
      x >= 0n && x <= x2 && y >= 0n && d > 0n,
    then: (x, x2, y, d) => mulDivDown(x, y, d) <= mulDivDown(x2, y, d),
    at: (x, x2, y, d) => [mulDivDown(x, y, d), mulDivDown(x2, y, d)],
  });

export const downsTogether = lemma('LEM-12',
  'Two quotients rounded down come together to no more than the exact quotient of the sum.', {
    when: (x: bigint, x2: bigint, y: bigint, d: bigint) =>
      x >= 0n && x2 >= 0n && y >= 0n && d > 0n,
    then: (x, x2, y, d) => (mulDivDown(x, y, d) + mulDivDown(x2, y, d)) * d <= (x + x2) * y,
    at: (x, x2, y, d) => [mulDivDown(x, y, d), mulDivDown(x2, y, d)],
  });

export const largerPart = lemma('LEM-44',
  'Where a part does not shrink and the rest does not grow, the part is no less of the whole.', {
    when: (x: bigint, y: bigint, x2: bigint, y2: bigint) =>
      x >= 0n && y2 >= 0n && x2 >= x && y2 <= y,
    then: (x, y, x2, y2) => partRise(x, y, x2, y2) >= 0n,
    at: (x, y, x2, y2) => [partRise(x, y, x2, y2)],
  });
