// A changed kernel against a proved one: only what the change can reach is posed again, and of that
// only what differs is asked. First whether it is a change at all: equal outcomes on every input
// that meets the invariants. If it is, which obligations no longer hold. The kernel as it was is
// taken to be proved: an obligation that was not proved before the change speaks against nothing.

import { createHash } from 'node:crypto';
import { openCell } from './obligation/cell.ts';
import type { Cell } from './obligation/cell.ts';
import { buildTheorems, claimCell, contextsBefore } from './obligation/build.ts';
import type { Scope } from './obligation/build.ts';
import { findContracts } from './obligation/module.ts';
import type { Posed } from './obligation/module.ts';
import { claimEquality, claimSameFunction } from './obligation/equality.ts';
import type { Given } from './obligation/equality.ts';
import { poseQuestion } from './obligation/question.ts';
import type { Question } from './obligation/question.ts';
import { createSession, forkSession, readLambda } from './obligation/session.ts';
import type { Session } from './obligation/session.ts';
import { claimDefined, claimRequires } from './obligation/structure.ts';
import { isOfInputs, lemmasBefore } from './obligation/theorem.ts';
import { reachOfImplementations, reachOfProperty, reachOfTransitions } from './read/reach.ts';
import type { Reached } from './read/reach.ts';
import type { Project, Property } from './read/tree.ts';
import type { Pool } from './solve/pool.ts';
import type { Answer } from './solve/query.ts';

type ReproveOptions = {
  readonly rlimit: number;
  readonly seed: number;
  readonly thorough: boolean; // every property that fails is wanted, not only some
};

/** What some changed functions can reach. */
export type Affected = {
  readonly changed: readonly string[]; // ids of the functions and constants
  readonly run: readonly string[]; // transitions, genesis among them, that run otherwise
  readonly posed: readonly string[]; // those of which something else is claimed
  readonly implementations: readonly string[]; // ids of those that run otherwise
  readonly theorems: readonly string[]; // ids of theorems, lemmas and contracts of modules
};

type Reproved =
  | { readonly kind: 'equivalent' }
  /** Transitions, and implementations of modules. */
  | { readonly kind: 'survived'; readonly differs: readonly string[] }
  | {
      readonly kind: 'killed';
      readonly refuted: readonly string[]; // properties with a model against them
      readonly unproved: readonly string[]; // properties neither proved nor refuted
    };

/** One part of the proof as it was: what it claims, and for a transition its cell. */
type Baseline = {
  readonly session: Session;
  readonly cell: Cell | null; // null: a theorem
  readonly keys: ReadonlySet<string>; // hashes: the texts of all questions are long
  readonly claims: ReadonlyMap<string, Posed>; // by id
};

export type Reprover = {
  readonly findAffected: (changed: readonly string[]) => Affected;
  readonly judge: (project: Project, affected: Affected) => Promise<Reproved>;
};

type Work = {
  readonly project: Project;
  readonly pool: Pool;
  readonly options: ReproveOptions;
  readonly baselines: Map<string, Baseline>; // by transition or theorem
  readonly before: Map<string, Promise<Answer | null>>; // by id; null: folded, or not posed
};

const EQUALITY_RLIMIT = 100_000; // at first: most changes are none at all, or are soon noticed
const QUICK_RLIMIT = 50_000;
/** What still holds is proved much as before: what takes so many times more counts as lost. */
const PATIENCE = 10;

const NONE: ReadonlySet<string> = new Set();
const WHOLE: Scope = { without: NONE, open: NONE, wants: () => true };

function pose({ session, claim }: Posed): Question {
  const { project } = session;
  const lemmas = lemmasBefore(project.properties, claim);
  return poseQuestion(session, claim, { lemmas, contracts: findContracts(project, NONE) });
}

const hashKey = ({ key }: Question): string =>
  createHash('sha256').update(key).digest('base64');

const claimWhole = (cell: Cell): readonly Posed[] =>
  claimCell(cell, WHOLE).map((claim) => ({ session: cell.session, claim }));

function listClaims(session: Session, name: string, cell: Cell | null): readonly Posed[] {
  if (cell !== null) return claimWhole(cell);
  const wants = (property: string, transition: string | null): boolean =>
    property === name && transition === null;
  return buildTheorems(session, { ...WHOLE, wants });
}

