// The names that --only may give: of properties, transitions and the rows of the structure.

import { findNearest } from './nearest.ts';
import { UsageError } from './usage.ts';
import { STRUCTURE } from '../verifier/obligation/structure.ts';
import type { Project } from '../verifier/read/tree.ts';

/** Names in --only must be known: a misspelt one would prove nothing and pass. */
export function verifyOnly(only: readonly string[], project: Project): void {
  const known = [
    ...project.properties.map((property) => property.id),
    ...project.transitions.map((transition) => transition.name),
    ...Object.values(STRUCTURE),
  ];
  for (const name of only) {
    if (known.includes(name)) continue;
    const nearest = findNearest(name, known).join(', ');
    throw new UsageError(
      `plimsoll: --only ${name}: no such property or transition; nearest: ${nearest}`,
    );
  }
}
