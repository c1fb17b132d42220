// expect SUB-49 5:15
type Modules = { readonly fee: (amount: bigint) => bigint };

export function charge(modules: Modules, amount: bigint): bigint {
  const fee = modules.fee;
  return fee(amount);
}
