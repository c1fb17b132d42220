// expect SUB-49 8:24
type Modules = { readonly fee: (amount: bigint) => bigint };

export function charge(modules: Modules, amount: bigint): bigint {
  return modules.fee(amount);
}

export function refund(modules: { readonly fee: () => bigint }): bigint {
  return modules.fee();
}
