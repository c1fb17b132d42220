// expect SUB-49 5:19
type Modules = { readonly fee: (amount: bigint) => bigint };

export function charge(modules: Modules, amount: bigint): bigint {
  const { fee } = modules;
  return fee(amount);
}
