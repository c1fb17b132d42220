// From answers to verdict classes. An invariant, a lemma, a contract of a module, or that calls are
// as contracts require, is assumed only while it is proved wherever it is claimed; where one fails,
// what assumed it is asked again without it, to the greatest fixpoint, and what is proved only with
// it is `assumed`, never `proved`.

import { askAll } from './ask.ts';
import type { Asked, Asker } from './ask.ts';
import type { Claim } from './obligation/claim.ts';
import type { Question } from './obligation/question.ts';
import { STRUCTURE } from './obligation/structure.ts';
import type { Verdict, VerdictClass } from './verdict.ts';

/** Asking again decides only between `proved` and `assumed`: it is not worth every encoding. */
const RETRY_RLIMIT = 100_000;

const holds = ({ question, answer }: Asked): boolean =>
  question.folded || answer?.result === 'unsat';

/**
 * Claims of one property on one path: their parts may split differently under other assumptions.
 */
export const claimGroup = (claim: Claim): string =>
  `${claim.property}|${claim.transition}|${claim.path}`;

const ASSUMABLE: readonly string[] = ['invariant', 'lemma', 'module'];

const isAssumable = ({ kind, property }: Claim): boolean =>
  ASSUMABLE.includes(kind) || property === STRUCTURE.requires;

/** The properties that others assume and that are not proved wherever they are claimed. */
const failedAssumptions = (asked: readonly Asked[]): readonly string[] =>
  asked
    .filter((one) => !holds(one) && isAssumable(one.question.claim))
    .map((one) => one.question.claim.property);

export type Fixpoint = {
  readonly failed: ReadonlySet<string>; // properties that are assumed by others and not proved
  readonly independent: ReadonlySet<string>; // groups proved without those
  readonly unasked: ReadonlySet<string>; // properties that this run did not ask
  readonly broken: readonly string[]; // obligations of the structure that failed
};

/**
 * What everything else is read under: that the paths are the function, and its accounts distinct.
 */
const findBroken = (asked: readonly Asked[]): readonly string[] => [
  ...new Set(
    asked
      .filter((one) => !holds(one) && FOUNDATIONS.includes(one.question.claim.property))
      .map((one) => one.question.claim.property),
  ),
];

const FOUNDATIONS: readonly string[] = [
  STRUCTURE.paths,
  STRUCTURE.aliasing,
  STRUCTURE.defined,
  STRUCTURE.requires,
];

/** `pose` builds every question with the given properties assumed by nothing. */
export async function findFixpoint(
  asker: Asker,
  first: readonly Asked[],
  unasked: ReadonlySet<string>,
  pose: (without: ReadonlySet<string>) => Iterable<Question>,
): Promise<Fixpoint> {
  const rlimit = Math.min(asker.options.rlimit, RETRY_RLIMIT);
  const retry: Asker = { ...asker, cheaply: true, options: { ...asker.options, rlimit } };
  let failed: ReadonlySet<string> = new Set();
  let asked = first;
  for (;;) {
    const more = new Set([...failed, ...failedAssumptions(asked)]);
    if (more.size === failed.size) break;
    failed = more;
    asked = await askAll(retry, pose(failed));
  }
  const bad = new Set(
    asked.filter((one) => !holds(one)).map((one) => claimGroup(one.question.claim)),
  );
  const groups = asked === first ? [] : asked.map((one) => claimGroup(one.question.claim));
  const independent = new Set(groups.filter((group) => !bad.has(group)));
  return { failed, independent, unasked, broken: findBroken(first) };
}

function classify(asked: Asked, rests: readonly string[]): VerdictClass {
  if (holds(asked)) return rests.length === 0 ? 'proved' : 'assumed';
  return asked.answer?.result === 'sat' ? 'not inductive' : 'unknown';
}

export function judge(asked: Asked, fixpoint: Fixpoint): Verdict {
  const { claim, folded, assumed, called } = asked.question;
  const { failed, independent, unasked, broken } = fixpoint;
  const dropped = independent.has(claimGroup(claim)) ? new Set() : failed;
  const missing = [
    ...new Set([
      ...assumed.filter((id) => unasked.has(id) || dropped.has(id)),
      // a module that breaks its contract may have no value at all: nothing said of it stands
      ...called.filter((id) => unasked.has(id) || failed.has(id)),
    ]),
  ];
  const rests = claim.kind === 'structure' ? missing : [...missing, ...broken];
  const verdict = classify(asked, rests);
  return {
    id: claim.id,
    property: claim.property,
    kind: claim.kind,
    transition: claim.transition,
    path: claim.path,
    verdict,
    folded,
    ms: asked.answer?.ms ?? 0,
    rlimit: asked.answer?.rlimit ?? 0,
    assumptions: verdict === 'assumed' ? rests : assumed,
    reason: asked.answer?.reason ?? '',
    at: claim.at,
    counterexample: null,
  };
}
