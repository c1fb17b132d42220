// The steps of a search: every event of the scope at a state, each level before the next. A step
// that violates something is noted and not followed. Which of several steps or states is told, as a
// witness or as a violation, is decided by what they mean, not by who came first: any number of
// workers finds the same.

import type { TransitionTree } from '../../verifier/read/tree.ts';
import { isSame, plainOutcome, disagree, runReal, verifyBook, verifySteps } from './compare.ts';
import type { PlainOutcome, PlainStep, RealKernel } from './compare.ts';
import { insideByVenue, listByVenue } from './choices.ts';
import type { Context, EventList } from './choices.ts';
import { owedPlace } from './compile.ts';
import type { Compiled } from './compile.ts';
import { plainValue } from './compact.ts';
import type { CompactRecord } from './compact.ts';
import type { Outcomes, Taken } from './coverage.ts';
import type { Failure, Program } from './program.ts';
import { AT } from './shared.ts';
import {
  HASH, hashState, PARENT, precedes, precedesVenue, sortAccounts, stateEntry, stateHash,
} from './store.ts';
import type { Store } from './store.ts';

/** What is wrong, and the step at which it was found. */
export type Found = Failure & {
  readonly transition: number; // of the project's; one more: genesis
  readonly state: number; // before; -1: genesis
  readonly event: number;
};

/** A state, or every state with a venue, that is wrong, whichever step leads there. */
export type Wrong = Failure & { readonly kind: 'state' | 'venue'; readonly id: number };

export type Search = {
  readonly context: Context;
  readonly program: Program;
  readonly kernel: RealKernel;
  readonly coverage: readonly Outcomes[];
  readonly any: ReadonlyMap<string, readonly (readonly unknown[])[]>;
  readonly genesis: readonly CompactRecord[];
  readonly found: Found[];
  readonly wrong: Wrong[];
  readonly tally: { transitions: number; compared: number; outside: number };
};

type Level = {
  readonly lists: readonly ((venue: number) => EventList)[];
  readonly inside: (venue: number) => boolean;
  readonly accounts: CompactRecord[]; // of the state under expansion
  readonly reached: CompactRecord[]; // of the state that a step leads to
  readonly ids: Int32Array; // theirs
  readonly row: Int32Array;
  readonly venueRow: Int32Array;
};

/** Whether a step is to be told rather than another of the same level. */
export const isEarlier = (
  store: Store, a: Pick<Found, 'state' | 'event'>, b: Pick<Found, 'state' | 'event'>,
): boolean =>
  (a.state === b.state ? a.event < b.event : precedes(store, a.state, b.state));

export function note(search: Pick<Search, 'context' | 'found'>, found: Found): void {
  const { context: { store }, found: all } = search;
  Atomics.store(store.shared.control, AT.found, 1);
  const known = all.findIndex(({ place, transition }) =>
    place === found.place && transition === found.transition);
  if (known < 0) all.push(found);
  else if (isEarlier(store, found, all[known] as Found)) all[known] = found;
}

const isEarlierWrong = ({ context: { store } }: Pick<Search, 'context'>, a: Wrong, b: Wrong) =>
  (a.kind === 'state' ? precedes(store, a.id, b.id) : precedesVenue(store, a.id, b.id));

/** Of all states, and of all venues, that violate one thing the earliest is kept. */
export function noteWrong(search: Pick<Search, 'context' | 'wrong'>, wrong: Wrong): void {
  const { context: { store }, wrong: all } = search;
  Atomics.store(store.shared.control, AT.found, 1);
  const known = all.findIndex(({ place, kind }) => place === wrong.place && kind === wrong.kind);
  if (known < 0) all.push(wrong);
  else if (isEarlierWrong(search, wrong, all[known] as Wrong)) all[known] = wrong;
}

/** Asks the fast program, and the exact one where it cannot answer. The program that answered. */
function ask(
  program: Program, call: (compiled: Compiled) => number,
): readonly [answer: number, by: Compiled] {
  const fast = program.fast();
  try {
    return [call(fast), fast];
  } catch (fault) {
    return [program.exactly(fault, call), program.exact];
  }
}

