// expect SUB-23 4:10
export type Feeds = { readonly a: bigint; readonly b: bigint };
export function price(feeds: Feeds, id: 'a' | 'b'): bigint {
  return feeds[id];
}
