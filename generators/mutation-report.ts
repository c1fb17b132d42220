// What a run over mutants says: how many were killed and by which properties, which properties
// nothing but they would have done without, and what survived. Pure: judgements in, a report out.

import type { Property } from '../verifier/read/tree.ts';
import type { Judgement, MutantVerdict } from './judge-mutant.ts';
import type { Mutant } from './mutant.ts';

export type JudgedMutant = { readonly mutant: Mutant; readonly judgement: Judgement };

type PropertyKills = {
  readonly id: string;
  readonly kills: number; // mutants that it notices, alone or not
  readonly alone: readonly string[]; // mutants that nothing else noticed
};

type MutationTotals = {
  readonly mutants: number; // that are programs of their own: killed, equivalent or survived
  readonly killed: number;
  readonly equivalent: number;
  readonly survived: number;
  readonly invalid: number;
  readonly same: number;
  readonly unproved: number; // of the killed: nothing was refuted, some proof was lost
};

export type MutationReport = {
  readonly totals: MutationTotals;
  readonly properties: readonly PropertyKills[]; // those that kill something, most first
  readonly idle: readonly string[]; // those that kill nothing
  /** Killed by nothing but a contract: a clause that may say no more than the code does. */
  readonly mirrored: readonly string[];
  readonly unproved: readonly string[];
  readonly survivors: readonly JudgedMutant[];
};

const noticedBy = ({ properties, unproved }: Judgement): readonly string[] =>
  (properties.length > 0 ? properties : unproved);

function countKills(killed: readonly JudgedMutant[]): readonly PropertyKills[] {
  const found = new Map<string, { kills: number; alone: string[] }>();
  for (const { mutant, judgement } of killed) {
    const by = noticedBy(judgement);
    for (const id of by) {
      const entry = found.get(id) ?? { kills: 0, alone: [] };
      found.set(id, entry);
      entry.kills += 1;
      if (by.length === 1) entry.alone.push(mutant.id);
    }
  }
  return [...found].map(([id, entry]) => ({ id, ...entry }))
    .sort((a, b) => b.kills - a.kills || (a.id < b.id ? -1 : 1));
}

/** `declared`: of the project, in its order. */
export function reportMutants(
  judged: readonly JudgedMutant[], declared: readonly Property[],
): MutationReport {
  const having = (verdict: MutantVerdict): readonly JudgedMutant[] =>
    judged.filter(({ judgement }) => judgement.verdict === verdict);
  const [killed, equivalent, survivors] =
    [having('killed'), having('equivalent'), having('survived')];
  const contracts = declared.filter(({ kind }) => kind === 'contract').map(({ id }) => id);
  const properties = countKills(killed);
  const active = properties.map(({ id }) => id);
  const unproved = killed.filter(({ judgement }) => judgement.properties.length === 0);
  return {
    totals: {
      mutants: killed.length + equivalent.length + survivors.length,
      killed: killed.length, equivalent: equivalent.length, survived: survivors.length,
      invalid: having('invalid').length, same: having('same').length, unproved: unproved.length,
    },
    properties, survivors,
    idle: declared.map(({ id }) => id).filter((id) => !active.includes(id)),
    mirrored: killed.filter(({ judgement }) =>
      noticedBy(judgement).every((id) => contracts.includes(id))).map(({ mutant }) => mutant.id),
    unproved: unproved.map(({ mutant }) => mutant.id),
  };
}

export const printHunks = ({ hunks }: Mutant): readonly string[] =>
  hunks.flatMap(({ before, after }) => [
    ...before.split('\n').map((line) => `- ${line}`),
    ...after.split('\n').filter((line) => line.trim() !== '').map((line) => `+ ${line}`),
  ]);

/** What to file where a mutant survives: a title, the change, and what to do about it. */
export function describeSurvivor({ mutant, judgement }: JudgedMutant): {
  readonly title: string;
  readonly body: string;
} {
  const { at, rule, owner } = mutant;
  const name = owner.slice(owner.indexOf('#') + 1);
  return {
    title: `${at.file}:${at.line}: no property notices a ${rule} in ${name}`,
    body: [
      ...printHunks(mutant),
      `Judged by ${judgement.judge}: ${judgement.reason}.`,
      'State a property that the change violates (a clause of a contract, a step, a theorem), or '
        + 'an invariant from which the solver can prove that it changes nothing.',
    ].join('\n'),
  };
}
