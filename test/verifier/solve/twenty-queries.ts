// Twenty nonlinear queries for the tests of cost: each is decided by search, half of them divide,
// and both verdicts occur. Run as a program, it asks them with one lane and prints the costs as
// JSON.

import { pathToFileURL } from 'node:url';

import { createPool } from '../../../verifier/solve/pool.ts';
import type { Query } from '../../../verifier/solve/query.ts';

const factors = '(declare-const x Int)(declare-const y Int)(declare-const z Int)'
  + '(declare-const d Int)(assert (>= x 0))(assert (<= x z))(assert (>= y 0))';

const lines = (least: number): readonly string[] => {
  const quotient = (n: string) => `(div (* ${n} y) d)`;
  return [
    `(assert (> d ${least}))(assert (not (<= ${quotient('x')} ${quotient('z')})))`,
    `(assert (> d ${least}))(assert (< ${quotient('x')} ${quotient('z')}))(assert (> y ${least}))`,
    `(assert (> (* x y) (+ (* z y) ${least})))`,
    `(assert (> y ${least}))(assert (= (* x y) (* z z)))(assert (> x 1))`,
  ];
};

export const twentyQueries: readonly Query[] = [0, 1, 2, 3, 4].flatMap((least) =>
  lines(least).map((line, index) => ({
    id: `${least}/${index}`,
    attempts: [{ name: 'div', smt2: `${factors}${line}`, trusted: 'both' as const }],
    model: [], rlimit: 300_000, seed: least,
  })));

if (pathToFileURL(process.argv[1] ?? '').href === import.meta.url) {
  const pool = createPool({ jobs: 1, solver: 'embedded', timeoutMs: 60_000 });
  const answers = await Promise.all(twentyQueries.map((query) => pool.solve(query)));
  await pool.close();
  const rows = answers.map(({ id, result, rlimit }) => [id, result, rlimit]);
  process.stdout.write(JSON.stringify(rows));
}