/** The number of a venue; where it is new, it is held against what is claimed of every venue. */
function placeVenue(
  search: Search, level: Level, venue: CompactRecord, before: number,
): number {
  if (venue.$id === before && before >= 0) return before;
  const { store, project } = search.context;
  const { venueRow } = level;
  store.writeVenue(venue, venueRow);
  const placed = store.venues.place(venueRow);
  if (placed >= 0) return placed;
  const id = ~placed;
  if (!store.venueFits(venue, venueRow)) {
    const place = owedPlace(project, 'STORED');
    noteWrong(search, { kind: 'venue', id, place, any: 0, chosen: 0 });
  }
  const [answer, by] = ask(search.program, (compiled) => compiled.venueHolds(venue));
  if (answer < 0) noteWrong(search, { kind: 'venue', id, ...search.program.failure(by) });
  return id;
}

type Reached = Omit<Found, keyof Failure> & {
  readonly by: Compiled; readonly slots: readonly number[];
};

/** The row of the state that a step leads to, but for its parent. */
function writeState(search: Search, level: Level, reached: Reached, before: number): void {
  const { store, symmetry, project } = search.context;
  const { row, ids } = level;
  const { venue, touched } = reached.by.out;
  for (let i = 0; i < store.size; i++) row[1 + i] = ids[i] as number;
  for (let i = 0; i < reached.slots.length; i++) {
    const account = (i === 0 ? touched['_0'] : touched[`_${i}`]) as CompactRecord;
    const id = store.accounts.intern(account);
    row[1 + (reached.slots[i] as number)] = id;
    if (store.accounts.unfit.size > 0 && store.accounts.unfit.has(id)) {
      const { transition, state, event } = reached;
      const place = owedPlace(project, 'STORED');
      note(search, { transition, state, event, place, any: 0, chosen: 0 });
    }
  }
  row[0] = placeVenue(search, level, venue, before);
  if (symmetry !== null) sortAccounts(store, row);
  row[store.size + HASH] = hashState(
    store, row, store.venues.entry(row[0], store.columns.length));
}

/** A state of the next level that was reached before is told to follow the earliest of all. */
function keepEarliest(store: Store, state: number, parent: number): void {
  const block = store.states.block(state);
  const at = store.states.base(state) + store.size + PARENT;
  for (;;) {
    const known = Atomics.load(block, at);
    if (!precedes(store, parent, known)
      || Atomics.compareExchange(block, at, known, parent) === known) return;
  }
}

/** The state that a step leads to, its book held against every invariant if it is new. */
function arrive(search: Search, level: Level, reached: Reached, before: number): void {
  const { store } = search.context;
  const { row } = level;
  writeState(search, level, reached, before);
  row[store.size + PARENT] = reached.state;
  const placed = store.states.place(row);
  if (placed >= 0) {
    if (placed >= (store.shared.control[AT.levelEnd] as number)) {
      keepEarliest(store, placed, reached.state);
    }
    return;
  }
  const accounts = level.reached;
  for (let i = 0; i < store.size; i++) accounts[i] = store.accounts.value(row[1 + i] as number);
  const { venue } = reached.by.out;
  const [answer, by] = ask(search.program, (compiled) => compiled.bookHolds(venue, accounts));
  if (answer < 0) noteWrong(search, { kind: 'state', id: ~placed, ...search.program.failure(by) });
}

function plainStep(
  transition: TransitionTree, venue: CompactRecord, level: Level, slots: readonly number[],
  event: CompactRecord,
): PlainStep {
  const plain = (account: CompactRecord) => plainValue(transition.account, account);
  return {
    venue: plainValue(transition.venue, venue),
    touched: slots.map((slot) => plain(level.accounts[slot] as CompactRecord)),
    others: level.accounts.filter((_, i) => !slots.includes(i)).map(plain),
    event: plainValue(transition.event, event),
  };
}

