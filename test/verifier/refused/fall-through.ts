// expect SUB-38 4:5
export function weight(feed: 'a' | 'b', x: bigint): bigint {
  switch (feed) {
    case 'a': if (x > 0n) return 1n;
    case 'b': return 2n;
  }
}
