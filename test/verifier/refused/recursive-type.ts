// expect SUB-10 2:72
export type List = { readonly kind: 'end' } | { readonly kind: 'more'; readonly rest: List };
export function isEnd(list: List): boolean {
  return list.kind === 'end';
}