/** Takes a step again by the real functions, with all that is claimed of it. */
function compare(
  search: Search, transition: TransitionTree, step: PlainStep, compiled: PlainOutcome,
): void {
  const { context: { project }, kernel, any } = search;
  const real = runReal(kernel, transition.name, step);
  if (!isSame(real, compiled)) disagree(`${transition.name}`, real, compiled);
  if (real.code !== null) return;
  verifySteps(project, kernel, any, transition, step, real);
  verifyBook(project, kernel, any, real.venue, [...real.touched, ...step.others]);
}

function compareOutcome(
  search: Search, transition: TransitionTree, step: PlainStep, outcome: number, by: Compiled,
): void {
  search.tally.compared += 1;
  const code = transition.codes[outcome];
  const compiled = code === undefined ? plainOutcome(transition, by.out) : { code };
  compare(search, transition, step, compiled);
}

function openLevel(search: Search): Level {
  const { context } = search;
  const { store } = context;
  return {
    lists: listByVenue(context), inside: insideByVenue(context),
    accounts: [], reached: [],
    ids: new Int32Array(store.size), row: new Int32Array(store.size + 1 + PARENT),
    venueRow: new Int32Array(store.columns.length + 1),
  };
}

/** Loads a state's accounts; its venue. */
function loadState(store: Store, level: Level, state: number): CompactRecord {
  for (let i = 0; i < store.size; i++) {
    const id = stateEntry(store, state, 1 + i);
    level.ids[i] = id;
    level.accounts[i] = store.accounts.value(id);
  }
  return store.loadVenue(stateEntry(store, state, 0));
}

/** Keeps for an outcome the step that is told as its witness. */
function keepFirst(store: Store, outcomes: Outcomes, outcome: number, taken: Taken): void {
  const known = outcomes.first[outcome] ?? null;
  if (known === null || (known.depth === taken.depth && isEarlier(store, taken, known))) {
    outcomes.first[outcome] = taken;
  }
}

/** Takes every event of the scope at a state. */
function expand(search: Search, level: Level, state: number): void {
  const { context: { store, project, scope }, program, coverage, tally } = search;
  const venueId = stateEntry(store, state, 0);
  if (!level.inside(venueId)) {
    tally.outside += 1;
    return;
  }
  const venue = loadState(store, level, state);
  const { accounts } = level;
  const depth = store.shared.control[AT.depth] as number;
  const every = scope.check ?? 1_000;
  // Which are compared depends on the state: the same, whoever takes them.
  let sample = (stateHash(store, state) >>> 0) % every;
  let ordinal = 0;
  for (let t = 0; t < project.transitions.length; t++) {
    const { events, slots } = (level.lists[t] as (venue: number) => EventList)(venueId);
    const outcomes = coverage[t] as Outcomes;
    for (let k = 0; k < events.length; k++, ordinal++) {
      let by = program.fast();
      const event = events[k] as CompactRecord;
      const places = slots[k] as readonly number[];
      let outcome = 0;
      try {
        outcome = (by.steps[t] as Compiled['steps'][number])(venue, accounts, places, event);
      } catch (fault) {
        by = program.exact;
        outcome = program.exactly(fault, (compiled) =>
          (compiled.steps[t] as Compiled['steps'][number])(venue, accounts, places, event));
      }
      sample -= 1;
      if (outcome < 0) {
        note(search, { transition: t, state, event: ordinal, ...program.failure(by) });
        continue;
      }
      outcomes.counts[outcome] = (outcomes.counts[outcome] as number) + 1;
      const first = outcomes.first[outcome] ?? null;
      if (first === null || (first.depth === depth && first.state !== state)) {
        keepFirst(store, outcomes, outcome, { state, event: ordinal, depth });
      }
      if (outcome >= outcomes.codes) {
        arrive(search, level, { transition: t, state, event: ordinal, slots: places, by }, venueId);
      }
      if (sample < 0 && store.shared.control[AT.found] === 0) {
        sample += every;
        const transition = project.transitions[t] as TransitionTree;
        const step = plainStep(transition, venue, level, places, event);
        compareOutcome(search, transition, step, outcome, by);
      }
    }
  }
  tally.transitions += ordinal;
}

