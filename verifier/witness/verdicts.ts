// Whether what is proved is about anything: every accepted path is taken by a trace from genesis,
// and every theorem's assumption is met by some input. A path that nothing was seen to take is dead
// only if the solver proves that no book and event take it; else it is unknown, which fails.

import { applyLambda } from '../evaluate/evaluate.ts';
import type { Cell } from '../obligation/cell.ts';
import { structuralClaim } from '../obligation/claim.ts';
import { createContext } from '../obligation/context.ts';
import type { Fact } from '../obligation/context.ts';
import { findContracts } from '../obligation/module.ts';
import { poseQuestion } from '../obligation/question.ts';
import type { Session } from '../obligation/session.ts';
import { stateInvariant } from '../obligation/statement.ts';
import { STRUCTURE } from '../obligation/structure.ts';
import type { LemmaTree, TheoremTree } from '../obligation/theorem.ts';
import type { Position, Property } from '../read/tree.ts';
import { runBoth } from '../replay/book.ts';
import { composeModules, loadKernel } from '../replay/kernel.ts';
import { assumableInvariants } from '../replay/replay.ts';
import { GENESIS } from '../replay/situation.ts';
import type { Answer } from '../solve/query.ts';
import type { Value, Verdict } from '../verdict.ts';
import { coverTraces, findTargets } from './coverage.ts';
import type { Coverage, Target } from './coverage.ts';
import { findPremise } from './premise.ts';
import type { Asking } from './premise.ts';
import { searchTraces } from './search.ts';
import { readTraces } from './trace.ts';
import type { Misfit, Trace } from './trace.ts';
import { createWalker } from './walk.ts';
import type { Walker } from './walk.ts';

export const WITNESS = STRUCTURE.witness;

export type WitnessOptions = Asking & {
  /** Properties that are not proved: nothing may rest on them. */
  readonly without: ReadonlySet<string>;
  readonly wants: (property: string, transition: string | null) => boolean;
};

/** That a path is dead follows cheaply or hardly at all, and both answers fail the run. */
const DEAD_RLIMIT = 1_000_000;

/** Steps of the search that is made where the committed traces leave a path out. */
const RUNS = 3_000;

type Said = Pick<Verdict, 'verdict' | 'reason'> & { readonly answer: Answer | null };

function toVerdict(
  suffix: string, place: Pick<Verdict, 'transition' | 'path' | 'at'>, said: Said,
): Verdict {
  const { verdict, reason, answer } = said;
  return {
    id: `${WITNESS}/${suffix}`, property: WITNESS, kind: 'structure', ...place, verdict, reason,
    folded: answer === null, ms: answer?.ms ?? 0, rlimit: answer?.rlimit ?? 0,
    assumptions: [], counterexample: null,
  };
}

const SEEN: Said = { verdict: 'proved', reason: '', answer: null };

const isLemma = (property: Property): property is LemmaTree => property.kind === 'lemma';
const isTheorem = (property: Property): property is TheoremTree => property.kind === 'theorem';

/** That the path is never taken, under everything that a step may assume. */
async function askDead(
  { cell, path, key }: Target, options: WitnessOptions,
): Promise<Answer | null> {
  const { session } = cell;
  const { terms, project } = session;
  const assumable = assumableInvariants(project).filter((id) => !options.without.has(id));
  const book = { venue: cell.venue, touched: cell.touched };
  const invariants = project.properties.flatMap((property): readonly Fact[] => {
    if (property.kind !== 'invariant' || cell.transition === null) return [];
    if (!assumable.includes(property.id)) return [];
    return [{ source: property.id, term: stateInvariant(cell, property, book).goal }];
  });
  const facts = [...cell.constraints, path.condition].map((term): Fact => ({ source: null, term }));
  const context = createContext(terms, cell.world.rest, [...facts, ...invariants]);
  const place = { transition: cell.name, path: path.name };
  const never = structuralClaim(context, WITNESS, place, '', lastBranch(cell, path.branches),
    terms.truth(false), cell.notes.applications);
  const lemmas = project.properties.filter(isLemma).filter(({ id }) => !options.without.has(id));
  const contracts = findContracts(project, options.without);
  const question = poseQuestion(session, never, { lemmas, contracts });
  if (question.folded) return null;
  const rlimit = Math.min(options.rlimit, DEAD_RLIMIT);
  const query = { id: `${WITNESS}/${key}`, model: [], rlimit, seed: options.seed };
  const first = await options.solve({ ...query, attempts: [question.first] });
  const others = first.result === 'unknown' ? question.others() : [];
  return others.length === 0 ? first : options.solve({ ...query, attempts: others });
}

const lastBranch = (cell: Cell, branches: readonly Position[]): Position =>
  branches.at(-1) ?? cell.at;

