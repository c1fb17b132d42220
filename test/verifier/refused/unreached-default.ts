// expect SUB-47 6:5
export function weight(feed: 'a' | 'b'): bigint {
  switch (feed) {
    case 'a': return 1n;
    case 'b': return 2n;
    default: return 3n;
  }
}
