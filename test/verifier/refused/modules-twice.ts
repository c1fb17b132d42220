// expect SUB-49 4:42
type Modules = { readonly fee: (amount: bigint) => bigint };

export function charge(modules: Modules, _modules: Modules): bigint {
  return modules.fee(1n);
}
