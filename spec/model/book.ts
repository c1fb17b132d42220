// The model's book: a venue and a plain list of accounts, with every amount of quote an exact
// fraction. What can be counted from the list is counted, never kept.
import type { Account, Venue } from '../../kernel/state.ts';
import { type Fraction, minus, none, plus, whole } from './fraction.ts';

export type Owner = {
  readonly id: bigint;
  collateral: Fraction;
  size: bigint;
  cost: Fraction;
  claim: Fraction;
};

type Balances = 'vault' | 'pool' | 'insurance' | 'fees' | 'badDebt' | 'openInterest' | 'unsettled'
  | 'windDown' | 'payouts' | 'insuranceDraws' | 'feeDraws';
export type Draws = { start: bigint; cap: bigint; used: Fraction };
type Rest = { -readonly [K in Exclude<keyof Venue, Balances>]: Venue[K] };
export type Book = Rest & {
  vault: Fraction;
  pool: Fraction;
  insurance: Fraction;
  fees: Fraction;
  badDebt: { amount: Fraction; since: bigint };
  payouts: Draws;
  insuranceDraws: Draws;
  feeDraws: Draws;
  finalMark: bigint;
  frozen: { pool: Fraction; claims: Fraction };
  owners: Owner[];
};

const draws = (w: Venue['payouts']): Draws => ({ ...w, used: whole(w.used) });

/** The model of a kernel's book; `accounts` holds at least those that the next event names. */
export function modelBook(venue: Venue, accounts: ReadonlyMap<bigint, Account>): Book {
  const { openInterest, unsettled, windDown, ...rest } = venue;
  void openInterest, void unsettled;
  return {
    ...rest,
    vault: whole(venue.vault),
    pool: whole(venue.pool),
    insurance: whole(venue.insurance),
    fees: whole(venue.fees),
    badDebt: { amount: whole(venue.badDebt.amount), since: venue.badDebt.since },
    payouts: draws(venue.payouts),
    insuranceDraws: draws(venue.insuranceDraws),
    feeDraws: draws(venue.feeDraws),
    finalMark: windDown.mark,
    frozen: { pool: whole(windDown.frozenPool), claims: whole(windDown.frozenClaims) },
    owners: [...accounts].map(([id, a]) => ({
      id, size: a.size, collateral: whole(a.collateral), cost: whole(a.cost), claim: whole(a.claim),
    })),
  };
}

/** What may be written to is copied; the rest is replaced whole where it changes. */
export const copyBook = (book: Book): Book => ({
  ...book,
  badDebt: { ...book.badDebt },
  payouts: { ...book.payouts },
  insuranceDraws: { ...book.insuranceDraws },
  feeDraws: { ...book.feeDraws },
  frozen: { ...book.frozen },
  owners: book.owners.map((owner) => ({ ...owner })),
});

export const isBusy = (a: Owner): boolean => a.size !== 0n || a.cost.n !== 0n;
export const busyCount = (book: Book): bigint => BigInt(book.owners.filter(isBusy).length);
export const longLots = (book: Book): bigint =>
  book.owners.reduce((sum, a) => (a.size > 0n ? sum + a.size : sum), 0n);
export const allClaims = (book: Book): Fraction =>
  book.owners.reduce((sum, a) => plus(sum, a.claim), none);

/** The account named, made when nobody holds that id yet. */
export function ownerNamed(book: Book, id: bigint): Owner {
  const found = book.owners.find((a) => a.id === id);
  if (found !== undefined) return found;
  const fresh = { id, collateral: none, size: 0n, cost: none, claim: none };
  book.owners.push(fresh);
  return fresh;
}

export const bookMark = (book: Book): bigint => book.index.price - book.funding.cumulative;

export const profitAt = (a: Owner, price: bigint): Fraction =>
  minus(whole(a.size * price), a.cost);

export const worthAt = (a: Owner, price: bigint): Fraction =>
  plus(a.collateral, profitAt(a, price));
