// From a solver's model to a counterexample: the claim is asked again on complete finite books, the
// smallest first, and what is found is run on the real kernel. What does not replay is no
// counterexample: the claim is then `unknown`.

import type { Claim } from './obligation/claim.ts';
import { closeClaim, closeInputs } from './obligation/closed.ts';
import { contractsIn } from './obligation/module.ts';
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
  readonly session: Session; // of the claim: what its project composes is what runs
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
  const { project } = r.session;
  const replayed = replay(project, r.kernel, situation, assumableInvariants(project));
  return replayed.kind === 'violated'
    ? { verdict: classify(claim), reason: '', counterexample: replayed.counterexample }
    : notRealised(replayed.reason);
}

const decode = (r: Realiser, claim: Claim, others: number, model: Model): Situation =>
  decodeSituation(
    r.session.project,
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

/** The inputs that were found, or, where they need a module that is not composed, others. */
async function realiseOnInputs(r: Realiser, claim: Claim, found: Model): Promise<Realised> {
  const realised = replaySituation(r, claim, decode(r, claim, 0, found));
  if (realised.counterexample !== null || findContracts(r, claim).length === 0) return realised;
  const answer = await r.pool.solve(closeInputs(r.session, claim, r));
  return answer.result === 'sat'
    ? replaySituation(r, claim, decode(r, claim, 0, answer.model))
    : notRealised(answer.result === 'unsat' ? 'no inputs violate it' : answer.reason);
}

const findContracts = ({ session }: Realiser, { context, goal }: Claim): readonly string[] =>
  contractsIn(session, [...context.facts.map(({ term }) => term), goal]);

/**
 * What an unknown function does is no counterexample, and yet shows something: that the contract
 * allows a module that would break the claim.
 */
function explainContract(r: Realiser, claim: Claim, realised: Realised): Realised {
  const called = findContracts(r, claim);
  return realised.counterexample !== null || called.length === 0
    ? realised
    : {
        ...realised,
        reason:
          `${realised.reason}; with the modules composed it may hold, but ${called.join(', ')} `
          + 'allows a module that breaks it: ensure more there, or claim less here',
      };
}

/** Rejects with `Disagreement` where the kernel and the evaluator differ on one complete book. */
export async function realise(r: Realiser, claim: Claim, answer: Answer): Promise<Realised> {
  const realised = await (claim.transition === null
    ? realiseOnInputs(r, claim, answer.model)
    : realiseOnBooks(r, claim));
  return explainContract(r, claim, realised);
}
