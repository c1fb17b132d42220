// Asking: questions to answers through the pool, each once, under every seed asked for, in the
// order in which they are posed.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Question } from './obligation/question.ts';
import type { Pool } from './solve/pool.ts';
import type { Answer } from './solve/query.ts';
import type { ProveOptions } from './verdict.ts';

export type Asked = { readonly question: Question; readonly answer: Answer | null }; // null: folded

export type Asker = {
  readonly pool: Pool;
  readonly cheaply: boolean; // by the first encoding alone
  readonly options: ProveOptions;
  readonly answered: Map<string, Answer>; // by key: what was asked once is not asked again
  readonly started: number; // ms, of the monotonic clock
  readonly count: { done: number; total: number; firstMs: number };
};

const addCost = (answer: Answer, before: Answer): Answer => ({
  ...answer,
  rlimit: answer.rlimit + before.rlimit,
  ms: answer.ms + before.ms,
});

/**
 * The first encoding, then, where it does not decide, the others, without another query between:
 * with one lane the order of all that is asked is always the same.
 */
const askOnce = (asker: Asker, question: Question, seed: number): Promise<Answer> =>
  asker.pool.solve({
    id: question.claim.id,
    attempts: [question.first],
    ...(asker.cheaply ? {} : { more: question.others }),
    model: question.model,
    rlimit: asker.options.rlimit,
    seed,
  });

/** Under several seeds a claim counts as proved only if each proves it. */
async function askSeeds(asker: Asker, question: Question): Promise<Answer> {
  const [first = 0, ...rest] = asker.options.seeds;
  let answer = await askOnce(asker, question, first);
  for (const seed of rest) {
    if (answer.result !== 'unsat') return answer;
    answer = addCost(await askOnce(asker, question, seed), answer);
  }
  return answer;
}

function report(asker: Asker, question: Question): void {
  const { count, options, started } = asker;
  count.done += 1;
  if (count.firstMs === 0) count.firstMs = performance.now() - started;
  options.onProgress({ done: count.done, total: count.total, last: question.claim.id });
}

async function ask(asker: Asker, question: Question): Promise<Asked> {
  const known = asker.answered.get(question.key);
  const answer = question.folded ? null : (known ?? (await askSeeds(asker, question)));
  if (answer !== null) asker.answered.set(question.key, answer);
  report(asker, question);
  return { question, answer };
}

const POSING_MS = 10; // at a stretch: between, the lanes that are idle get their next query

const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/**
 * Answers in the order of the questions, which are asked while later ones are still being posed.
 */
export async function askAll(
  asker: Asker,
  questions: Iterable<Question>,
): Promise<readonly Asked[]> {
  const asked: Promise<Asked>[] = [];
  let since = performance.now();
  for (const question of questions) {
    asker.count.total += 1;
    const one = ask(asker, question);
    one.catch(() => undefined); // reported by the wait for all, not before
    asked.push(one);
    if (performance.now() - since > POSING_MS) {
      await breathe();
      since = performance.now();
    }
  }
  return Promise.all(asked);
}

/** Every question that a solver is asked, in every encoding, as a file that any solver reads. */
export function emitQuestions(questions: readonly Question[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { claim, first, others, folded } of questions) {
    if (folded) continue;
    for (const { name, smt2 } of [first, ...others()]) {
      const file = `${claim.id.replaceAll('/', '.')}.${name}.smt2`;
      writeFileSync(
        join(folder, file),
        `; ${claim.id}, encoding ${name}: unsat means proved\n${smt2}(check-sat)\n`,
      );
    }
  }
}
