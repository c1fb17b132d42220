// The search itself, breadth first: every event of the scope at every state, each level before the
// next. A step that violates something is noted and not followed; the search then ends with its
// level, so that what it found is as short as can be.

import type { TransitionTree } from '../../verifier/read/tree.ts';
import { isSame, plainOutcome, disagree, runReal, verifyBook, verifySteps } from './compare.ts';
import type { PlainOutcome, PlainStep, RealKernel } from './compare.ts';
import { insideByVenue, listByVenue } from './choices.ts';
import type { Context, EventList } from './choices.ts';
import { owedPlace } from './compile.ts';
import type { Compiled } from './compile.ts';
import { plainValue } from './compact.ts';
import type { CompactRecord } from './compact.ts';
import type { Outcomes } from './coverage.ts';
import type { Failure, Program } from './program.ts';
import { EVENT, PARENT, stateEntry } from './store.ts';
import type { Store } from './store.ts';
import { WIDE_FROM } from './emit-table.ts';

/** What is wrong, and the step at which it was found. */
export type Found = Failure & {
  readonly transition: number; // of the project's; one more: genesis
  readonly state: number; // before; -1: genesis
  readonly event: number;
};

export type Search = {
  readonly context: Context;
  readonly program: Program;
  readonly kernel: RealKernel;
  readonly coverage: readonly Outcomes[];
  readonly any: ReadonlyMap<string, readonly (readonly unknown[])[]>;
  readonly genesis: readonly CompactRecord[];
  readonly found: Found[];
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

function note(search: Search, found: Found): void {
  const known = search.found.some(({ place, transition }) =>
    place === found.place && transition === found.transition);
  if (!known) search.found.push(found);
}

/** Sorts the accounts of a state's row: few, so by insertion. */
function sortAccounts(row: Int32Array, size: number): void {
  for (let i = 2; i <= size; i++) {
    const value = row[i] as number;
    let j = i - 1;
    while (j >= 1 && (row[j] as number) > value) {
      row[j + 1] = row[j] as number;
      j -= 1;
    }
    row[j + 1] = value;
  }
}

const leavesFit = (value: unknown, limit: bigint): boolean => {
  if (typeof value === 'bigint' || typeof value === 'number') {
    return value <= limit && value >= -limit;
  }
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, part]) => name === '$id' || leavesFit(part, limit));
};

/** Whether all that was stored since it was last asked is in range; numbers are, as a rule. */
function storedFits(search: Search, row: Int32Array, venue: CompactRecord): boolean {
  const { store, project: { ranges: { stored } } } = search.context;
  let fits = true;
  store.eachNew((value) => { fits &&= leavesFit(value, stored); });
  const small = stored < BigInt(WIDE_FROM);
  const wide = store.columns.some(({ table }, i) =>
    table < 0 && ((row[i] as number) >= WIDE_FROM || small));
  return fits && (!wide || leavesFit(venue, stored));
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

type Reached = Found & { readonly by: Compiled; readonly slots: readonly number[] };

/** The number of a venue; where it is new, it is held against what is claimed of every venue. */
function placeVenue(
  search: Search, level: Level, reached: Reached, venue: CompactRecord, before: number,
): number {
  if (venue.$id === before && before >= 0) return before;
  const { store, project } = search.context;
  const { venueRow } = level;
  store.writeVenue(venue, venueRow);
  const known = store.venues.find(venueRow);
  if (known >= 0) return known;
  if (!storedFits(search, venueRow, venue)) {
    note(search, { ...reached, place: owedPlace(project, 'STORED') });
  }
  const [answer, by] = ask(search.program, (compiled) => compiled.venueHolds(venue));
  if (answer < 0) note(search, { ...reached, ...search.program.failure(by) });
  return store.venues.add(venueRow);
}

/** The state that a step leads to, its book held against every invariant if it is new. */
function arrive(search: Search, level: Level, reached: Reached, before: number): void {
  const { store, symmetry, project } = search.context;
  const { row, ids } = level;
  const { venue, touched } = reached.by.out;
  for (let i = 0; i < store.size; i++) row[1 + i] = ids[i] as number;
  for (let i = 0; i < reached.slots.length; i++) {
    const account = (i === 0 ? touched['_0'] : touched[`_${i}`]) as CompactRecord;
    const known = store.accounts.values.length;
    const id = store.accounts.intern(account);
    row[1 + (reached.slots[i] as number)] = id;
    if (id === known && !leavesFit(account, project.ranges.stored)) {
      note(search, { ...reached, place: owedPlace(project, 'STORED') });
    }
  }
  row[0] = placeVenue(search, level, reached, venue, before);
  if (symmetry !== null) sortAccounts(row, store.size);
  if (store.states.find(row) >= 0) return;
  row[store.size + PARENT] = reached.state;
  row[store.size + EVENT] = reached.event;
  store.states.add(row);
  const accounts = level.reached;
  for (let i = 0; i < store.size; i++) {
    accounts[i] = store.accounts.values[row[1 + i] as number] as CompactRecord;
  }
  const [answer, by] = ask(search.program, (compiled) => compiled.bookHolds(venue, accounts));
  if (answer < 0) note(search, { ...reached, ...search.program.failure(by) });
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
    ids: new Int32Array(store.size), row: new Int32Array(store.size + 1 + EVENT),
    venueRow: new Int32Array(store.columns.length),
  };
}

/** Loads a state's accounts; its venue. */
function loadState(store: Store, level: Level, state: number): CompactRecord {
  for (let i = 0; i < store.size; i++) {
    const id = stateEntry(store, state, 1 + i);
    level.ids[i] = id;
    level.accounts[i] = store.accounts.values[id] as CompactRecord;
  }
  return store.loadVenue(stateEntry(store, state, 0));
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
  const every = scope.check ?? 1_000;
  let ordinal = 0;
  for (let t = 0; t < project.transitions.length; t++) {
    const { events, slots } = (level.lists[t] as (venue: number) => EventList)(venueId);
    const outcomes = coverage[t] as Outcomes;
    let by = program.fast();
    for (let k = 0; k < events.length; k++, ordinal++) {
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
      tally.transitions += 1;
      if (outcome < 0) {
        note(search, { transition: t, state, event: ordinal, ...program.failure(by) });
      } else {
        outcomes.counts[outcome] = (outcomes.counts[outcome] as number) + 1;
        outcomes.first[outcome] ??= { state, event: ordinal };
        if (outcome >= outcomes.codes) {
          arrive(search, level, {
            transition: t, state, event: ordinal, slots: places, by, place: 0, any: 0, chosen: 0,
          }, venueId);
        }
        if (tally.transitions % every === 0 && search.found.length === 0) {
          const transition = project.transitions[t] as TransitionTree;
          const step = plainStep(transition, venue, level, places, event);
          compareOutcome(search, transition, step, outcome, by);
        }
      }
      by = program.fast();
    }
  }
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
    outcomes.first[outcome] ??= { state: -1, event: i };
    if (outcome < outcomes.codes) return;
    arrive(search, level, { ...at, slots: [], by, place: 0, any: 0, chosen: 0 }, -1);
  });
}

/** The search, to be advanced state by state. */
export type Walk = {
  readonly start: () => void;
  readonly expand: (state: number) => void;
  readonly lists: Level['lists'];
};

export function openWalk(search: Search): Walk {
  const level = openLevel(search);
  return {
    start: () => found(search, level),
    expand: (state) => expand(search, level, state),
    lists: level.lists,
  };
}
