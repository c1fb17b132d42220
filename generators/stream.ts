// Events for a walk, drawn by the state of the book: fresh ones biased to its edges, accepted ones
// taken again with a field or two changed, hostile ones, and rejected ones aimed once more at the
// guard that rejected them. A stream is fed what became of each event.

import { GENESIS } from '../verifier/replay/situation.ts';
import type { Value } from '../verifier/verdict.ts';
import {
  createSource, drawValue, findLeaves, makeHostile,
} from '../verifier/witness/draw.ts';
import type { Source } from '../verifier/witness/draw.ts';
import { drawIds } from '../verifier/witness/event.ts';
import type { Random } from '../verifier/witness/random.ts';
import type { TraceStep } from '../verifier/witness/trace.ts';
import { loadSituation, rolesIn } from '../verifier/witness/walk.ts';
import type { Book } from '../verifier/witness/walk.ts';
import { copyLore, createAim, PATIENCE } from './aim.ts';
import type { Aim, Lore } from './aim.ts';
import type { Heard } from './move.ts';
import { eventType, transitionNames } from './subject.ts';
import type { Subject } from './subject.ts';
import {
  createLayout, createTemplate, isAnchored, readIntegers, tellTemplate, vote,
} from './template.ts';
import type { Layout, Template, Votes } from './template.ts';

/** Where the integers of each transition's inputs lie. */
type Layouts = ReadonlyMap<string, Layout>;

/** What walks before have taught. */
export type Experience = {
  readonly lore: Lore;
  readonly templates: Map<string, Template[]>; // of accepted events, by transition
  readonly votes: Votes;
  readonly layouts: Layouts;
};

/** `book`: before the step; null: genesis. */
export type Told = {
  readonly step: TraceStep;
  readonly book: Book | null;
  readonly accepted: boolean;
  readonly heard: Heard;
};

export type Stream = {
  readonly next: (book: Book) => TraceStep;
  /** A transition that may well be accepted on the next book. */
  readonly hint: (transition: string) => void;
  readonly genesis: () => Value;
  readonly hear: (told: Told) => void;
  readonly experience: Experience;
};

const MOST_EVENTS = 48; // kept of each transition
const FRESH_PERCENT = 5;
const OWN_IDS_PERCENT = 40;
const VARIED_PERCENT = 60;
const MANY_PERCENT = 50;
const ADRIFT_PERCENT = 12;
const DISTINCT_PERCENT = 85;
const REPLACED_PERCENT = 10;
const FEW_IDS_PERCENT = 96;
const HOSTILE_PERCENT = 8;
const AIMED_PERCENT = 85;
const FOCUS_PERCENT = 60;
const RARER_PERCENT = 35;
const HINT_PERCENT = 75;

/** What the committed traces teach. */
export function firstExperience(subject: Subject): Experience {
  const templates = new Map<string, Template[]>();
  const votes: Votes = new Map();
  const layouts = createLayouts(subject);
  for (const { from, step } of subject.steps) {
    const book = from?.book ?? null;
    const layout = layouts.get(step.transition);
    if (layout === undefined) continue;
    const template = createTemplate(step.event, layout, integersAt(subject, layout, book, step));
    templates.set(step.transition, [...(templates.get(step.transition) ?? []), template]);
    vote(votes, template);
  }
  return { lore: new Map(), templates, votes, layouts };
}

export const copyExperience = (
  { lore, templates, votes, layouts }: Experience,
): Experience => ({
  layouts,
  lore: copyLore(lore),
  votes: new Map([...votes].map(([name, { counts, cast }]) =>
    [name, { counts: [...counts], cast }])),
  templates: new Map([...templates].map(([name, list]) => [name, [...list]])),
});

const createLayouts = (subject: Subject): Layouts =>
  new Map(transitionNames(subject.project).map((name) => [name, createLayout(subject, name)]));

/** The integers of what a step meets: of the venue, then of each account that it touches. */
function integersAt(
  subject: Subject, layout: Layout, book: Book | null, step: TraceStep,
): readonly bigint[] {
  if (book === null) return [];
  const { venue, touched } = loadSituation(subject.walker, book, step);
  return [
    ...readIntegers(venue, layout.venue),
    ...touched.flatMap((account) => readIntegers(account, layout.account)),
  ];
}

type State = {
  readonly subject: Subject;
  readonly random: Random;
  readonly experience: Experience;
  readonly aim: Aim;
  readonly names: readonly string[];
  readonly focus: readonly string[];
  readonly accepted: Map<string, number>;
  hint: string | null;
  book: Book | null;
  source: Source;
};

/** Of two transitions the one that was accepted less, more often than not. */
function chooseTransition({ random, names, focus, accepted }: State): string {
  const from = focus.length > 0 && random.chance(FOCUS_PERCENT) ? focus : names;
  const one = random.pick(from);
  const other = random.pick(from);
  const rarer = (accepted.get(one) ?? 0) <= (accepted.get(other) ?? 0) ? one : other;
  return random.chance(RARER_PERCENT) ? rarer : one;
}

