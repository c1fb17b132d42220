// From a solver's model to a counterexample: the claim is asked again on complete finite books, the
// smallest first, and what is found is run on the real kernel. What does not replay is no
// counterexample: the claim is then `unknown`.

import type { Project } from './read/tree.ts';
import type { Claim } from './obligation/claim.ts';
import { closeClaim } from './obligation/closed.ts';
import type { Session } from './obligation/session.ts';
import type { Kernel } from './replay/kernel.ts';
import { assumableInvariants, replay } from './replay/replay.ts';
import { decodeSituation, GENESIS } from './replay/situation.ts';
import type { Situation } from './replay/situation.ts';
import type { Pool } from './solve/pool.ts';
import type { Answer, Model } from './solve/query.ts';
import type { Counterexample, VerdictClass } from './verdict.ts';

export type Realised = {
  readonly verdict: Extract<VerdictClass, 'refuted' | 'not inductive' | 'unknown'>;
  readonly reason: string;
  readonly counterexample: Counterexample | null;
};

export type Realiser = {
  readonly session: Session;
  readonly project: Project;
  readonly kernel: Kernel;
  readonly pool: Pool;
  readonly rlimit: number;
  readonly seed: number;
};

const MOST_OTHERS = 3;

const notRealised = (reason: string): Realised => ({
  verdict: 'unknown',
  reason: `not realised: ${reason}`,
  counterexample: null,
});

/** A counterexample to any inputs, or from genesis, is reached; a book was only assumed. */
const classify = (claim: Claim): Realised['verdict'] =>
  claim.transition === null || claim.transition === GENESIS ? 'refuted' : 'not inductive';

function replaySituation(r: Realiser, claim: Claim, situation: Situation): Realised {
  const replayed = replay(r.project, r.kernel, situation, assumableInvariants(r.project));
  return replayed.kind === 'violated'
    ? { verdict: classify(claim), reason: '', counterexample: replayed.counterexample }
    : notRealised(replayed.reason);
}

const decode = (r: Realiser, claim: Claim, others: number, model: Model): Situation =>
  decodeSituation(
    r.project,
    { property: claim.property, transition: claim.transition, others },
    { model, literals: r.session.literals },
  );

/** Books with 0, 1, … other accounts, until one is a counterexample on the real kernel. */
async function realiseOnBooks(r: Realiser, claim: Claim): Promise<Realised> {
  const failures: string[] = [];
  for (let others = 0; others <= MOST_OTHERS; others += 1) {
    const query = closeClaim(r.session, claim, others, r);
    if (query === null) return notRealised('no single event on one book shows it');
    const answer = await r.pool.solve(query);
    if (answer.result === 'unsat') continue;
    const realised =
      answer.result === 'sat'
        ? replaySituation(r, claim, decode(r, claim, others, answer.model))
        : notRealised(answer.reason);
    if (realised.counterexample !== null) return realised;
    failures.push(realised.reason);
  }
  const [reason] = failures;
  return reason === undefined
    ? notRealised(`no book with up to ${MOST_OTHERS} other accounts violates it`)
    : { verdict: 'unknown', reason, counterexample: null };
}

/** Rejects with `Disagreement` where the kernel and the evaluator differ on one complete book. */
export const realise = async (r: Realiser, claim: Claim, answer: Answer): Promise<Realised> =>
  claim.transition === null
    ? replaySituation(r, claim, decode(r, claim, 0, answer.model))
    : realiseOnBooks(r, claim);
