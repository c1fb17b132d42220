// Which outcomes each transition can have, how often each was met, and where first. An outcome is a
// rejection code, or a return that accepts; where a transition has one such return it is called
// `accepted`, else by its place in the source.

import type { Position, Project } from '../../verifier/read/tree.ts';
import { genesisCodes } from './compile.ts';
import type { Exits } from './compile.ts';

/** A step of the search: the event of that number, at that state; at -1, the genesis given. */
export type Taken = {
  readonly state: number; readonly event: number; readonly depth: number; // of the state
};

export type Outcomes = {
  readonly transition: string;
  readonly codes: number; // from this number on, outcomes accept
  readonly names: readonly string[];
  readonly counts: Float64Array;
  readonly first: (Taken | null)[];
};

export const GENESIS = 'genesis';

function nameExits(exits: readonly Position[]): readonly string[] {
  return exits.length === 1
    ? ['accepted'] : exits.map(({ file, line }) => `accepted ${file}:${line}`);
}

function createOutcomes(
  transition: string, codes: readonly string[], exits: readonly Position[],
): Outcomes {
  const names = [...codes, ...nameExits(exits)];
  return {
    transition, codes: codes.length, names,
    counts: new Float64Array(names.length), first: names.map(() => null),
  };
}

/** In the order of the project's transitions, genesis last. */
export const createCoverage = (project: Project, exits: Exits): readonly Outcomes[] => [
  ...project.transitions.map(({ name, codes }, i) => createOutcomes(name, codes, exits[i] ?? [])),
  createOutcomes(GENESIS, genesisCodes(project), exits.at(-1) ?? []),
];