/** The leaves of a book are listed once for all the events that are drawn on it. */
function sourceFor(state: State, book: Book): Source {
  if (state.book !== book) {
    const leaves = findLeaves([book.venue, ...book.accounts.values()]);
    state.source = createSource(state.subject.constants, leaves);
    state.book = book;
  }
  return state.source;
}

/** The event with some of its fields drawn anew; those that follow the book mostly stay. */
function vary(state: State, source: Source, transition: string, event: Value): Value {
  const { random, subject, experience } = state;
  const type = eventType(subject.project, transition);
  if (type.kind !== 'record' || type.fields.length === 0) return event;
  const roles = rolesIn(subject.project, transition);
  const one = random.pick(type.fields);
  const many = random.chance(MANY_PERCENT);
  const drawn = type.fields.filter((field) => !roles.includes(field.name)
    && (many ? random.chance(50) : field === one)
    && (!isAnchored(experience.votes, [field.name]) || random.chance(ADRIFT_PERCENT)));
  return {
    ...(event as object),
    ...Object.fromEntries(drawn.map((field) =>
      [field.name, drawValue(random, source, field.type, field.name)])),
  };
}

/** As an accepted event would read here, varied or not; fresh where none is known. */
function drawPlain(state: State, source: Source, transition: string, book: Book | null): Value {
  const { random, subject, experience } = state;
  const known = experience.templates.get(transition) ?? [];
  const layout = experience.layouts.get(transition);
  const ids = random.chance(FEW_IDS_PERCENT)
    ? drawIds(random, subject.project, transition, random.chance(DISTINCT_PERCENT)) : {};
  if (known.length === 0 || layout === undefined || random.chance(FRESH_PERCENT)) {
    const event = drawValue(random, source, eventType(subject.project, transition));
    return { ...(event as object), ...(ids as object) };
  }
  const template = random.pick(known);
  const own = random.chance(OWN_IDS_PERCENT) ? template.event
    : { ...(template.event as object), ...(ids as object) };
  const leaves = integersAt(subject, layout, book, { transition, event: own });
  const told = tellTemplate(random, { ...template, event: own }, experience.votes, leaves);
  return random.chance(VARIED_PERCENT) ? vary(state, source, transition, told) : told;
}

function drawFresh(
  state: State, source: Source, transition: string, book: Book | null,
): Value {
  const { random, subject } = state;
  const event = drawPlain(state, source, transition, book);
  if (!random.chance(HOSTILE_PERCENT)) return event;
  const ids = drawIds(random, subject.project, transition, false);
  return { ...(makeHostile(random, event) as object), ...(ids as object) };
}

function noteEvent(state: State, step: TraceStep, book: Book | null): void {
  const { subject, random, experience } = state;
  const { transition, event } = step;
  const layout = experience.layouts.get(transition);
  if (layout === undefined) return;
  const known = experience.templates.get(transition) ?? [];
  experience.templates.set(transition, known);
  const full = known.length >= MOST_EVENTS;
  if (full && !random.chance(REPLACED_PERCENT)) return;
  const template = createTemplate(event, layout, integersAt(subject, layout, book, step));
  vote(experience.votes, template);
  if (full) known[random.below(MOST_EVENTS)] = template;
  else known.push(template);
}

function nextStep(state: State, book: Book): TraceStep {
  const aimed = state.random.chance(AIMED_PERCENT)
    ? state.aim.next((name) => name !== GENESIS) : state.aim.drop();
  if (aimed !== null) return { transition: aimed.name, event: aimed.value };
  const hint = state.random.chance(HINT_PERCENT) ? state.hint : null;
  const transition = hint ?? chooseTransition(state);
  state.hint = null;
  return { transition, event: drawFresh(state, sourceFor(state, book), transition, book) };
}

function nextGenesis(state: State): Value {
  const aimed = state.aim.next((name) => name === GENESIS);
  if (aimed !== null) return aimed.value;
  return drawFresh(state, createSource(state.subject.constants, []), GENESIS, null);
}

function hearStep(state: State, { step, book, accepted, heard }: Told): void {
  const { transition, event } = step;
  if (accepted) {
    state.accepted.set(transition, (state.accepted.get(transition) ?? 0) + 1);
    noteEvent(state, step, book);
  }
  const paths = state.experience.layouts.get(transition)?.event ?? [];
  const through = accepted && transition !== GENESIS; // which leaves what it met as it was
  const patience = transition === GENESIS ? paths.length * PATIENCE : PATIENCE;
  state.aim.hear({ name: transition, value: event, paths, heard, patience }, through);
}

/** `focus`: transitions to be drawn more often; `experience` is added to. */
export function createStream(
  subject: Subject, random: Random, experience: Experience, focus: readonly string[] = [],
): Stream {
  const { project } = subject;
  const names = project.transitions.map(({ name }) => name);
  const state: State = {
    subject, random, experience, names, focus, accepted: new Map(), hint: null,
    book: null,
    aim: createAim(random, experience.lore), source: createSource(subject.constants, []),
  };
  return {
    experience,
    next: (book) => nextStep(state, book),
    genesis: () => nextGenesis(state),
    hint: (transition) => void (state.hint = transition),
    hear: (told) => hearStep(state, told),
  };
}
