// expect SUB-49 10:62
type Modules = { readonly fee: (amount: bigint) => bigint };

const half = (amount: bigint): bigint => amount / 2n;

function charge(modules: Modules, amount: bigint): bigint {
  return modules.fee(amount);
}

export const chargeHalf = (amount: bigint): bigint => charge({ fee: half }, amount);
