// The first state of a book: spec/genesis.md. The index starts at the event's price as if a quorum
// had just reported it, and the chain as steady.
import { coherent, withinBounds } from './params.ts';
import {
  type Feeds, type Genesis, MAX_HASH, MAX_HEIGHT, MAX_PRICE, MAX_TIME, type Outcome, type Venue,
} from './state.ts';

type Code =
  | 'time_out_of_range'
  | 'price_out_of_range'
  | 'height_out_of_range'
  | 'hash_out_of_range'
  | 'params_out_of_range'
  | 'params_incoherent';

const silent: Feeds = [
  { price: 0n, time: 0n },
  { price: 0n, time: 0n },
  { price: 0n, time: 0n },
  { price: 0n, time: 0n },
  { price: 0n, time: 0n },
];

function initial(event: Genesis): Venue {
  return {
    clock: event.now,
    vault: 0n,
    pool: 0n,
    insurance: 0n,
    fees: 0n,
    badDebt: { amount: 0n, since: 0n },
    openInterest: 0n,
    unsettled: 0n,
    index: { price: event.price, time: event.now },
    feeds: silent,
    chain: { height: event.height, hash: event.hash, time: event.now, steadyFrom: event.now },
    mode: { kind: 'active', since: event.now },
    params: event.params,
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