async function judgePath(
  target: Target, coverage: Coverage, options: WitnessOptions,
): Promise<Verdict> {
  const { cell, path, key } = target;
  const at = lastBranch(cell, path.branches);
  const place = { transition: cell.name, path: path.name, at };
  if (coverage.seen.has(key)) return toVerdict(key, place, SEEN);
  const answer = await askDead(target, options);
  if (answer === null || answer.result === 'unsat') {
    const reason = `no event on a book that satisfies the invariants reaches ${at.file}:${at.line}`;
    return toVerdict(key, place, { verdict: 'vacuous', reason, answer });
  }
  const reason = `no trace from genesis reaches ${at.file}:${at.line}: search with `
    + '`plimsoll witness --update`, or write one into proofs/witnesses.json';
  return toVerdict(key, place, { verdict: 'unknown', reason, answer });
}

/** The evaluator found that the inputs meet the assumption; the real one must find it too. */
function confirmPremise(
  walker: Walker, property: LemmaTree | TheoremTree, inputs: readonly Value[],
): void {
  const { kernel, project } = walker;
  const real = kernel.properties.get(property.id)?.when;
  if (real === undefined) return;
  const { modules } = property.when;
  const given: readonly unknown[] = modules === null ? inputs
    : [...inputs.slice(0, modules), composeModules(kernel, project), ...inputs.slice(modules)];
  runBoth(property.id, () => real(...given),
    () => applyLambda(walker.project.program, property.when, inputs));
}

async function judgePremise(
  session: Session, walker: Walker, property: LemmaTree | TheoremTree, coverage: Coverage,
  options: WitnessOptions,
): Promise<Verdict> {
  const place = { transition: null, path: null, at: property.at };
  const premise = await findPremise(session, property, coverage.visits, options);
  if (premise.kind === 'met') {
    confirmPremise(walker, property, premise.inputs);
    return toVerdict(property.id, place, SEEN);
  }
  const { answer } = premise;
  if (premise.kind === 'never met') {
    return toVerdict(property.id, place,
      { verdict: 'vacuous', reason: `no inputs meet the \`when\` of ${property.id}`, answer });
  }
  const said = answer.reason === '' ? '' : ` (the solver: ${answer.reason})`;
  const reason = `no inputs were found that meet the \`when\` of ${property.id}: `
    + `give a trace whose steps do, or state it more simply${said}`;
  return toVerdict(property.id, place, { verdict: 'unknown', reason, answer });
}

/** A committed trace that no longer runs is lost evidence, whatever else was found in its stead. */
function judgeMisfit(session: Session, shown: string, { trace, reason }: Misfit): Verdict {
  const at = session.project.program.functions.get(session.project.genesis)?.at
    ?? { file: shown, line: 1, column: 1 };
  const said = `${shown}: trace \`${trace}\`: ${reason}: mend it, or drop it with `
    + '`plimsoll witness --update`';
  return toVerdict(`traces/${trace}`, { transition: null, path: null, at },
    { verdict: 'unknown', reason: said, answer: null });
}

/** The committed traces' coverage, and what a search from them adds where they leave a path out. */
function coverOrSearch(
  walker: Walker, traces: readonly Trace[], targets: readonly Target[], seed: number,
): Coverage {
  const committed = coverTraces(walker, traces);
  const missing = targets.filter(({ key }) => !committed.seen.has(key));
  if (missing.length === 0) return committed;
  const { found } = searchTraces(walker, traces, missing, { runs: RUNS, seed });
  const added = coverTraces(walker, found);
  return {
    seen: new Map([...added.seen, ...committed.seen]), misfits: committed.misfits,
    visits: [...committed.visits, ...added.visits],
  };
}

/** One verdict for each accepted path, each lemma and theorem, and each trace that does not run. */
export async function witnessVerdicts(
  session: Session, cells: readonly Cell[], options: WitnessOptions,
): Promise<readonly Verdict[]> {
  const { project } = session;
  const wanted = findTargets(cells).filter(({ cell }) =>
    options.wants(WITNESS, cell.transition === null ? GENESIS : cell.name));
  const declared = project.properties.filter((property): property is LemmaTree | TheoremTree =>
    (isLemma(property) || isTheorem(property))
    && (options.wants(property.id, null) || options.wants(WITNESS, null)));
  if (wanted.length === 0 && declared.length === 0) return [];
  const file = readTraces(project);
  const walker = createWalker(project, await loadKernel(project), cells);
  const coverage = coverOrSearch(walker, file.traces, wanted, options.seed);
  const paths = await Promise.all(wanted.map((target) => judgePath(target, coverage, options)));
  const premises = await Promise.all(declared.map((property) =>
    judgePremise(session, walker, property, coverage, options)));
  const misfits = [...file.misfits, ...coverage.misfits].map((misfit) =>
    judgeMisfit(session, file.shown, misfit));
  return [...paths, ...premises, ...misfits];
}
