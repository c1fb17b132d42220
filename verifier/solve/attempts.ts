// A query as a series of attempts: the first verdict counts. `unsat` is taken from any attempt,
// `sat` only from one whose encoding is exact. A text that is rejected ends the query at once,
// since it is a fault of the encoder that another encoding must not hide.

import {
  type Answer, type Attempt, type Check, type Lane, type Query, type Question,
  expiredAfter, undecided,
} from './query.ts';
import { readScript } from './script.ts';

function* listAttempts({ attempts, more }: Query): Generator<Attempt> {
  yield* attempts;
  if (more !== undefined) yield* more();
}

/** Asks the attempts in turn, all of them within `withinMs` of wall time. */
export async function answerQuery(query: Query, lane: Lane, withinMs: number): Promise<Answer> {
  const reasons: string[] = [];
  let rlimit = 0;
  let ms = 0;
  let last = '';
  const several = query.attempts.length > 1 || query.more !== undefined;
  for (const attempt of listAttempts(query)) {
    const check = await askAttempt(query, attempt, lane, withinMs - ms);
    last = attempt.name;
    rlimit += check.rlimit;
    ms += check.ms;
    const answer = { id: query.id, attempt: last, model: check.model, rlimit, ms, reason: '' };
    if (check.result === 'unsat') {
      const { core } = check;
      return { ...answer, result: 'unsat', ...(core === undefined ? {} : { core }) };
    }
    if (check.result === 'sat' && attempt.trusted === 'both') return { ...answer, result: 'sat' };
    const abstract = 'sat, which is no model in this encoding';
    const reason = check.result === 'sat' ? abstract : check.reason;
    if (check.result === 'rejected') {
      const where = several ? `${last}: ` : '';
      return { ...answer, result: 'unknown', reason: `rejected by solver: ${where}${reason}` };
    }
    reasons.push(several ? `${last}: ${reason}` : reason);
    if (check.result === 'expired') break;
  }
  const reason = reasons.length === 0 ? 'no attempt was given' : reasons.join('; ');
  return { id: query.id, result: 'unknown', attempt: last, model: new Map(), rlimit, ms, reason };
}

async function askAttempt(
  query: Query, attempt: Attempt, lane: Lane, withinMs: number,
): Promise<Check> {
  // Both solvers take 0 for "no limit".
  if (!Number.isInteger(query.rlimit) || query.rlimit < 1) {
    return undecided('rejected', `the budget must be a positive integer, not ${query.rlimit}`, 0);
  }
  const script = readScript(attempt.smt2);
  if (typeof script === 'string') return undecided('rejected', script, 0);
  if (withinMs <= 0) return undecided('expired', expiredAfter(0), 0);
  const constants = query.model.flatMap((name) => {
    const sort = script.constants.get(name.replace(/^\|(.*)\|$/s, '$1'));
    return sort === undefined ? [] : [{ name, sort }];
  });
  const { smt2, options = [] } = attempt;
  const { rlimit, seed, assume } = query;
  const asked: Question = { smt2, trivial: script.trivial, constants, options, rlimit, seed };
  const question = assume === undefined ? asked : { ...asked, assume };
  const check = await lane.check(question, withinMs);
  const missing = constants.find(({ name }) => !check.model.has(name));
  if (check.result !== 'sat' || missing === undefined) return check;
  return { ...check, result: 'unknown', reason: `the model gives no value for ${missing.name}` };
}