/** The states that the scope's genesis events found. */
function found(search: Search, level: Level): void {
  const { context: { project, store }, program, coverage } = search;
  const outcomes = coverage[project.transitions.length] as Outcomes;
  level.ids.fill(store.accounts.intern(program.exact.empty));
  search.genesis.forEach((event, i) => {
    const [outcome, by] = ask(program, (compiled) => compiled.genesis(event));
    const at = { transition: project.transitions.length, state: -1, event: i };
    if (outcome < 0) return note(search, { ...at, ...program.failure(by) });
    outcomes.counts[outcome] = (outcomes.counts[outcome] as number) + 1;
    outcomes.first[outcome] ??= { state: -1, event: i, depth: -1 };
    if (outcome < outcomes.codes) return;
    arrive(search, level, { ...at, slots: [], by }, -1);
  });
}

/** What a step leads to: the number of a state that is known, or -1. */
function follow(search: Search, level: Level, reached: Reached, before: number): number {
  writeState(search, level, reached, before);
  return search.context.store.states.find(level.row);
}

/** The first event of its parent that leads to a state, and the transition that takes it. */
function findStep(search: Search, level: Level, state: number): Omit<Found, keyof Failure> {
  const { context: { store, project }, program, genesis } = search;
  const parent = stateEntry(store, state, store.size + PARENT);
  if (parent < 0) {
    level.ids.fill(store.accounts.intern(program.exact.empty));
    const transition = project.transitions.length;
    const codes = (search.coverage[transition] as Outcomes).codes;
    const event = genesis.findIndex((given, i) => {
      const [outcome, by] = ask(program, (compiled) => compiled.genesis(given));
      const reached = { transition, state: -1, event: i, slots: [], by };
      return outcome >= codes && follow(search, level, reached, -1) === state;
    });
    return { transition, state: -1, event };
  }
  const venueId = stateEntry(store, parent, 0);
  const venue = loadState(store, level, parent);
  let ordinal = 0;
  for (let t = 0; t < project.transitions.length; t++) {
    const { events, slots } = (level.lists[t] as (venue: number) => EventList)(venueId);
    const codes = (search.coverage[t] as Outcomes).codes;
    for (let k = 0; k < events.length; k++, ordinal++) {
      const places = slots[k] as readonly number[];
      const [outcome, by] = ask(program, ({ steps }) => (steps[t] as Compiled['steps'][number])(
        venue, level.accounts, places, events[k] as CompactRecord));
      const step = { transition: t, state: parent, event: ordinal };
      if (outcome >= codes
        && follow(search, level, { ...step, slots: places, by }, venueId) === state) return step;
    }
  }
  throw new Error(`no event leads from state ${parent} to state ${state}`);
}

/** Of the states of the last level that hold a venue, the earliest. */
function findState({ context: { store } }: Search, venue: number): number {
  let earliest = -1;
  for (let state = store.shared.control[AT.levelEnd] as number, end = store.states.count();
    state < end; state++) {
    if (stateEntry(store, state, 0) !== venue) continue;
    if (earliest < 0 || precedes(store, state, earliest)) earliest = state;
  }
  return earliest;
}

/** Adds to what is found the steps that lead to what is wrong. */
function locate(search: Search, level: Level): void {
  for (const { kind, id, place, any, chosen } of search.wrong.splice(0)) {
    const step = findStep(search, level, kind === 'state' ? id : findState(search, id));
    note(search, { ...step, place, any, chosen });
  }
}

/** The search, to be advanced state by state. */
export type Walk = {
  readonly start: () => void;
  readonly expand: (state: number) => void;
  /** The step by which a state was first reached. */
  readonly stepTo: (state: number) => Omit<Found, keyof Failure>;
  /** Adds to what is found the steps that lead to states that are wrong. */
  readonly locate: () => void;
  readonly lists: Level['lists'];
};

export function openWalk(search: Search): Walk {
  const level = openLevel(search);
  return {
    start: () => found(search, level),
    expand: (state) => expand(search, level, state),
    stepTo: (state) => findStep(search, level, state),
    locate: () => locate(search, level),
    lists: level.lists,
  };
}
