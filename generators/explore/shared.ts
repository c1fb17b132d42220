// Memory that all workers of a search see: a few counters, and blocks that whoever needs one makes
// and sends to all others. It takes threads that never wait for messages: a block that is missing
// has been sent, and is waited for. No clock and no chance decides anything that is kept in it.

import { receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

/** Places of the counters; those of table n are at `TABLES + 2 * n`: its rows, its generation. */
export const AT = {
  pause: 0, // odd: one worker asks to be alone
  paused: 1,
  active: 2,
  kib: 3, // of all blocks
  status: 4,
  next: 5, // the next state that nobody has taken
  levelStart: 6,
  levelEnd: 7,
  expanded: 8, // of this level
  depth: 9,
  arrived: 10, // at the end of the level
  found: 11, // whether anything is violated
  failed: 12, // a thread is gone, and will answer no other
  never: 13,
} as const;
export const TABLES = 16;
const COUNTERS = 1_024;
const WAIT_MS = 2;
const KIB = 1_024;

/** What this thread waits for will not come: why, the other one tells. */
export class Gone extends Error {}

type Block = { readonly key: string; readonly data: SharedArrayBuffer };

/** What a worker is handed: a port to each of the others. */
export type Seat = { readonly counters: SharedArrayBuffer; readonly ports: readonly MessagePort[] };

export type Shared = {
  readonly control: Int32Array;
  readonly founds: boolean; // makes the first block of every table, before others join
  /** A block of zeros, which the others can take by its key. */
  readonly make: (key: string, ints: number) => Int32Array;
  /** The block of that key that was made last; waits until it is here. */
  readonly take: (key: string, isNew: (block: Int32Array) => boolean) => Int32Array;
  readonly release: (block: Int32Array) => void;
  /** Waits while another is alone. To be called where nothing is half done. */
  readonly pause: () => void;
  /** Runs while all others wait at `pause`, or not at all if another was alone meanwhile. */
  readonly alone: (work: () => void) => void;
  readonly receive: () => void;
};

export const createCounters = (): SharedArrayBuffer => new SharedArrayBuffer(COUNTERS * 4);

const kib = (block: Int32Array): number => Math.ceil(block.byteLength / KIB);

export function joinMemory({ counters, ports }: Seat, founds: boolean): Shared {
  const control = new Int32Array(counters);
  const blocks = new Map<string, Int32Array>();
  const hasFailed = (): boolean => Atomics.load(control, AT.failed) !== 0;
  const receive = (): void => {
    for (const port of ports) {
      for (let got = receiveMessageOnPort(port); got !== undefined;
        got = receiveMessageOnPort(port)) {
        const { key, data } = got.message as Block;
        const block = new Int32Array(data);
        // Ports are emptied one by one: what is made anew is larger, and never gives way to older.
        if (block.length >= (blocks.get(key)?.length ?? 0)) blocks.set(key, block);
      }
    }
  };
  const pause = (): void => {
    const epoch = Atomics.load(control, AT.pause);
    if ((epoch & 1) === 0) return;
    Atomics.add(control, AT.paused, 1);
    Atomics.notify(control, AT.paused);
    while (Atomics.load(control, AT.pause) === epoch && !hasFailed()) {
      Atomics.wait(control, AT.pause, epoch, WAIT_MS);
    }
  };
  return {
    control, founds, pause, receive,
    make: (key, ints) => {
      const data = new SharedArrayBuffer(ints * 4);
      const made = new Int32Array(data);
      Atomics.add(control, AT.kib, kib(made));
      for (const port of ports) port.postMessage({ key, data } satisfies Block);
      return made;
    },
    take: (key, isNew) => {
      for (;;) {
        const block = blocks.get(key);
        if (block !== undefined && isNew(block)) {
          blocks.delete(key);
          return block;
        }
        receive();
        if (blocks.get(key) !== block) continue;
        if (hasFailed()) throw new Gone('another thread of the search has failed');
        Atomics.wait(control, AT.never, 0, 1);
      }
    },
    release: (block) => void Atomics.sub(control, AT.kib, kib(block)),
    alone: (work) => {
      const epoch = Atomics.load(control, AT.pause);
      if ((epoch & 1) !== 0
        || Atomics.compareExchange(control, AT.pause, epoch, epoch + 1) !== epoch) return pause();
      for (;;) {
        const paused = Atomics.load(control, AT.paused);
        if (paused >= Atomics.load(control, AT.active) - 1 || hasFailed()) break;
        Atomics.wait(control, AT.paused, paused, WAIT_MS);
      }
      try {
        work();
      } finally {
        Atomics.store(control, AT.paused, 0);
        Atomics.store(control, AT.pause, epoch + 2);
        Atomics.notify(control, AT.pause);
      }
    },
  };
}

/** Of a search in one thread. */
export const createMemory = (): Shared => {
  const shared = joinMemory({ counters: createCounters(), ports: [] }, true);
  shared.control[AT.active] = 1;
  return shared;
};
