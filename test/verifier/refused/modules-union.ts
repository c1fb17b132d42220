// expect SUB-49 5:24
type Price = { readonly kind: 'none' } | { readonly kind: 'some'; readonly price: bigint };
type Modules = { readonly fee: (price: Price) => bigint };

export function charge(modules: Modules, amount: bigint): bigint {
  return amount;
}
