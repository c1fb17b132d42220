// expect SUB-49 5:42
type Modules = { readonly fee: (amount: bigint) => bigint };

export function charge(modules: Modules, amount: bigint): { readonly paid: bigint } {
  return { paid: modules.fee(amount), ...modules };
}
