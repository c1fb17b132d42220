// Finds traces for the paths that none takes yet: a random walk over the books that known traces
// lead to, with events drawn towards boundaries or taken again with a field changed. What it finds
// is shrunk. It knows no kernel, and the same seed finds the same; not finding proves nothing.

import { GENESIS } from '../replay/situation.ts';
import type { Value } from '../verdict.ts';
import { pathKey } from './coverage.ts';
import type { Target } from './coverage.ts';
import { createSource, findConstants, findLeaves } from './draw.ts';
import { drawEvent } from './event.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type { Trace, TraceStep } from './trace.ts';
import { stepBook, walkTrace } from './walk.ts';
import type { Book, Visit, Walker } from './walk.ts';

export type SearchOptions = { readonly runs: number; readonly seed: number };

/** A book that a trace leads to. */
export type Stop = {
  readonly genesis: Value;
  readonly steps: readonly TraceStep[];
  readonly book: Book;
};

type Search = {
  readonly walker: Walker;
  readonly random: Random;
  readonly constants: readonly bigint[];
  readonly stops: Stop[];
  readonly events: Map<string, Value[]>; // accepted ones, by transition
  readonly missing: Map<string, Target>;
  readonly found: Trace[];
};

const MOST_STOPS = 400;
const LONGEST = 24; // steps of a trace
const GENESIS_PERCENT = 4;
const AGAIN_PERCENT = 50;
const FEW_IDS_PERCENT = 70;
const WANTED_PERCENT = 40;

function drawNext(search: Search, transition: string, stop: Stop | null): Value {
  const { random, walker, constants } = search;
  const state: Value = stop === null ? {} : [stop.book.venue, ...stop.book.accounts.values()];
  return drawEvent({
    random, project: walker.project, source: createSource(constants, findLeaves(state)),
    known: search.events.get(transition) ?? [],
    againPercent: AGAIN_PERCENT, fewIdsPercent: FEW_IDS_PERCENT,
  }, transition);
}

/** Transitions with a path missing come up more often. */
function chooseTransition(search: Search): string {
  const names = search.walker.project.transitions.map(({ name }) => name);
  const wanted = [...new Set([...search.missing.values()].map(({ cell }) => cell.name))]
    .filter((name) => names.includes(name));
  const from = wanted.length > 0 && search.random.chance(WANTED_PERCENT) ? wanted : names;
  return search.random.pick(from);
}

function keep(search: Search, stop: Stop): void {
  if (search.stops.length < MOST_STOPS) search.stops.push(stop);
  else search.stops[search.random.below(MOST_STOPS)] = stop;
}

function noteVisit(
  search: Search, genesis: Value, steps: readonly TraceStep[], visit: Visit,
): void {
  keep(search, { genesis, steps, book: visit.book });
  const transition = visit.situation.transition ?? '';
  const known = search.events.get(transition);
  if (known === undefined) search.events.set(transition, [visit.situation.event]);
  else if (known.length < MOST_STOPS) known.push(visit.situation.event);
  if (visit.path === null) return;
  const key = pathKey(transition, visit.path);
  if (!search.missing.delete(key)) return;
  search.found.push({ name: key, genesis, steps });
}

function seedStops(search: Search, traces: readonly Trace[]): void {
  for (const trace of traces) {
    const { visits } = walkTrace(search.walker, trace);
    visits.forEach((visit, i) => noteVisit(search, trace.genesis, trace.steps.slice(0, i), visit));
  }
}

function tryGenesis(search: Search): void {
  const event = drawNext(search, GENESIS, null);
  const stepped = stepBook(search.walker, null, { transition: GENESIS, event });
  if (stepped.kind === 'accepted') noteVisit(search, event, [], stepped.visit);
}

function tryStep(search: Search): void {
  const stop = search.random.pick(search.stops);
  if (stop.steps.length >= LONGEST) return;
  const transition = chooseTransition(search);
  const step = { transition, event: drawNext(search, transition, stop) };
  const stepped = stepBook(search.walker, stop.book, step);
  if (stepped.kind !== 'accepted') return;
  noteVisit(search, stop.genesis, [...stop.steps, step], stepped.visit);
}

const takes = (walker: Walker, trace: Trace, key: string): boolean => {
  const { visits, misfit } = walkTrace(walker, trace);
  return misfit === null && visits.some(({ situation, path }) =>
    path !== null && pathKey(situation.transition ?? '', path) === key);
};

/** Drops every step without which the path is still taken, the last ones first. */
function shrink(walker: Walker, trace: Trace): Trace {
  return trace.steps.reduceRight<Trace>((soFar, step) => {
    const shorter = { ...soFar, steps: soFar.steps.filter((one) => one !== step) };
    return takes(walker, shorter, trace.name) ? shorter : soFar;
  }, trace);
}

/** Traces without those whose paths others take as well; the longest are looked at first. */
function dropCovered(walker: Walker, traces: readonly Trace[]): readonly Trace[] {
  const longest = [...traces].sort((a, b) => b.steps.length - a.steps.length);
  const chosen: Trace[] = [];
  for (const trace of longest) {
    if (!chosen.some((other) => takes(walker, other, trace.name))) chosen.push(trace);
  }
  return traces.filter((trace) => chosen.includes(trace));
}

export const refine = (walker: Walker, found: readonly Trace[]): readonly Trace[] =>
  dropCovered(walker, found.map((trace) => shrink(walker, trace)));

/** `found`: traces, each named by the path it was kept for; `stops`: some of the books reached. */
export type Searched = { readonly found: readonly Trace[]; readonly stops: readonly Stop[] };

/** Searches from where the `known` traces lead. */
export function searchTraces(
  walker: Walker, known: readonly Trace[], missing: readonly Target[], options: SearchOptions,
): Searched {
  const search: Search = {
    walker, random: createRandom(options.seed), constants: findConstants(walker.project),
    missing: new Map(missing.map((target) => [target.key, target])),
    stops: [], events: new Map(), found: [],
  };
  seedStops(search, known);
  search.found.splice(0); // what known traces take is theirs
  for (let run = 0; run < options.runs && search.missing.size > 0; run += 1) {
    const from = search.stops.length === 0 || search.random.chance(GENESIS_PERCENT);
    if (from) tryGenesis(search);
    else tryStep(search);
  }
  return { found: refine(walker, search.found), stops: search.stops };
}
