// From a declared scope to the events to try at a venue. The functions of a scope are asked once
// for all venues that agree in the fields they have read, which is told by the getters of what they
// are given.

import type { Scope } from '../../declare/index.ts';
import type { Project, RecordType, TransitionTree, Type } from '../../verifier/read/tree.ts';
import type { Value } from '../../verifier/verdict.ts';
import { compactInteger, compactValue, plainValue } from './compact.ts';
import type { Compact, CompactRecord } from './compact.ts';
import { ScopeFault } from './fault.ts';
import type { Store } from './store.ts';
import type { Symmetry } from './symmetry.ts';

/** The scope itself tells accounts apart: some, not all of them, in a field that holds an id. */
export class Unequal extends Error {}

/** `slots`: of each event, the place of each role's account in the state. */
export type EventList = {
  readonly events: readonly CompactRecord[];
  readonly slots: readonly (readonly number[])[];
};

const MOST_EVENTS = 1_000_000;
/** Of one function of a scope: neighbours in the search share them, all venues together do not. */
const MOST_ANSWERS = 2_000;
const NO_EVENTS: EventList = { events: [], slots: [] };

export type Context = {
  readonly name: string; // of the scope
  readonly scope: Scope;
  readonly project: Project;
  readonly store: Store;
  readonly symmetry: Symmetry | null; // null: accounts are told apart
};

/** `where` is a transition. */
const fault = ({ name }: Context, where: string, problem: string): never => {
  throw new ScopeFault(`scope ${name}: ${where}: ${problem}`);
};

function listChoices(
  context: Context, transition: TransitionTree, record: RecordType, given: object,
): readonly (readonly [field: string, values: readonly unknown[]])[] {
  const { name } = transition;
  const known = record.fields.map((field) => field.name);
  const extra = Object.keys(given).find((field) => !known.includes(field));
  if (extra !== undefined) fault(context, name, `its event has no field ${extra}: leave it out`);
  return record.fields.map(({ name: field, type }) => {
    const values: unknown = Reflect.get(given, field);
    if (Array.isArray(values)) return [field, values] as const;
    if (values !== undefined) fault(context, name, `${field} is not a list of values`);
    if (type.kind === 'string' && type.literals.length === 1) {
      return [field, type.literals] as const;
    }
    if (transition.roles.includes(field)) return [field, context.scope.accounts] as const;
    return fault(context, name, `no values are given for ${field}`);
  });
}

function verifyEqual(context: Context, field: string, values: readonly unknown[]): void {
  const { scope: { accounts }, symmetry } = context;
  if (symmetry === null || !symmetry.fields.has(field)) return;
  const listed = new Set(accounts.filter((id) => values.includes(id)));
  if (listed.size > 0 && listed.size < new Set(accounts).size) throw new Unequal();
}

function verifyRole(
  context: Context, transition: TransitionTree, field: string, values: readonly unknown[],
): void {
  const stray = values.find((value) => !context.scope.accounts.includes(value as bigint));
  if (transition.roles.includes(field) && stray !== undefined) {
    fault(context, transition.name, `${field} ${String(stray)} is not an account of the scope`);
  }
}

/** Every combination of the values, the last field varying fastest. */
function combine(
  context: Context, transition: TransitionTree, record: RecordType, given: object,
): readonly CompactRecord[] {
  const choices = listChoices(context, transition, record, given);
  const count = choices.reduce((product, [, values]) => product * values.length, 1);
  if (count > MOST_EVENTS) {
    fault(context, transition.name, `${count} events at one venue: at most ${MOST_EVENTS}`);
  }
  let made: readonly (readonly (readonly [string, unknown])[])[] = [[]];
  for (const [field, values] of choices) {
    verifyRole(context, transition, field, values);
    verifyEqual(context, field, values);
    made = made.flatMap((fields) => values.map((value) => [...fields, [field, value] as const]));
  }
  const where = `scope ${context.name}: ${transition.name}`;
  return made.map((fields) =>
    compactValue(record, Object.fromEntries(fields), where) as CompactRecord);
}

/** The variants that the tags given name; all, where none is given. */
function findRecords(event: Type, given: object): readonly RecordType[] {
  if (event.kind === 'record') return [event];
  if (event.kind !== 'union') return [];
  const tags: unknown = Reflect.get(given, event.discriminant);
  return event.variants.filter(({ tag }) => !Array.isArray(tags) || tags.includes(tag))
    .map(({ record }) => record);
}

function listEvents(context: Context, transition: TransitionTree, answer: unknown): EventList {
  const { accounts } = context.scope;
  const parts: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  const events = parts.flatMap((given) =>
    (typeof given === 'object' && given !== null
      ? findRecords(transition.event, given).flatMap((record) =>
        combine(context, transition, record, given))
      : fault(context, transition.name, 'gives no choices: return a record of lists')));
  const ids = accounts.map(compactInteger);
  const slots = events.map((event) =>
    transition.roles.map((role) => ids.indexOf(event[role] as number)));
  return events.length === 0 ? NO_EVENTS : { events, slots };
}

/** A venue that notes which of its fields are read. */
function createView(store: Store, read: (column: number) => void): {
  readonly view: object; readonly show: (venue: CompactRecord) => void;
} {
  let shown: CompactRecord | null = null;
  const view = {};
  store.columns.forEach(({ name, type }, column) => {
    const get = (): Value => {
      read(column);
      return plainValue(type, shown?.[name] as Compact);
    };
    Object.defineProperty(view, name, { get, enumerable: true });
  });
  return { view, show: (venue) => { shown = venue; } };
}

/** The answer of a function of the venue, asked anew only where what it reads is new. */
function remember<T>(store: Store, ask: (view: object) => T): (id: number) => T {
  const reads = new Set<number>();
  const known = new Map<string, T>();
  const { view, show } = createView(store, (column) => {
    if (!reads.has(column)) known.clear();
    reads.add(column);
  });
  const keyOfRow = (id: number): string => {
    const block = store.venues.block(id);
    const base = store.venues.base(id);
    let key = '';
    for (const column of reads) key += `${block[base + column]},`;
    return key;
  };
  let last: { readonly id: number; readonly answer: T } | null = null;
  return (id) => {
    if (last !== null && last.id === id) return last.answer;
    const found = known.get(keyOfRow(id));
    if (found !== undefined) {
      last = { id, answer: found };
      return found;
    }
    show(store.loadVenue(id));
    const answer = ask(view);
    if (known.size >= MOST_ANSWERS) known.clear();
    known.set(keyOfRow(id), answer);
    last = { id, answer };
    return answer;
  };
}

/** For each transition the events to try at a venue, by the venue's number. */
export const listByVenue = (context: Context): readonly ((venue: number) => EventList)[] =>
  context.project.transitions.map((transition) => {
    const choose = context.scope.events[transition.name];
    return remember(context.store, (view) => {
      const answer = choose?.(view as never, context.scope.accounts);
      return listEvents(context, transition, answer);
    });
  });

/** Whether what comes after a venue is explored. */
export function insideByVenue({ scope, store }: Context): (venue: number) => boolean {
  const { within } = scope;
  return within === undefined ? () => true : remember(store, (view) => within(view as never));
}
