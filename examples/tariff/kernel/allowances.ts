// How much may be sent at once: the implementations of the module `allowance`.

import { type Account, type Allowance, LIMIT, type Speed } from './tariff.ts';

/** Whatever there is. */
export function openAllowance(_payer: Account, _speed: Speed): Allowance {
  return { granted: true, most: LIMIT };
}

/** What is sent fast is at most half of the balance; an overdrawn account sends nothing. */
export function prudentAllowance(payer: Account, speed: Speed): Allowance {
  if (payer.balance <= 0n) return { granted: false, most: 0n };
  return { granted: true, most: speed === 'fast' ? payer.balance / 2n : payer.balance };
}
