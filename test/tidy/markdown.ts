// What the tidy test reads out of Markdown: links, anchors, tables. Fenced code is left out.

export type Link = { readonly target: string; readonly line: number };

function blankFences(text: string): readonly string[] {
  let fenced = false;
  return text.split('\n').map((line) => {
    const fence = /^\s*(```|~~~)/.test(line);
    if (fence) fenced = !fenced;
    return fence || fenced ? '' : line;
  });
}

export function findLinks(text: string): readonly Link[] {
  return blankFences(text).flatMap((line, index) =>
    [...line.matchAll(/\]\(([^()\s]+)\)/g)].map((m) => ({ target: m[1] ?? '', line: index + 1 })));
}

/** As GitHub makes them: lower case, punctuation dropped, spaces to hyphens, repeats numbered. */
export function findAnchors(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const line of blankFences(text)) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const slug = heading.replaceAll(/[`*]/g, '').toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

/** The first column of the first table whose header row matches. Null: there is no such table. */
export function findColumn(text: string, header: RegExp): readonly string[] | null {
  const lines = blankFences(text);
  const start = lines.findIndex((line) => line.includes('|') && header.test(line));
  if (start < 0) return null;
  const cells: string[] = [];
  for (const line of lines.slice(start + 2)) {
    if (!line.trim().startsWith('|')) break;
    cells.push((line.trim().split('|')[1] ?? '').replaceAll('`', '').trim());
  }
  return cells;
}
