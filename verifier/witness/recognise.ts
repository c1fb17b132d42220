// Which path of a transition a concrete step took: by the branches that its run reported, and by
// the path's own condition on the same values. Two accounts of one step that must agree: where they
// do not, the symbolic executor is wrong about the language, and nothing that it made can be
// believed.

import type { Cell, CellPath } from '../obligation/cell.ts';
import type { Position, Type } from '../read/tree.ts';
import { stepTypes } from '../replay/situation.ts';
import type { Situation } from '../replay/situation.ts';
import { ToolchainError } from '../solve/query.ts';
import { createEvaluation } from '../ir/traverse.ts';
import { interpretModules } from './interpret.ts';
import { variantName } from '../symbolic/value.ts';
import type { Literals } from '../symbolic/value.ts';
import type { Value } from '../verdict.ts';

type Binding = readonly (readonly [name: string, value: bigint | boolean])[];

const part = (value: Value, name: string): Value => Reflect.get(value as object, name) as Value;

/** The variables of an input, named as `freshInput` names them, with the values they have. */
function bindInput(literals: Literals, name: string, type: Type, value: Value): Binding {
  switch (type.kind) {
    case 'bigint':
    case 'boolean': return [[name, value as bigint | boolean]];
    case 'string': return [[name, literals.indexOf(value as string)]];
    case 'record':
      return type.fields.flatMap((field) =>
        bindInput(literals, `${name}.${field.name}`, field.type, part(value, field.name)));
    case 'tuple':
      return type.elements.flatMap((element, i) =>
        bindInput(literals, `${name}.${i}`, element, part(value, `${i}`)));
    case 'union': {
      const tag = part(value, type.discriminant) as string;
      const variant = type.variants.find((one) => one.tag === tag);
      const own = variant === undefined ? []
        : bindInput(literals, variantName(name, tag), variant.record, value);
      return [[`${name}.${type.discriminant}`, literals.indexOf(tag)], ...own];
    }
    case 'accounts':
    case 'changes': throw new TypeError(`a value of kind ${type.kind} is never an input`);
  }
}

/** The values of everything in a cell but its event. */
export function bindBook(cell: Cell, situation: Situation): Binding {
  const { literals } = cell.session;
  const types = stepTypes(cell.session.project, cell.name);
  if (types === null || cell.transition === null) return [];
  return [
    ...bindInput(literals, 'venue', types.venue, situation.venue),
    ...types.roles.flatMap((role, i) =>
      bindInput(literals, role, types.account, situation.touched[i] ?? {})),
  ];
}

export function bindEvent(cell: Cell, { event }: Situation): Binding {
  const types = stepTypes(cell.session.project, cell.name);
  return types === null ? [] : bindInput(cell.session.literals, 'event', types.event, event);
}

/** The values of an event's ids alone. */
export function bindIds(cell: Cell, ids: Value): Binding {
  const type = stepTypes(cell.session.project, cell.name)?.event;
  if (type?.kind !== 'record' || cell.transition === null) return [];
  return type.fields.filter(({ name }) => Object.hasOwn(ids as object, name)).flatMap((field) =>
    bindInput(cell.session.literals, `event.${field.name}`, field.type, part(ids, field.name)));
}

const samePlace = (left: Position, right: Position | undefined): boolean =>
  left.file === right?.file && left.line === right.line && left.column === right.column;

const sameWay = (left: readonly Position[], right: readonly Position[]): boolean =>
  left.length === right.length && left.every((at, i) => samePlace(at, right[i]));

/** The accepted path taken. Throws `ToolchainError` where branches and conditions disagree. */
export function recognisePath(
  cell: Cell, situation: Situation, branches: readonly Position[],
): CellPath {
  const bound = new Map([...bindBook(cell, situation), ...bindEvent(cell, situation)]);
  const values = createEvaluation(bound, interpretModules(cell.session));
  const holding = cell.paths.filter((path) => values.bool(path.condition) === true);
  const [path] = holding;
  if (holding.length === 1 && path !== undefined && path.code === null
    && sameWay(path.branches, branches)) return path;
  const lines = branches.map(({ line }) => line).join(', ');
  const named = holding.map(({ name }) => name).join(', ') || 'none';
  throw new ToolchainError(`${cell.name}: a run went by lines ${lines} and was accepted, but the`
    + ` paths whose conditions hold are: ${named}; report this as a defect of the verifier, and`
    + ' believe none of its verdicts until it is mended');
}
