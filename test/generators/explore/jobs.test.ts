// Several threads find what one finds: the same states, transitions, outcomes, witnesses and
// violations. And the rows that they share, under threads that add the same at once.

import { MessageChannel, Worker } from 'node:worker_threads';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { explore } from '../../../generators/explore/explore.ts';
import type { Exploration } from '../../../generators/explore/explore.ts';
import { AT, createCounters, joinMemory } from '../../../generators/explore/shared.ts';
import { createRows } from '../../../generators/explore/tables.ts';
import type { Scope } from '../../../declare/index.ts';
import { copyPurse } from '../../cli/session.ts';
import type { Copy } from '../../cli/session.ts';
import { ROOT } from '../../cli/session.ts';
import { open } from './opened.ts';
import type { Opened } from './opened.ts';

const copies: Copy[] = [];
afterAll(() => copies.forEach(({ remove }) => remove()));

/** Null: by none but this one. */
const exploreBy = (jobs: number | null, { project, kernel, scopes }: Opened, depth?: number) =>
  explore({
    project, kernel, name: 'small', memory: 2 ** 30, stopped: () => false, onProgress: () => {},
    ...(jobs === null ? {} : { jobs }),
    scope: { ...scopes['small'] as Scope, ...(depth === undefined ? {} : { depth }) },
  });

/** All that does not tell of time and space. */
function keepFound({ elapsedMs: _elapsed, bytes: _bytes, ...found }: Exploration): unknown {
  return found;
}

describe('several threads', () => {
  it('find what one finds in the purse', async () => {
    const purse = await open(join(ROOT, 'examples', 'purse'));
    const none = keepFound(await exploreBy(null, purse));
    expect(none).toMatchObject({ complete: true, states: 189 });
    expect(keepFound(await exploreBy(1, purse))).toEqual(none);
    expect(keepFound(await exploreBy(3, purse))).toEqual(none);
  });

  it("find what one finds in this repository's kernel", async () => {
    const opened = await open(ROOT);
    const none = keepFound(await exploreBy(null, opened, 7));
    expect(none).toMatchObject({ complete: true, violations: [] });
    expect(keepFound(await exploreBy(2, opened, 7))).toEqual(none);
  });

  it('find the same violation with the same trace', async () => {
    const copy = copyPurse();
    copies.push(copy);
    copy.edit('kernel/purse.ts', 'vault: venue.vault + event.amount }', 'vault: venue.vault }');
    copy.edit('spec/deposit.ts', 'v2.vault === v.vault + e.amount', 'v2.vault === v.vault');
    const opened = await open(copy.folder);
    const { violations } = await exploreBy(null, opened);
    expect(violations.map(({ property }) => property)).toContain('INV-01');
    expect((await exploreBy(2, opened)).violations).toEqual(violations);
  });

  it('that find no such scope say so', async () => {
    const purse = await open(join(ROOT, 'examples', 'purse'));
    const { project, kernel, scopes } = purse;
    const asked = explore({
      project, kernel, name: 'none', scope: scopes['small'] as Scope, memory: 2 ** 30, jobs: 2,
      stopped: () => false, onProgress: () => {},
    });
    await expect(asked).rejects.toThrow(/^the configuration names no scope none$/);
  });
});

type Added = { readonly numbers: readonly number[]; readonly added: number };

it('rows that several threads add at once are each added once, through every growth', async () => {
  const [rows, threads] = [60_000, 3];
  const layout = { table: 0, key: 3, extra: 0, blockBits: 8 };
  const counters = createCounters();
  const mine = Array.from({ length: threads }, () => new MessageChannel());
  const pairs = [[0, 1], [0, 2], [1, 2]].map((ends) => ({ ends, channel: new MessageChannel() }));
  const shared = joinMemory({ counters, ports: mine.map(({ port1 }) => port1) }, true);
  const table = createRows(shared, layout);
  Atomics.store(shared.control, AT.active, threads);
  const workers = mine.map(({ port2 }, i) => {
    const others = pairs.flatMap(({ ends, channel: { port1, port2: end } }) =>
      (ends[0] === i ? [port1] : ends[1] === i ? [end] : []));
    const ports = [port2, ...others];
    return new Worker(new URL('./rows-worker.mjs', import.meta.url), {
      workerData: { seat: { counters, ports }, rows, layout, first: i * 7_000 },
      transferList: ports,
    });
  });
  const told = await Promise.all(workers.map((worker) => new Promise<Added>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  })));
  shared.receive();
  await Promise.all(workers.map((worker) => worker.terminate()));
  expect(told.reduce((sum, { added }) => sum + added, 0)).toBe(rows);
  expect(table.count()).toBe(rows);
  for (const { numbers } of told) expect(numbers).toEqual(told[0]?.numbers);
  const seen = new Set(told[0]?.numbers);
  expect(seen.size).toBe(rows);
  told[0]?.numbers.forEach((id, value) => {
    if (table.entry(id, 0) !== value || table.entry(id, 1) !== -value) {
      expect([table.entry(id, 0), table.entry(id, 1)]).toEqual([value, -value]);
    }
  });
});
