// expect SUB-49 5:10
type Modules = { readonly fee: (amount: bigint) => bigint };

export function isSame(modules: Modules): boolean {
  return modules === modules;
}
