// A ledger with one fault of every kind that a replay must show. Fixture: do not mend.

export type Tier = 'basic' | 'gold';
export type Venue = { readonly vault: bigint; readonly fees: bigint; readonly moves: bigint };
export type Account = { readonly balance: bigint; readonly tier: Tier };
export type Deposit = {
  readonly kind: 'deposit';
  readonly account: bigint;
  readonly amount: bigint;
};
export type Transfer = {
  readonly kind: 'transfer';
  readonly from: bigint;
  readonly to: bigint;
  readonly amount: bigint;
};
export type Share = { readonly kind: 'share'; readonly account: bigint; readonly parts: bigint };
export type Event = Deposit | Transfer | Share;
export type Outcome<T extends readonly Account[], Code extends string> =
  | { readonly kind: 'accepted'; readonly venue: Venue; readonly touched: T }
  | { readonly kind: 'rejected'; readonly code: Code };

export const empty: Account = { balance: 0n, tier: 'basic' };

export function genesis(params: { readonly fees: bigint }): Outcome<readonly [], 'fees_negative'> {
  if (params.fees < 0n) return { kind: 'rejected', code: 'fees_negative' };
  // at fault: fees that no vault holds
  return { kind: 'accepted', venue: { vault: 0n, fees: params.fees, moves: 0n }, touched: [] };
}

export function deposit(
  venue: Venue,
  account: Account,
  event: Deposit,
): Outcome<readonly [Account], 'amount_not_positive'> {
  if (event.amount <= 0n) return { kind: 'rejected', code: 'amount_not_positive' };
  // at fault: nothing bounds the vault
  return {
    kind: 'accepted',
    venue: { ...venue, vault: venue.vault + event.amount },
    touched: [{ ...account, balance: account.balance + event.amount }],
  };
}

export function transfer(
  venue: Venue,
  from: Account,
  to: Account,
  event: Transfer,
): Outcome<readonly [Account, Account], 'amount_not_positive' | 'balance_too_low'> {
  if (event.amount <= 0n) return { kind: 'rejected', code: 'amount_not_positive' };
  const fee = from.tier === 'gold' ? 0n : (event.amount + 99n) / 100n;
  // at fault: the contract lets a balance be spent to the last unit
  if (from.balance <= event.amount + fee) return { kind: 'rejected', code: 'balance_too_low' };
  // at fault: the fee is recorded and never taken; moves is in no frame; one account may be both
  return {
    kind: 'accepted',
    venue: { ...venue, fees: venue.fees + fee, moves: venue.moves + 1n },
    touched: [
      { ...from, balance: from.balance - event.amount },
      { ...to, balance: to.balance + event.amount },
    ],
  };
}

export function share(
  venue: Venue,
  account: Account,
  event: Share,
): Outcome<readonly [Account], 'balance_zero'> {
  if (account.balance === 0n) return { kind: 'rejected', code: 'balance_zero' };
  const part = account.balance / event.parts; // at fault: parts may be 0
  return {
    kind: 'accepted',
    venue: { ...venue, fees: venue.fees + account.balance - part },
    touched: [{ ...account, balance: part }],
  };
}
