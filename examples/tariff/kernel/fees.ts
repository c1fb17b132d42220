// What a transfer may cost: the implementations of the module `fee`. Both round so that the book
// gains.

import { PPM } from './tariff.ts';

const LARGE = 1_000_000n;
const SURCHARGE = 1_000n; // one part in so many of a large amount

/** A share of the amount. */
export function proportionalFee(amount: bigint, rate: bigint): bigint {
  return (amount * rate + PPM - 1n) / PPM;
}

/** A share of the amount, and of a large one a surcharge; never more than the amount itself. */
export function tieredFee(amount: bigint, rate: bigint): bigint {
  const share = (amount * rate + PPM - 1n) / PPM;
  const fee = amount > LARGE ? share + amount / SURCHARGE : share;
  return fee > amount ? amount : fee;
}
