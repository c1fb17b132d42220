// expect SUB-29 6:12
export type Account = { readonly balance: bigint };
export type Marked = { readonly balance: bigint; readonly mark: bigint };
export type Book = { readonly owner: Account };
export function open(owner: Marked): Book {
  return { owner };
}
