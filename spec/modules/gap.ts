// What a gap buffer must be, whichever engine is composed: between its base and its cap. How far it
// goes between them is the engine's own; spec/risk.md.
import { moduleContract } from 'plimsoll';
import { WIDE, within } from '../limits.ts';

export const gapContract = moduleContract('gap', {
  requires: (
    age: bigint, volatility: bigint, base: bigint, perSecond: bigint, byVolatility: bigint,
    cap: bigint,
  ) =>
    within(age, 0n, WIDE) && within(volatility, 0n, WIDE) && within(base, 0n, WIDE)
    && within(perSecond, 0n, WIDE) && within(byVolatility, 0n, WIDE) && within(cap, 0n, WIDE),
  ensures: (_age, _volatility, base, _perSecond, _byVolatility, cap, buffer: bigint) =>
    base > cap || within(buffer, base, cap),
});
