// expect SUB-14 3:37
export type Side = { readonly kind: 'long' } | { readonly kind: 'short' };
export function isLong(side: Side): side is { readonly kind: 'long' } {
  return true;
}
