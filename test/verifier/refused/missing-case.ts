// expect SUB-35 3:3
export function weight(feed: 'a' | 'b' | 'c'): bigint {
  switch (feed) {
    case 'a': return 1n;
    case 'b': return 2n;
  }
}
