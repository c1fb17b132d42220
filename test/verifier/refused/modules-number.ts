// expect SUB-03 4:24
type Modules = { readonly fee: (amount: number) => bigint };

export function charge(modules: Modules, amount: bigint): bigint {
  return amount;
}
