// expect SUB-44 4:10
export type Mode = { readonly kind: 'on' } | { readonly kind: 'off' };
export function make(kind: 'on' | 'off'): Mode {
  return { kind };
}
