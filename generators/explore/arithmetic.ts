// Exact integer arithmetic where a double may not suffice: what compiled code calls at the places
// that were seen to leave 2^53. And the faults by which compiled code says that it cannot go on.

import { compactInteger } from './compact.ts';
import type { Integer } from './compact.ts';

/** A place that computes in doubles got a result, or an operand, beyond them: nothing is known. */
export class TooWide extends Error {}

/** JavaScript would throw here. */
export class DividedByZero extends Error {}

/** An intermediate of the kernel is outside the range that the configuration declares. */
export class OutOfRange extends Error {}

export type Arithmetic = {
  readonly add: Operation;
  readonly sub: Operation;
  readonly mul: Operation;
  readonly div: Operation;
  readonly rem: Operation;
  readonly wide: (site: number) => never;
  readonly zero: () => never;
  /** The same value, if it is in the kernel's range. */
  readonly inRange: (value: Integer) => Integer;
  readonly seen: ReadonlySet<number>;
};

type Operation = (site: number, x: Integer, y: Integer) => Integer;

const fits = (r: number): boolean => r <= Number.MAX_SAFE_INTEGER && r >= -Number.MAX_SAFE_INTEGER;

/** `seen` gathers the places at which a value beyond doubles came in or out. */
export function createArithmetic(limit: bigint): Arithmetic {
  const seen = new Set<number>();
  const operation = (
    narrow: (x: number, y: number) => number, exact: (x: bigint, y: bigint) => bigint,
  ): Operation => (site, x, y) => {
    if (typeof x === 'number' && typeof y === 'number') {
      const r = narrow(x, y);
      if (fits(r)) return r;
    }
    seen.add(site);
    return compactInteger(exact(BigInt(x), BigInt(y)));
  };
  const zero = (): never => {
    throw new DividedByZero();
  };
  const divisor = (operate: Operation): Operation => (site, x, y) =>
    (y === 0 ? zero() : operate(site, x, y));
  return {
    seen,
    add: operation((x, y) => x + y, (x, y) => x + y),
    sub: operation((x, y) => x - y, (x, y) => x - y),
    mul: operation((x, y) => x * y, (x, y) => x * y),
    div: divisor(operation((x, y) => Math.trunc(x / y), (x, y) => x / y)),
    rem: divisor(operation((x, y) => x % y, (x, y) => x % y)),
    wide: () => {
      throw new TooWide();
    },
    zero,
    inRange: (value) => {
      if (value > limit || value < -limit) throw new OutOfRange();
      return value;
    },
  };
}