function findBaseline(work: Work, name: string, isTheorem: boolean): Baseline {
  const key = `${isTheorem} ${name}`;
  const known = work.baselines.get(key);
  if (known !== undefined) return known;
  const session = createSession(work.project);
  const cell = isTheorem ? null : openCell(session, name);
  const claims = listClaims(session, name, cell);
  const made: Baseline = {
    session, cell,
    keys: new Set(claims.map((posed) => hashKey(pose(posed)))),
    claims: new Map(claims.map((posed) => [posed.claim.id, posed])),
  };
  work.baselines.set(key, made);
  return made;
}

const ask = (work: Work, question: Question, rlimit: number): Promise<Answer> =>
  work.pool.solve({
    id: question.claim.id, attempts: [question.first], more: question.others, model: [], rlimit,
    seed: work.options.seed,
  });

/** What came of the obligation of this name in the kernel as it was. */
function askBefore(work: Work, baseline: Baseline, id: string): Promise<Answer | null> {
  const known = work.before.get(id);
  if (known !== undefined) return known;
  const posed = baseline.claims.get(id);
  const question = posed === undefined ? null : pose(posed);
  const asked = question === null || question.folded ? Promise.resolve(null)
    : ask(work, question, work.options.rlimit);
  work.before.set(id, asked);
  return asked;
}

/** `kept`: it holds, or did not hold before either. */
async function reask(
  work: Work, baseline: Baseline, question: Question,
): Promise<'kept' | 'refuted' | 'unproved'> {
  const { rlimit } = work.options;
  const first = await ask(work, question, Math.min(QUICK_RLIMIT, rlimit));
  if (first.result === 'unsat') return 'kept';
  const before = await askBefore(work, baseline, question.claim.id);
  if (before !== null && before.result !== 'unsat') return 'kept';
  if (first.result === 'sat') return 'refuted';
  const budget = Math.min(rlimit, PATIENCE * (before?.rlimit ?? QUICK_RLIMIT));
  if (budget <= QUICK_RLIMIT) return 'unproved';
  const { result } = await ask(work, question, budget);
  return result === 'unsat' ? 'kept' : result === 'sat' ? 'refuted' : 'unproved';
}

type Failures = { readonly refuted: Set<string>; readonly unproved: Set<string> };

/** Asks what differs from the baseline; a property that no longer holds is added, or all are. */
async function findFailures(
  work: Work, baseline: Baseline, claims: readonly Posed[], into: Failures,
): Promise<void> {
  // a contract says most of a step: where something changed it is the first to tell
  const isContract = ({ claim }: Posed): boolean => claim.kind === 'contract';
  const ordered = [...claims.filter(isContract), ...claims.filter((one) => !isContract(one))];
  for (const posed of ordered) {
    const { claim } = posed;
    if (into.refuted.has(claim.property)) continue;
    const question = pose(posed);
    if (question.folded || baseline.keys.has(hashKey(question))) continue;
    const result = await reask(work, baseline, question);
    if (result === 'kept') continue;
    into[result].add(claim.property);
    if (!work.options.thorough) return;
  }
}

type Compared = { readonly baseline: Baseline; readonly cell: Cell };

/** Whether no input that meets the invariants tells the two apart. */
async function isEqual(
  work: Work, { baseline, cell: after }: Compared, rlimit: number,
): Promise<boolean> {
  const before = baseline.cell;
  if (before === null) return false;
  const { before: context, called } = contextsBefore(after, WHOLE);
  const claims = [
    ...claimEquality(before, after, called),
    ...claimDefined(after, context), ...claimRequires(after, context),
  ];
  for (const claim of claims) {
    const question = pose({ session: after.session, claim });
    if (question.folded || baseline.keys.has(hashKey(question))) continue;
    const answer = await ask(work, question, Math.min(rlimit, work.options.rlimit));
    if (answer.result !== 'unsat') return false;
  }
  return true;
}

async function isSame(
  work: Work, project: Project, id: string, assumed: Given | null = null,
): Promise<boolean> {
  const before = createSession(work.project);
  const after = forkSession(before, project);
  const claim = claimSameFunction(before, after, id, assumed);
  if (claim === null) return false;
  const question = poseQuestion(after, claim, { lemmas: [], contracts: [] });
  if (question.folded) return true;
  const { rlimit } = work.options;
  return (await ask(work, question, Math.min(EQUALITY_RLIMIT, rlimit))).result === 'unsat';
}

/** Whether every changed function is seen at once to give the same on all inputs. */
async function areSame(work: Work, project: Project, changed: readonly string[]): Promise<boolean> {
  for (const id of changed) {
    if (!await isSame(work, project, id)) return false;
  }
  return changed.length > 0;
}

