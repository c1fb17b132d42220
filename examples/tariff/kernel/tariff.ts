// A ledger of purses whose tariff is composed: what a transfer costs and how much may be sent at
// once are modules, which the ledger calls and never looks into. Pure and total: every event is
// accepted or rejected with a code. Amounts are integers in the smallest unit of money.

export type Venue = { readonly vault: bigint; readonly fees: bigint; readonly rate: bigint };
export type Account = { readonly balance: bigint };
export type Deposit = {
  readonly kind: 'deposit'; readonly account: bigint; readonly amount: bigint;
};
export type Speed = 'slow' | 'fast';
export type Transfer = {
  readonly kind: 'transfer'; readonly from: bigint; readonly to: bigint; readonly amount: bigint;
  readonly speed: Speed;
};
export type Event = Deposit | Transfer;
export type Outcome<T extends readonly Account[], Code extends string> =
  | { readonly kind: 'accepted'; readonly venue: Venue; readonly touched: T }
  | { readonly kind: 'rejected'; readonly code: Code };

/** `most`: what may be sent at once, where anything may. */
export type Allowance = { readonly granted: boolean; readonly most: bigint };

/** What a ledger is composed of. */
export type Modules = {
  readonly fee: (amount: bigint, rate: bigint) => bigint;
  readonly allowance: (payer: Account, speed: Speed) => Allowance;
};

export const PPM = 1_000_000n; // parts per million: the unit of a rate
export const LIMIT = 79_228_162_514_264_337_593_543_950_335n; // 2^96 - 1
export const empty: Account = { balance: 0n };

export function genesis(
  params: { readonly rate: bigint },
): Outcome<readonly [], 'rate_out_of_range'> {
  if (params.rate < 0n || params.rate > PPM) {
    return { kind: 'rejected', code: 'rate_out_of_range' };
  }
  return { kind: 'accepted', venue: { vault: 0n, fees: 0n, rate: params.rate }, touched: [] };
}

export function deposit(
  venue: Venue, account: Account, event: Deposit,
): Outcome<readonly [Account], 'amount_out_of_range' | 'vault_full'> {
  if (event.amount <= 0n || event.amount > LIMIT) {
    return { kind: 'rejected', code: 'amount_out_of_range' };
  }
  if (venue.vault + event.amount > LIMIT) return { kind: 'rejected', code: 'vault_full' };
  return {
    kind: 'accepted',
    venue: { ...venue, vault: venue.vault + event.amount },
    touched: [{ balance: account.balance + event.amount }],
  };
}

/** Whether the payer may send as much at that speed. */
function allows(modules: Modules, payer: Account, event: Transfer): boolean {
  const { granted, most } = modules.allowance(payer, event.speed);
  return granted && event.amount <= most;
}

export function transfer(
  modules: Modules, venue: Venue, from: Account, to: Account, event: Transfer,
): Outcome<
  readonly [Account, Account],
  'same_account' | 'amount_out_of_range' | 'not_allowed' | 'balance_too_low'
> {
  if (event.from === event.to) return { kind: 'rejected', code: 'same_account' };
  if (event.amount <= 0n || event.amount > LIMIT) {
    return { kind: 'rejected', code: 'amount_out_of_range' };
  }
  if (!allows(modules, from, event)) return { kind: 'rejected', code: 'not_allowed' };
  const fee = modules.fee(event.amount, venue.rate);
  if (from.balance < event.amount + fee) return { kind: 'rejected', code: 'balance_too_low' };
  const paid: Account = { balance: from.balance - event.amount - fee };
  const received: Account = { balance: to.balance + event.amount };
  const venueAfter: Venue = { ...venue, fees: venue.fees + fee };
  return { kind: 'accepted', venue: venueAfter, touched: [paid, received] };
}
