// expect SUB-29 4:12
export type Mode = { readonly kind: 'on'; readonly at: bigint } | { readonly kind: 'off'; readonly at: bigint };
export function move(mode: Mode): Mode {
  return { ...mode, at: 0n };
}
