// What a run over mutants says of the time left goes by its last judgements: those that take the
// proofs come last, and take longer.

import { expect, it } from 'vitest';
import { openMutationProgress } from '../../cli/mutate-progress.ts';
import type { Terminal } from '../../cli/terminal.ts';
import type { Judgement } from '../../generators/judge-mutant.ts';

const judged: Judgement = {
  id: 'kernel/a.ts:1:1 boundary', verdict: 'killed', judge: 'steps', properties: ['INV-01'],
  unproved: [], reason: '', ms: 10,
};

it('tells how long the rest takes at the rate of late', () => {
  const told: string[] = [];
  const terminal: Terminal = {
    out: () => undefined, err: (text) => void told.push(text), interactive: false, color: false,
    columns: 100, lineWidth: 100,
  };
  const clock = { ms: 0 };
  const progress = openMutationProgress(terminal, 1_000, 100, 2 ** 31, () => clock.ms);
  const judge = (count: number, eachMs: number): string => {
    for (let i = 0; i < count; i += 1) {
      clock.ms += eachMs;
      progress.show(judged, 2 ** 30);
    }
    return told.at(-1) ?? '';
  };
  expect(judge(700, 20)).toMatch(/^\d+ of 1000 mutants, 50\.0 a second, about \d s left, /);
  expect(told.at(-1)).toMatch(/, 0 survived, 1\.0 of 2\.0 GiB a process\n$/);
  expect(judge(80, 10_000)).toMatch(/^880 of 1000 mutants, 0\.1 a second, about 20 min left, /);
});
