// What a liquidation reward must be, whichever is composed: no more than its rate of the notional
// taken over, no more than the lots' share of the account's own equity, and nothing for an account
// without lots; spec/reward.md.
import { moduleContract } from 'plimsoll';
import { abs, max } from '../arithmetic.ts';
import { MILLION, WIDE, WIDER, within } from '../limits.ts';

export const rewardContract = moduleContract('reward', {
  requires: (lots: bigint, price: bigint, rate: bigint, equity: bigint, size: bigint) =>
    within(lots, 0n, WIDE) && within(price, 0n, WIDE) && within(rate, 0n, WIDE)
    && within(equity, -WIDER, WIDER) && within(size, -WIDE, WIDE),
  ensures: (lots, price, rate, equity, size, reward: bigint) =>
    reward >= 0n && reward * MILLION <= lots * price * rate
    && reward * abs(size) <= max(equity, 0n) * lots && (size !== 0n || reward === 0n),
});
