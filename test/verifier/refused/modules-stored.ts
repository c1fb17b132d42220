// expect SUB-49 5:13
type Modules = { readonly fee: (amount: bigint) => bigint };

export function charge(modules: Modules, amount: bigint): bigint {
  const m = modules;
  return amount + m.fee(amount);
}
