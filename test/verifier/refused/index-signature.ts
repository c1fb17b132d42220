// expect SUB-23 3:22
export type Feeds = { readonly [id: string]: bigint };
export function keep(feeds: Feeds): Feeds {
  return feeds;
}
