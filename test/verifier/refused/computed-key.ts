// expect SUB-23 4:12
export type Feeds = { readonly a: bigint };
export function make(x: bigint): Feeds {
  return { ['a']: x };
}
