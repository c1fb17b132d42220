// What a genesis must do: its rejections in precedence order, and the whole venue that it founds.
import { genesisContract } from 'plimsoll';
import type { Genesis } from '../../kernel/event.ts';
import type { Venue, Window } from '../../kernel/state.ts';
import { sameParams } from '../governance.ts';
import { HASH_LIMIT, HEIGHT_LIMIT, outside, PRICE_LIMIT, TIME_LIMIT } from '../limits.ts';
import { bounded, coherent } from '../params.ts';

const unopened = (w: Window): boolean => w.start === 0n && w.cap === 0n && w.used === 0n;

const moneyless = (v: Venue): boolean =>
  v.vault === 0n && v.pool === 0n && v.insurance === 0n && v.fees === 0n
  && v.badDebt.amount === 0n && v.badDebt.since === 0n
  && v.openInterest === 0n && v.unsettled === 0n
  && unopened(v.payouts) && unopened(v.insuranceDraws) && unopened(v.feeDraws);

const priced = (e: Genesis, v: Venue): boolean =>
  v.index.price === e.price && v.index.time === e.now
  && v.funding.cumulative === 0n && v.funding.rate === 0n && v.funding.last === e.now
  && v.volatility.rate === 0n && v.volatility.updated === e.now
  && v.breaker.reference === e.price && v.breaker.start === e.now
  && v.feeds.every((f) =>
    f.price === 0n && f.time === 0n && f.strikes === 0n && f.until === 0n);

const steady = (e: Genesis, v: Venue): boolean =>
  v.chain.height === e.height && v.chain.hash === e.hash && v.chain.time === e.now
  && v.chain.steadyFrom === e.now && v.chain.baseFee === 0n
  && v.mode.kind === 'active' && v.mode.since === e.now && v.mode.served === 0n
  && v.mode.reason === 'none' && v.graceUntil === e.now && v.guardianFrom === e.now;

const governed = (e: Genesis, v: Venue): boolean =>
  sameParams(v.params, e.params) && v.ramp.discount === 0n && v.ramp.start === e.now
  && v.advice.rate === 0n && v.advice.until === e.now
  && v.proposal.action === 'none' && sameParams(v.proposal.params, e.params)
  && v.proposal.hash === 0n && v.proposal.weight === 0n && v.proposal.approvedUntil === 0n
  && v.proposal.from === 0n && v.proposal.until === 0n;

const unended = (v: Venue): boolean =>
  v.windDown.mark === 0n && v.windDown.claims === 0n
  && v.windDown.frozenPool === 0n && v.windDown.frozenClaims === 0n;

export const foundingContract = genesisContract({
  rejects: {
    time_out_of_range: (e: Genesis) => outside(e.now, 0n, TIME_LIMIT),
    price_out_of_range: (e) => outside(e.price, 1n, PRICE_LIMIT),
    height_out_of_range: (e) => outside(e.height, 0n, HEIGHT_LIMIT),
    hash_out_of_range: (e) => outside(e.hash, 0n, HASH_LIMIT),
    params_out_of_range: (e) => !bounded(e.params),
    params_incoherent: (e) => !coherent(e.params),
  },
  ensures: (e, v: Venue) =>
    v.clock === e.now && moneyless(v) && priced(e, v) && steady(e, v) && governed(e, v)
    && unended(v),
});
