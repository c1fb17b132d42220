// Modules in the evaluation of terms: what the evaluator says that the composed implementation
// returns, for arguments that are given as integers.

import { callFunction, Undefined } from '../evaluate/evaluate.ts';
import type { Interpret } from '../ir/traverse.ts';
import type { Session } from '../obligation/session.ts';
import type { Type } from '../read/tree.ts';
import { findLeaves } from '../symbolic/application.ts';
import type { Literals } from '../symbolic/value.ts';
import type { Value } from '../verdict.ts';

/** The value of a type whose leaves, in order, are these integers. */
function decodeSpelt(literals: Literals, type: Type, integers: readonly bigint[]): Value {
  const waiting = [...integers];
  const decode = (part: Type): Value => {
    if (part.kind === 'record')
      return Object.fromEntries(part.fields.map((field) => [field.name, decode(field.type)]));
    if (part.kind === 'tuple') return part.elements.map(decode);
    const integer = waiting.shift() ?? 0n;
    if (part.kind === 'boolean') return integer === 1n;
    return part.kind === 'string' ? literals.literalAt(integer) ?? '' : integer;
  };
  return decode(type);
}

/** The integers of a value, in the order of the leaves of its type. */
function encodeSpelt(literals: Literals, type: Type, value: Value): readonly bigint[] {
  const part = (name: string): Value => Reflect.get(value as object, name) as Value;
  switch (type.kind) {
    case 'record':
      return type.fields.flatMap((field) => encodeSpelt(literals, field.type, part(field.name)));
    case 'tuple':
      return type.elements.flatMap((element, i) => encodeSpelt(literals, element, part(`${i}`)));
    case 'boolean': return [value === true ? 1n : 0n];
    case 'string': return [literals.indexOf(value as string)];
    default: return [value as bigint];
  }
}

export function interpretModules({ project, literals }: Session): Interpret {
  return ({ member, part }, integers) => {
    const module = project.program.modules.get(member);
    const id = module?.implementations[0];
    if (module === undefined || id === undefined) return null;
    const elements = module.parameters.map(({ type }) => type);
    const values = decodeSpelt(literals, { kind: 'tuple', elements }, integers);
    try {
      const result = callFunction(project.program, id, values as readonly Value[]);
      const place = findLeaves(module.result).findIndex(({ path }) => path === part);
      return encodeSpelt(literals, module.result, result)[place] ?? null;
    } catch (error) {
      if (error instanceof Undefined) return null;
      throw error;
    }
  };
}
