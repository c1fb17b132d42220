// The threads that explore together, seen from the one that started them: it hands each a seat at
// the shared memory, waits, and adds up what they have met. Outcomes are summed, and of witnesses
// and violations the earliest is kept, so that the answer is the same for any number of threads.

import { MessageChannel, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { Project } from '../../verifier/read/tree.ts';
import { Unequal } from './choices.ts';
import { Disagreement } from './compare.ts';
import type { Outcomes, Taken } from './coverage.ts';
import { ScopeFault } from './fault.ts';
import { end } from './levels.ts';
import { isEarlier, note, noteWrong } from './search.ts';
import type { Found, Search, Wrong } from './search.ts';
import { AT, createCounters, Gone, joinMemory } from './shared.ts';
import type { Seat, Shared } from './shared.ts';
import type { Symmetry } from './symmetry.ts';

/** What every thread is to explore. */
export type Task = {
  readonly project: Project;
  readonly name: string; // of the scope, in the configuration
  readonly depth: number | undefined;
  readonly check: number | undefined;
  readonly symmetry: Symmetry | null;
  readonly memory: number;
};

export type WorkerData = Task & {
  readonly seat: Seat;
  readonly jobs: number;
  readonly tallies: SharedArrayBuffer; // doubles: the transitions of each thread
  readonly number: number; // of this thread
};

/** What one thread has met. */
export type Gathered = {
  readonly kind: 'gathered';
  readonly coverage: readonly Pick<Outcomes, 'counts' | 'first'>[];
  readonly found: readonly Found[];
  readonly wrong: readonly Wrong[];
  readonly tally: Search['tally'];
  readonly seen: readonly number[]; // places that left doubles
};

/** A fault in a thread: its class by name, as classes do not travel. */
export type Failed = { readonly kind: 'failed'; readonly name: string; readonly message: string };

export type Team = {
  readonly shared: Shared;
  readonly start: (task: Task) => void;
  readonly transitions: () => number;
  /** Waits for all threads and adds what they have met; throws what one has thrown. */
  readonly gather: (search: Search) => Promise<void>;
  readonly seen: () => ReadonlySet<number>; // the places that left doubles
  readonly close: () => Promise<void>;
};

const FAULTS: Readonly<Record<string, new (message: string) => Error>> = {
  Unequal, Disagreement, ScopeFault,
};

function revive({ name, message }: Failed): Error {
  const Fault = FAULTS[name] ?? Error;
  return new Fault(message);
}

/** Of each participant the ports to all others. */
function connect(count: number): readonly (readonly MessagePort[])[] {
  const ports: MessagePort[][] = Array.from({ length: count }, () => []);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      const { port1, port2 } = new MessageChannel();
      ports[a]?.push(port1);
      ports[b]?.push(port2);
    }
  }
  return ports;
}

function add(search: Search, gathered: Gathered): void {
  search.coverage.forEach((outcomes, t) => {
    const other = gathered.coverage[t];
    if (other === undefined) return;
    other.counts.forEach((count, i) => {
      outcomes.counts[i] = (outcomes.counts[i] as number) + count;
      const [known, taken] = [outcomes.first[i] ?? null, other.first[i] ?? null];
      if (taken !== null && (known === null || isBefore(search, taken, known))) {
        outcomes.first[i] = taken;
      }
    });
  });
  gathered.found.forEach((found) => note(search, found));
  gathered.wrong.forEach((wrong) => noteWrong(search, wrong));
  search.tally.transitions += gathered.tally.transitions;
  search.tally.compared += gathered.tally.compared;
  search.tally.outside += gathered.tally.outside;
}

const isBefore = ({ context: { store } }: Search, a: Taken, b: Taken): boolean =>
  (a.depth === b.depth ? isEarlier(store, a, b) : a.depth < b.depth);

type Told = Gathered | Failed;

/** What a thread tells when it has ended; it stays, so that nothing that it has sent is lost. */
function hear(worker: Worker, control: Int32Array): Promise<Told> {
  return new Promise((resolve) => {
    const fail = (message: string): void => {
      end(control, 'failed');
      resolve({ kind: 'failed', name: 'Error', message });
    };
    worker.on('message', resolve);
    worker.on('error', (fault: unknown) => fail(String(fault)));
    worker.on('exit', (code) => fail(`a thread of the search ended with ${code}`));
  });
}

export function openTeam(jobs: number): Team {
  const ports = connect(jobs + 1);
  const counters = createCounters();
  const shared = joinMemory({ counters, ports: ports[jobs] ?? [] }, true);
  const tallies = new SharedArrayBuffer(jobs * 8);
  const counts = new Float64Array(tallies);
  const workers: Worker[] = [];
  const seen = new Set<number>();
  let ended: readonly Promise<Told>[] = [];
  let gathered = false;
  Atomics.store(shared.control, AT.active, 1);
  return {
    shared,
    start: (task) => {
      Atomics.store(shared.control, AT.active, jobs);
      for (let number = 0; number < jobs; number++) {
        const given = ports[number] ?? [];
        const seat: Seat = { counters, ports: given };
        const data: WorkerData = { ...task, seat, jobs, tallies, number };
        workers.push(new Worker(new URL('./worker.mjs', import.meta.url), {
          workerData: data, transferList: [...given],
        }));
      }
      ended = workers.map((worker) => hear(worker, shared.control));
    },
    transitions: () => (gathered ? 0 : counts.reduce((sum, count) => sum + count, 0)),
    gather: async (search) => {
      const told = await Promise.all(ended);
      shared.receive();
      gathered = true;
      const faults = told.filter((one) => one.kind === 'failed');
      const cause = faults.find(({ name }) => name !== Gone.name) ?? faults[0];
      if (cause !== undefined) throw revive(cause);
      for (const one of told) {
        if (one.kind === 'failed') continue;
        add(search, one);
        one.seen.forEach((site) => seen.add(site));
      }
    },
    seen: () => seen,
    close: async () => {
      end(shared.control, 'failed');
      await Promise.all(ended);
      await Promise.all(workers.map((worker) => worker.terminate()));
      for (const port of ports[jobs] ?? []) port.close();
    },
  };
}
