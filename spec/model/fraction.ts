// Exact fractions of integers, for the model only: no rounding happens anywhere in them.

/** n / d with d > 0, not reduced. */
export type Fraction = { readonly n: bigint; readonly d: bigint };

export const whole = (n: bigint): Fraction => ({ n, d: 1n });
export const ratio = (n: bigint, d: bigint): Fraction => ({ n, d });
export const plus = (x: Fraction, y: Fraction): Fraction =>
  reduced(x.n * y.d + y.n * x.d, x.d * y.d);
export const minus = (x: Fraction, y: Fraction): Fraction => plus(x, { n: -y.n, d: y.d });
export const times = (x: Fraction, y: Fraction): Fraction => reduced(x.n * y.n, x.d * y.d);
export const over = (x: Fraction, y: Fraction): Fraction =>
  y.n < 0n ? reduced(-x.n * y.d, x.d * -y.n) : reduced(x.n * y.d, x.d * y.n);
export const less = (x: Fraction, y: Fraction): boolean => x.n * y.d < y.n * x.d;
export const equal = (x: Fraction, y: Fraction): boolean => x.n * y.d === y.n * x.d;
export const least = (x: Fraction, y: Fraction): Fraction => (less(y, x) ? y : x);
export const most = (x: Fraction, y: Fraction): Fraction => (less(x, y) ? y : x);
export const none = whole(0n);

/** The least integer that is not below x. */
export const ceiling = (x: Fraction): bigint => {
  const down = x.n / x.d;
  return down * x.d < x.n ? down + 1n : down;
};

/** The greatest integer that is not above x. */
export const floor = (x: Fraction): bigint => -ceiling({ n: -x.n, d: x.d });

function reduced(n: bigint, d: bigint): Fraction {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { n: 0n, d: 1n } : { n: n / a, d: d / a };
}
