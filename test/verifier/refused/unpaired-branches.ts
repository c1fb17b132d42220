// expect SUB-36 3:1
export type Mode = { readonly kind: 'on' } | { readonly kind: 'off' };
export function isOn(mode: Mode): boolean {
  if (mode.kind === 'on') return true;
  if (mode.kind === 'off') return false;
}
