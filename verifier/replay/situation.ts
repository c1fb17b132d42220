// A situation: one complete finite book with an event, or the inputs of a theorem, in values. It is
// decoded from a solver's model, whose variables are named as the obligations name them, or taken
// from a counterexample file. What a model leaves open is 0, false, or the first literal.

import type {
  Expression,
  Parameter,
  Pattern,
  Project,
  Property,
  TransitionTree,
  Type,
} from '../read/tree.ts';
import { arbitraryName, chosenName, otherName, variantName } from '../symbolic/value.ts';
import type { Literals } from '../symbolic/value.ts';
import type { Value } from '../verdict.ts';

export const GENESIS = 'genesis';
const INVARIANT_PARAMETERS = 2; // venue, accounts
const STEP_PARAMETERS = 4; // before, after, changes, event

export type Situation = {
  readonly property: string;
  readonly transition: string | null; // a transition, GENESIS, or null: a claim about any inputs
  readonly venue: Value; // before; of genesis an empty record
  readonly touched: readonly Value[]; // in the order of the roles
  readonly event: Value; // of genesis, its parameters
  readonly others: readonly Value[];
  readonly any: readonly Value[]; // the arbitrary values of the property, in order
  readonly chosen: readonly boolean[]; // for each role: the account is in the arbitrary set
};

export type Model = ReadonlyMap<string, bigint | boolean>;

export type Decoder = { readonly model: Model; readonly literals: Literals };

function decodeLiteral(
  { model, literals }: Decoder,
  name: string,
  options: readonly string[],
): string {
  const index = model.get(name);
  const literal = typeof index === 'bigint' ? literals.literalAt(index) : null;
  return literal !== null && options.includes(literal) ? literal : (options[0] ?? '');
}

/** The value of an input called `name`; the mirror image of `freshInput`. */
export function decodeInput(decoder: Decoder, name: string, type: Type): Value {
  switch (type.kind) {
    case 'bigint': {
      const value = decoder.model.get(name);
      return typeof value === 'bigint' ? value : 0n;
    }
    case 'boolean':
      return decoder.model.get(name) === true;
    case 'string':
      return decodeLiteral(decoder, name, type.literals);
    case 'record':
      return Object.fromEntries(
        type.fields.map((field) => [
          field.name,
          decodeInput(decoder, `${name}.${field.name}`, field.type),
        ]),
      );
    case 'tuple':
      return type.elements.map((element, i) => decodeInput(decoder, `${name}.${i}`, element));
    case 'union': {
      const tags = type.variants.map((variant) => variant.tag);
      const tag = decodeLiteral(decoder, `${name}.${type.discriminant}`, tags);
      const variant = type.variants.find((one) => one.tag === tag);
      return variant === undefined
        ? {}
        : decodeInput(decoder, variantName(name, tag), variant.record);
    }
    case 'accounts':
    case 'changes':
      throw new TypeError(`a value of kind ${type.kind} is never an input`);
  }
}

export type Input = { readonly name: string; readonly type: Type };

const patternName = (pattern: Pattern, index: number): string =>
  pattern.kind === 'name' ? pattern.name : `input-${index + 1}`;

const findProperty = (project: Project, id: string): Property | null =>
  project.properties.find((property) => property.id === id) ?? null;

type Free = Exclude<Property, { readonly kind: 'module' }>;

function freeParameters(property: Free): readonly Parameter[] {
  switch (property.kind) {
    case 'invariant':
      return property.holds.parameters.slice(INVARIANT_PARAMETERS);
    case 'step':
      return property.holds.parameters.slice(STEP_PARAMETERS);
    case 'theorem':
    case 'lemma':
      return property.when.parameters;
    case 'contract':
      return [];
  }
}

/** The arbitrary values of a property: what it takes beyond venue, accounts and event. */
export function arbitraryInputs(project: Project, id: string): readonly Input[] {
  const property = findProperty(project, id);
  if (property?.kind === 'module')
    return project.program.modules.get(property.member)?.parameters ?? [];
  return property === null
    ? []
    : freeParameters(property).map(({ pattern, type }, i) => ({
        name: patternName(pattern, i),
        type,
      }));
}

/** For each role whether its account is in the arbitrary set, where the property speaks of one. */
export function chosenInputs(
  project: Project,
  id: string,
  transition: string | null,
): readonly Input[] {
  const property = findProperty(project, id);
  if (property?.kind !== 'step' || !readsChosen(property.holds.body) || transition === null)
    return [];
  return (stepTypes(project, transition)?.roles ?? []).map((role) => ({
    name: `${role} is in the set`,
    type: { kind: 'boolean' },
  }));
}

/** A sum of changes that takes its second parameter speaks of an arbitrary set of accounts. */
function readsChosen(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (isChangeOfSet(node)) return true;
  return Object.values(node).some(readsChosen);
}

function isChangeOfSet(node: object): boolean {
  const { kind, method, lambda } = node as Partial<Extract<Expression, { readonly kind: 'ghost' }>>;
  return kind === 'ghost' && method === 'change' && (lambda?.parameters.length ?? 0) > 1;
}

export const findTransition = (project: Project, name: string): TransitionTree | null =>
  project.transitions.find((transition) => transition.name === name) ?? null;

const NO_FIELDS: Type = { kind: 'record', fields: [] };

export type StepTypes = {
  readonly venue: Type;
  readonly account: Type;
  readonly event: Type;
  readonly roles: readonly string[];
};

/** The types of a transition's inputs; genesis has no venue before and touches no account. */
export function stepTypes(project: Project, name: string): StepTypes | null {
  if (name !== GENESIS) return findTransition(project, name);
  const [parameter] = project.program.functions.get(project.genesis)?.parameters ?? [];
  const account = project.transitions[0]?.account ?? project.empty.type;
  return { venue: NO_FIELDS, account, event: parameter?.type ?? NO_FIELDS, roles: [] };
}

export type Asked = {
  readonly property: string;
  readonly transition: string | null;
  readonly others: number; // how many other accounts the book of the question had
};

/** The situation that a model describes. */
export function decodeSituation(project: Project, asked: Asked, decoder: Decoder): Situation {
  const any = arbitraryInputs(project, asked.property).map(({ name, type }, i) =>
    decodeInput(decoder, asked.transition === null ? name : arbitraryName(asked.property, i), type),
  );
  const bare = { property: asked.property, transition: asked.transition, any };
  const types = asked.transition === null ? null : stepTypes(project, asked.transition);
  if (types === null) return { ...bare, venue: {}, touched: [], event: {}, others: [], chosen: [] };
  return {
    ...bare,
    venue: decodeInput(decoder, 'venue', types.venue),
    touched: types.roles.map((role) => decodeInput(decoder, role, types.account)),
    event: decodeInput(decoder, 'event', types.event),
    others: Array.from({ length: asked.others }, (_, i) =>
      decodeInput(decoder, otherName(i), types.account),
    ),
    chosen: types.roles.map((role) => decoder.model.get(chosenName(role)) === true),
  };
}

/** How a counterexample names the arbitrary values of a situation. */
export function nameInputs(
  project: Project,
  situation: Situation,
): Readonly<Record<string, Value>> {
  const { property, transition, any, chosen } = situation;
  return Object.fromEntries([
    ...arbitraryInputs(project, property).map(({ name }, i) => [name, any[i] ?? false] as const),
    ...chosenInputs(project, property, transition).map(
      ({ name }, i) => [name, chosen[i] ?? false] as const,
    ),
  ]);
}
