// Finds the known words closest to a mistyped one, for messages.

/** Levenshtein distance, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** At most three, the closest first; ties in the given order. */
export function findNearest(word: string, known: readonly string[]): readonly string[] {
  const far = (w: string): number => distance(word.toLowerCase(), w.toLowerCase());
  return [...known].sort((a, b) => far(a) - far(b)).slice(0, 3);
}
