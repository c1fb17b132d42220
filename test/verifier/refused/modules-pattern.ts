// expect SUB-49 4:24
type Modules = { readonly fee: (amount: bigint) => bigint };

export function charge({ fee }: Modules, amount: bigint): bigint {
  return fee(amount);
}
