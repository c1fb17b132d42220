// That the kernel's named divisions are the exact ones, and that their rounding cannot be farmed by
// splitting a charge or a payout.
import { theorem } from 'plimsoll';
import { divDown, mulDivDown, mulDivUp } from '../kernel/arithmetic.ts';
import { ceilDiv, floorDiv } from '../spec/arithmetic.ts';

export const divisionsAreExact = theorem('THM-09a',
  'Each division of the kernel is the floor or the ceiling that its name says.', {
    when: (x: bigint, y: bigint, d: bigint) => x >= 0n && y >= 0n && d > 0n,
    then: (x, y, d) => divDown(x, d) === floorDiv(x, d)
      && mulDivDown(x, y, d) === floorDiv(x * y, d) && mulDivUp(x, y, d) === ceilDiv(x * y, d),
  });

export const floorIsExact = theorem('THM-09b',
  'Division rounded down loses less than one unit, and never gives one.', {
    when: (n: bigint, d: bigint) => n >= 0n && d > 0n,
    then: (n, d) => divDown(n, d) * d <= n && n < (divDown(n, d) + 1n) * d,
  });

export const splittingCharges = theorem('THM-09c',
  'A charge taken in two parts is no less than the charge taken at once.', {
    when: (x: bigint, x2: bigint, y: bigint, d: bigint) =>
      x >= 0n && x2 >= 0n && y >= 0n && d > 0n,
    then: (x, x2, y, d) =>
      mulDivUp(x, y, d) + mulDivUp(x2, y, d) >= mulDivUp(x + x2, y, d),
  });

export const splittingPayouts = theorem('THM-09d',
  'A payout taken in two parts is no more than the payout taken at once.', {
    when: (x: bigint, x2: bigint, y: bigint, d: bigint) =>
      x >= 0n && x2 >= 0n && y >= 0n && d > 0n,
    then: (x, x2, y, d) =>
      mulDivDown(x, y, d) + mulDivDown(x2, y, d) <= mulDivDown(x + x2, y, d),
  });
