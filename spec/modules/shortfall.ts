// What a margin requirement must be, whichever engine is composed: nothing without lots. That it is
// at least the rate of the notional, and what relates two requirements, is law: proofs/risk.ts.
import { moduleContract } from 'plimsoll';
import { MILLION, WIDE, WIDER, within } from '../limits.ts';

export const shortfallContract = moduleContract('shortfall', {
  requires: (worth: bigint, size: bigint, price: bigint, rate: bigint) =>
    within(worth, -WIDER, WIDER) && within(size, -WIDE, WIDE) && within(price, 0n, WIDE)
    && within(rate, -WIDE, WIDE),
  ensures: (worth, size, _price, _rate, short: bigint) =>
    size !== 0n || short === -worth * MILLION,
});
