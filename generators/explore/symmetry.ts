// Whether a kernel can tell accounts apart but by comparing ids with each other. If the ids that an
// event holds are only ever compared, books that differ by a renaming of accounts behave alike and
// one of them stands for all. This decides it from the typed tree, and says no when in doubt.

import type {
  Expression, Pattern, Position, Project, Property, Type,
} from '../../verifier/read/tree.ts';

/** `fields`: those of events that hold an account's id. `told`: where ids are used otherwise. */
export type Symmetry = {
  readonly fields: ReadonlySet<string>;
  readonly told: Position | null;
};

type Search = {
  readonly project: Project;
  readonly called: Set<string>; // functions that are run, whose bodies are searched as well
  readonly events: ReadonlySet<string>; // the field names of each event, joined
  readonly fields: Set<string>;
  told: Position | null;
};

const namesIn = (type: Type): readonly string[] =>
  (type.kind === 'record' ? [type.fields.map(({ name }) => name).sort().join()]
    : type.kind === 'union' ? type.variants.flatMap(({ record }) => namesIn(record)) : []);

const isEvent = ({ events }: Search, type: Type): boolean =>
  namesIn(type).some((names) => events.has(names));

type Access = Extract<Expression, { readonly kind: 'field' }>;

/** What is one of a few literals is no id, whatever its field is called in another event. */
function asAccess(search: Search, e: Expression): Access | null {
  if (e.kind !== 'field' || e.type.kind === 'string') return null;
  return isEvent(search, e.object.type) ? e : null;
}

type Visited = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Visited => typeof value === 'object' && value !== null;

function visitPattern(search: Search, pattern: Pattern): void {
  if (pattern.kind === 'tuple') pattern.elements.forEach((inner) => visitPattern(search, inner));
  if (pattern.kind !== 'record') return;
  for (const { field, pattern: inner } of pattern.fields) {
    if (search.fields.has(field)) search.told ??= pattern.at;
    visitPattern(search, inner);
  }
}

/** `e.buyer === e.seller`: both are ids, and this use of them is none. */
function readComparison(search: Search, e: Expression): boolean {
  if (e.kind !== 'binary' || (e.operator !== '===' && e.operator !== '!==')) return false;
  const [left, right] = [asAccess(search, e.left), asAccess(search, e.right)];
  if (left === null || right === null) return false;
  if (!search.fields.has(left.name) && !search.fields.has(right.name)) return false;
  search.fields.add(left.name);
  search.fields.add(right.name);
  return true;
}

/** The function that is called here, the first time that it is. */
function enter(search: Search, e: Expression): void {
  const { program } = search.project;
  const [id = null] = e.kind === 'call' ? [e.callee]
    : e.kind === 'module' ? program.modules.get(e.member)?.implementations ?? [] : [];
  if (id === null || search.called.has(id)) return;
  search.called.add(id);
  visit(search, program.functions.get(id));
}

function visit(search: Search, node: unknown): void {
  if (!isNode(node)) return;
  const e = node as unknown as Expression;
  if (readComparison(search, e)) return;
  enter(search, e);
  const access = typeof node.kind === 'string' && 'type' in node ? asAccess(search, e) : null;
  if (access !== null && search.fields.has(access.name)) search.told ??= access.at;
  const spread = node.kind === 'spread' && isNode(node.value) ? e as unknown as
    { readonly value: Expression } : null;
  if (spread !== null && isEvent(search, spread.value.type)) search.told ??= spread.value.at;
  if (isNode(node.pattern)) visitPattern(search, node.pattern as unknown as Pattern);
  for (const [name, part] of Object.entries(node)) {
    if (name !== 'type' && name !== 'result' && name !== 'at') visit(search, part);
  }
}

const RUN: readonly Property['kind'][] = ['invariant', 'step', 'contract'];

/** Whatever the explorer runs is searched: transitions, what is checked, and all that they call. */
export function findSymmetry(project: Project): Symmetry {
  const { transitions, program, properties } = project;
  const search: Search = {
    project, called: new Set(),
    events: new Set(transitions.flatMap(({ event }) => namesIn(event))),
    fields: new Set(transitions.flatMap(({ roles }) => roles)),
    told: null,
  };
  for (let known = -1; known < search.fields.size;) {
    known = search.fields.size;
    search.told = null;
    search.called.clear();
    for (const { function: id } of transitions) visit(search, program.functions.get(id));
    visit(search, properties.filter(({ kind }) => RUN.includes(kind)));
  }
  return { fields: search.fields, told: search.told };
}
