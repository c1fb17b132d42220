// What a module of the tariff must do, whichever is composed. Nothing else is known of it wherever
// it is called.

import { moduleContract } from 'plimsoll';
import type { Account, Allowance, Speed } from '../kernel/tariff.ts';

export const feeContract = moduleContract('fee', {
  requires: (amount: bigint, rate: bigint) =>
    0n <= amount && amount < 79_228_162_514_264_337_593_543_950_336n
    && 0n <= rate && rate <= 1_000_000n,
  ensures: (amount, _rate, fee: bigint) => 0n <= fee && fee <= amount,
});

export const allowanceContract = moduleContract('allowance', {
  requires: (payer: Account, _speed: Speed) =>
    payer.balance < 79_228_162_514_264_337_593_543_950_336n,
  ensures: (payer, speed, { granted, most }: Allowance) =>
    0n <= most && (granted || payer.balance <= 0n || speed === 'fast'),
});
