// expect SUB-37 4:10
export type Mode = { readonly kind: 'on'; readonly at: bigint } | { readonly kind: 'off' };
export function isOn(mode: Mode): boolean {
  return 'at' in mode;
}
