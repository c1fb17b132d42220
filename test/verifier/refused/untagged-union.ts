// expect SUB-08 3:22
export type Amount = { readonly lots: bigint } | { readonly quote: bigint };
export function keep(amount: Amount): Amount {
  return amount;
}