/** Of the implementations that run otherwise, those that may differ where they may be called. */
async function findDiffering(
  work: Work, project: Project, ids: readonly string[],
): Promise<readonly string[]> {
  const differing: string[] = [];
  for (const { member, implementations, requires } of project.program.modules.values()) {
    const met: Given = (session, values) =>
      readLambda(session, requires, values.slice(0, requires.parameters.length)).term;
    for (const id of implementations.filter((one) => ids.includes(one))) {
      if (!await isSame(work, project, id, met)) differing.push(`${member} by ${nameIn(id)}`);
    }
  }
  return differing;
}

const nameIn = (id: string): string => id.slice(id.indexOf('#') + 1);

const concluded = ({ refuted, unproved }: Failures): Reproved | null =>
  (refuted.size + unproved.size === 0 ? null : {
    kind: 'killed', refuted: [...refuted],
    unproved: [...unproved].filter((property) => !refuted.has(property)),
  });

/** Lemmas first: where one no longer holds, nothing may rest on it, and it has told. */
async function judge(work: Work, project: Project, affected: Affected): Promise<Reproved> {
  if (await areSame(work, project, affected.changed)) return { kind: 'equivalent' };
  const failures: Failures = { refuted: new Set(), unproved: new Set() };
  for (const id of affected.theorems) {
    const baseline = findBaseline(work, id, true);
    const session = forkSession(baseline.session, project);
    await findFailures(work, baseline, listClaims(session, id, null), failures);
  }
  const byTheorem = concluded(failures);
  if (byTheorem !== null) return byTheorem;
  const differing: Compared[] = [];
  for (const name of affected.posed) {
    const baseline = findBaseline(work, name, false);
    const cell = openCell(forkSession(baseline.session, project), name);
    const compared = { baseline, cell };
    if (!await isEqual(work, compared, EQUALITY_RLIMIT)) differing.push(compared);
  }
  const composed = await findDiffering(work, project, affected.implementations);
  if (differing.length + composed.length === 0) return { kind: 'equivalent' };
  for (const { baseline, cell } of differing) {
    await findFailures(work, baseline, claimWhole(cell), failures);
  }
  return concluded(failures) ?? lookAgain(work, composed, differing);
}

/** What nothing noticed may be no change after all: that is worth more than it was at first. */
async function lookAgain(
  work: Work, composed: readonly string[], differing: readonly Compared[],
): Promise<Reproved> {
  const differs = [...composed];
  for (const compared of differing) {
    if (!await isEqual(work, compared, work.options.rlimit)) differs.push(compared.cell.name);
  }
  return differs.length === 0 ? { kind: 'equivalent' } : { kind: 'survived', differs };
}

type Reaching = {
  readonly properties: readonly (readonly [Property, ReadonlySet<string>])[];
  readonly transitions: ReadonlyMap<string, Reached>;
  readonly implementations: ReadonlyMap<string, ReadonlySet<string>>;
};

const findReaching = (project: Project): Reaching => ({
  properties: project.properties.map((property) =>
    [property, reachOfProperty(project.program, property)]),
  transitions: reachOfTransitions(project),
  implementations: reachOfImplementations(project.program),
});

function findAffected(reaching: Reaching, changed: readonly string[]): Affected {
  const { properties, transitions, implementations } = reaching;
  const touches = (reached: ReadonlySet<string>): boolean => changed.some((id) => reached.has(id));
  const touched = properties.filter(([, reached]) => touches(reached)).map(([one]) => one);
  const everywhere = touched.some(({ kind }) => kind === 'invariant' || kind === 'step');
  const contracted = touched.flatMap((p) => (p.kind === 'contract' ? [p.transition] : []));
  const having = (kind: keyof Reached): readonly string[] => [...transitions]
    .filter(([name, reached]) =>
      everywhere || contracted.includes(name) || touches(reached[kind])).map(([name]) => name);
  return {
    changed,
    run: having('run'),
    posed: having('proved'),
    implementations: [...implementations].filter(([, reached]) => touches(reached))
      .map(([id]) => id),
    theorems: touched.filter(isOfInputs).map(({ id }) => id),
  };
}

export function openReprover(project: Project, pool: Pool, options: ReproveOptions): Reprover {
  const work: Work = { project, pool, options, baselines: new Map(), before: new Map() };
  const reaching = findReaching(project);
  return {
    findAffected: (changed) => findAffected(reaching, changed),
    judge: (changed, affected) => judge(work, changed, affected),
  };
}

