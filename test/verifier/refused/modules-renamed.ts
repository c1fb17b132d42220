// expect SUB-49 4:24
type Modules = { readonly fee: (amount: bigint) => bigint };

export function charge(tariff: Modules, amount: bigint): bigint {
  return tariff.fee(amount);
}
