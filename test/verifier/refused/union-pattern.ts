// expect SUB-45 4:9
export type Mode = { readonly kind: 'on'; readonly at: bigint } | { readonly kind: 'off'; readonly at: bigint };
export function since(mode: Mode): bigint {
  const { at } = mode;
  return at;
}
