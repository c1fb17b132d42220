// From a state back to its genesis: the events that lead to it, with the ids that each account has
// throughout. States are kept with their accounts sorted, so the names are followed from the start.

import type { Project, TransitionTree } from '../../verifier/read/tree.ts';
import { findFunction } from '../../verifier/evaluate/evaluate.ts';
import type { Value } from '../../verifier/verdict.ts';
import type { EventList } from './choices.ts';
import { compactInteger, compactValue, plainValue } from './compact.ts';
import type { CompactRecord } from './compact.ts';
import type { Taken } from './coverage.ts';
import { GENESIS } from './coverage.ts';
import { readOutcome } from './compare.ts';
import type { Search, Walk } from './search.ts';
import { compareAccounts, stateEntry } from './store.ts';

/** Integers as in the kernel. */
export type TraceStep = { readonly transition: string; readonly event: Value };

/** A book in plain values: the accounts in the order of the scope's ids. */
type PlainBook = { readonly venue: Value; readonly accounts: readonly Value[] };

type Trace = {
  readonly steps: readonly TraceStep[]; // genesis first
  readonly before: PlainBook | null; // what the last step was taken on; null: it is genesis
};

/** A step of the search, wherever it was taken. */
type Step = Omit<Taken, 'depth'>;

type Chosen = { readonly transition: TransitionTree; readonly event: CompactRecord };

function findEvent(search: Search, walk: Walk, { state, event }: Step): Chosen {
  const { store, project } = search.context;
  const venue = stateEntry(store, state, 0);
  let left = event;
  for (const [t, transition] of project.transitions.entries()) {
    const { events } = (walk.lists[t] as (venue: number) => EventList)(venue);
    const chosen = events[left];
    if (chosen !== undefined) return { transition, event: chosen };
    left -= events.length;
  }
  throw new Error(`state ${state} has no event ${event}`);
}

function stepsTo(walk: Walk, last: Step): readonly Step[] {
  const steps = [last];
  for (let { state } = last; state >= 0;) {
    const step = walk.stepTo(state);
    state = step.state;
    steps.push(step);
  }
  return steps.reverse();
}

/** The order in which a state holds the accounts: of its places, which account of the book. */
function orderAccounts(search: Search, state: number, ids: readonly number[]): readonly number[] {
  const { store, symmetry } = search.context;
  const order = ids.map((_, i) => i);
  if (symmetry !== null) {
    order.sort((a, b) =>
      compareAccounts(store.accounts, ids[a] as number, ids[b] as number) || a - b);
  }
  order.forEach((account, place) => {
    if (stateEntry(store, state, 1 + place) !== ids[account]) {
      throw new Error(`the trace to state ${state} leads elsewhere`);
    }
  });
  return order;
}

/** The event with every id as it is outside of the state's own order. */
function renameIds(search: Search, { event }: Chosen, order: readonly number[]): CompactRecord {
  const { scope, symmetry } = search.context;
  const ids = scope.accounts.map(compactInteger);
  const named = Object.entries(event).map(([name, value]) => {
    const place = symmetry?.fields.has(name) === true ? ids.indexOf(value as number) : -1;
    return [name, place < 0 ? value : ids[order[place] as number]] as const;
  });
  return Object.fromEntries(named) as CompactRecord;
}

export function genesisType(project: Project) {
  const [parameter] = findFunction(project.program, project.genesis, null).parameters;
  if (parameter === undefined) throw new TypeError('genesis takes no parameters');
  return parameter.type;
}

type Running = { readonly book: PlainBook; readonly ids: readonly number[] };

const internAccount = (search: Search, account: Value): number => {
  const { store, project } = search.context;
  return store.accounts.intern(
    compactValue(project.empty.type, account, 'an account') as CompactRecord);
};

/** The first book, by the real genesis. */
function found(search: Search, event: Value): Running {
  const { context: { scope }, kernel } = search;
  const outcome = readOutcome(kernel.genesis(event));
  if (outcome.code !== null) throw new Error(`a trace's genesis is rejected: ${outcome.code}`);
  const accounts = scope.accounts.map(() => kernel.empty);
  const ids = accounts.map((account) => internAccount(search, account));
  return { book: { venue: outcome.venue, accounts }, ids };
}

/** The next book, by the real transition. */
function advance(search: Search, running: Running, step: TraceStep): Running {
  const { context: { scope, project }, kernel } = search;
  const { venue, accounts } = running.book;
  const roles = project.transitions.find(({ name }) => name === step.transition)?.roles ?? [];
  const slots = slotsIn(scope.accounts, roles, step.event);
  const given = slots.map((slot) => accounts[slot] as Value);
  const real = kernel.transitions.get(step.transition);
  const outcome = readOutcome(real?.(venue, ...given, step.event));
  if (outcome.code !== null) throw new Error(`a trace is rejected with ${outcome.code}`);
  const after = [...accounts];
  slots.forEach((slot, i) => { after[slot] = outcome.touched[i] as Value; });
  const ids = after.map((account) => internAccount(search, account));
  return { book: { venue: outcome.venue, accounts: after }, ids };
}

/** Of each role, which of the scope's accounts its id names. */
export const slotsIn = (
  accounts: readonly bigint[], roles: readonly string[], event: Value,
): readonly number[] =>
  roles.map((role) => accounts.indexOf(Reflect.get(event as object, role) as bigint));

/** The events up to and with one that the search has taken. */
export function traceTo(search: Search, walk: Walk, last: Step): Trace {
  const { project } = search.context;
  const steps: TraceStep[] = [];
  let running: Running | null = null;
  for (const taken of stepsTo(walk, last)) {
    const previous = steps.at(-1);
    if (previous !== undefined) {
      running = running === null
        ? found(search, previous.event) : advance(search, running, previous);
    }
    if (running === null) {
      const event = plainValue(genesisType(project), search.genesis[taken.event] as CompactRecord);
      steps.push({ transition: GENESIS, event });
      continue;
    }
    const chosen = findEvent(search, walk, taken);
    const event = renameIds(search, chosen, orderAccounts(search, taken.state, running.ids));
    const { name, event: type } = chosen.transition;
    steps.push({ transition: name, event: plainValue(type, event) });
  }
  return { steps, before: running?.book ?? null };
}
