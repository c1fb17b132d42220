// The first state of a book: spec/genesis.md. The index starts at the event's price as if a quorum
// had just reported it, and the chain as steady.
import type { Genesis } from './event.ts';
import { MAX_HASH, MAX_HEIGHT, MAX_PRICE, MAX_TIME } from './limits.ts';
import { coherent, withinBounds } from './params.ts';
import type { Feed, Feeds, Outcome, Venue, Window } from './state.ts';

type Code =
  | 'time_out_of_range' | 'price_out_of_range' | 'height_out_of_range' | 'hash_out_of_range'
  | 'params_out_of_range' | 'params_incoherent';

const silent: Feed = { price: 0n, time: 0n, strikes: 0n, until: 0n };
const feeds: Feeds = [silent, silent, silent, silent, silent];

function initial(event: Genesis): Venue {
  const { params, price, now, height, hash } = event;
  const unopened: Window = { start: 0n, cap: 0n, used: 0n };
  return {
    clock: now,
    vault: 0n,
    pool: 0n,
    insurance: 0n,
    fees: 0n,
    badDebt: { amount: 0n, since: 0n },
    openInterest: 0n,
    unsettled: 0n,
    index: { price, time: now },
    funding: { cumulative: 0n, rate: 0n, last: now },
    volatility: { rate: 0n, updated: now },
    breaker: { reference: price, start: now },
    feeds,
    chain: { height, hash, time: now, steadyFrom: now, baseFee: 0n },
    mode: { kind: 'active', since: now, served: 0n, reason: 'none' },
    graceUntil: now,
    guardianFrom: now,
    payouts: unopened,
    insuranceDraws: unopened,
    feeDraws: unopened,
    advice: { rate: 0n, until: now },
    params,
    ramp: { discount: 0n, start: now },
    proposal: {
      action: 'none', params, hash: 0n, weight: 0n, approvedUntil: 0n, from: 0n, until: 0n,
    },
    windDown: { mark: 0n, claims: 0n, frozenPool: 0n, frozenClaims: 0n },
  };
}

export function genesis(event: Genesis): Outcome<readonly [], Code> {
  const { params, price, now, height, hash } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (price < 1n || price > MAX_PRICE) return { kind: 'rejected', code: 'price_out_of_range' };
  if (height < 0n || height > MAX_HEIGHT) return { kind: 'rejected', code: 'height_out_of_range' };
  if (hash < 0n || hash > MAX_HASH) return { kind: 'rejected', code: 'hash_out_of_range' };
  if (!withinBounds(params)) return { kind: 'rejected', code: 'params_out_of_range' };
  if (!coherent(params)) return { kind: 'rejected', code: 'params_incoherent' };
  return { kind: 'accepted', venue: initial(event), touched: [] };
}
