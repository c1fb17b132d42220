// Which properties a changed kernel violates on given steps and inputs. Only steps whose outcome it
// changes are looked at: where it answers as before it violates nothing new. Finding nothing proves
// nothing.

import {
  composeProject, findCompositions, membersOfClaim,
} from '../verifier/obligation/composition.ts';
import { STRUCTURE } from '../verifier/obligation/structure.ts';
import type { OfInputs } from '../verifier/obligation/theorem.ts';
import type { Project, Property } from '../verifier/read/tree.ts';
import { findCalled, takeStep } from '../verifier/replay/book.ts';
import type { Called, Taken } from '../verifier/replay/book.ts';
import { BY_CODE, checkInputs, checkProperty } from '../verifier/replay/check.ts';
import type { Kernel } from '../verifier/replay/kernel.ts';
import { arbitraryInputs } from '../verifier/replay/situation.ts';
import type { Situation } from '../verifier/replay/situation.ts';
import { checkStructure, findAlias } from '../verifier/replay/structure.ts';
import type { Judged } from '../verifier/replay/structure.ts';
import { equalValues } from '../verifier/replay/value-json.ts';
import type { Value } from '../verifier/verdict.ts';
import { createSource, drawValue } from '../verifier/witness/draw.ts';
import { createRandom } from '../verifier/witness/random.ts';
import type { Random } from '../verifier/witness/random.ts';
import { rolesIn } from '../verifier/witness/walk.ts';
import type { Sample } from './sample.ts';

export type Changed = { readonly project: Project; readonly kernel: Kernel };

export type Inputs = ReadonlyMap<string, readonly (readonly Value[])[]>; // by property

/** Changed steps that are judged by every property; beyond that they repeat each other. */
const MOST_JUDGED = 24;

const STRUCTURAL: readonly string[] = [
  STRUCTURE.aliasing, STRUCTURE.intermediate, STRUCTURE.requires, STRUCTURE.stored,
];

const OF_STEPS: readonly Property['kind'][] = ['invariant', 'step', 'contract'];

function isChanged({ project, kernel }: Changed, sample: Sample): boolean {
  const called = findCalled(project, kernel, sample.situation);
  if (called === null) return false;
  try {
    return !equalValues(sample.outcome, called.real(...called.values));
  } catch {
    return true;
  }
}

/** Arbitrary values for what a property takes beyond the step. */
function situate(random: Random, project: Project, property: Property, from: Situation): Situation {
  const source = createSource([], []);
  const any = arbitraryInputs(project, property.id).map(({ type, name }) =>
    drawValue(random, source, type, name));
  const chosen = from.touched.map(() => random.chance(50));
  return { ...from, property: property.id, any, chosen };
}

function violatedStructure(j: Judged, called: Called, taken: Taken): readonly string[] {
  return STRUCTURAL.filter((property) => {
    const situation = { ...j.situation, property };
    return checkStructure({ ...j, situation }, called, taken) !== null;
  });
}

export function violatedBy(random: Random, changed: Changed, sample: Sample): readonly string[] {
  const { project, kernel } = changed;
  const { situation } = sample;
  const roles = rolesIn(project, situation.transition ?? '');
  const j: Judged = { project, kernel, situation, roles, judging: BY_CODE };
  const called = findCalled(project, kernel, situation);
  if (called === null) return [];
  const stepped = takeStep(project, situation, called);
  if (stepped.kind === 'undefined') return [STRUCTURE.defined];
  const { taken } = stepped;
  const lost = sample.committed && taken.code !== null && sample.taken.code === null;
  // one account in two roles is no book: then it speaks of the contract and of aliasing alone
  const aliased = findAlias(situation, roles) !== null;
  const kinds = aliased ? ['contract'] : OF_STEPS;
  const declared = project.properties.filter((property) => kinds.includes(property.kind))
    .filter((property) => checkProperty(
      { ...j, situation: situate(random, project, property, situation) }, property, taken) !== null)
    .map(({ id }) => id);
  return [
    ...declared, ...violatedStructure(j, called, taken), ...(lost ? [STRUCTURE.witness] : []),
  ];
}

/** Evenly many of each outcome before. */
function spread(samples: readonly Sample[]): readonly Sample[] {
  const byCode = new Map<string, Sample[]>();
  for (const sample of samples) {
    const code = sample.taken.code ?? '';
    byCode.set(code, [...(byCode.get(code) ?? []), sample]);
  }
  const groups = [...byCode.values()];
  const each = Math.max(2, Math.ceil(MOST_JUDGED / Math.max(1, groups.length)));
  return groups.flatMap((group) => group.slice(0, each)).slice(0, MOST_JUDGED);
}

/** Ids of the properties that a changed step violates. */
export function convictSteps(
  changed: Changed, samples: readonly Sample[], seed: number,
): readonly string[] {
  const random = createRandom(seed);
  const steps = spread(samples.filter((sample) => isChanged(changed, sample)));
  return [...new Set(steps.flatMap((sample) => violatedBy(random, changed, sample)))];
}

function isViolated({ project, kernel }: Changed, property: OfInputs, any: readonly Value[]) {
  const bare = { transition: null, venue: {}, touched: [], event: {}, others: [], chosen: [] };
  const situation = { ...bare, property: property.id, any };
  const j: Judged = { project, kernel, situation, roles: [], judging: BY_CODE };
  return checkInputs(j, property) !== null;
}

/** A law and a contract of a module must hold of whatever is composed. */
function compositionsFor(project: Project, property: OfInputs): readonly Project[] {
  const members = property.kind === 'module' ? new Set([property.member])
    : membersOfClaim(project, property);
  return findCompositions(project, members).map((chosen) => composeProject(project, chosen));
}

/** Ids of the claims about inputs that some of the given inputs violate. */
export function convictClaims(
  { project, kernel }: Changed, claims: readonly OfInputs[], inputs: Inputs,
): readonly string[] {
  return claims.filter((property) => compositionsFor(project, property).some((composed) =>
    (inputs.get(property.id) ?? []).some((any) =>
      isViolated({ project: composed, kernel }, property, any)))).map(({ id }) => id);
}
