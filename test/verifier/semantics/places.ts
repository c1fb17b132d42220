// What a random program can refer to at some point: locals and all that can be reached from them,
// with TypeScript's narrowing of unions and string literals followed exactly. A path is tested
// only where more than one of its tags is left, else TypeScript would refuse the comparison.

import type { Type } from '../../../verifier/read/tree.ts';

/** `testable`: its declared type is what TypeScript holds it for, no assignment has narrowed it. */
export type Local = {
  readonly name: string;
  readonly type: Type;
  readonly testable: boolean;
  readonly assigned: boolean; // a `let`, which no arrow may capture
};
export type Place = { readonly text: string; readonly type: Type; readonly testable: boolean };

/** By path: the tags or literals that are left. */
export type Narrowing = ReadonlyMap<string, readonly string[]>;
export const NOTHING_NARROWED: Narrowing = new Map();

export const narrowedBoth = (first: Narrowing, second: Narrowing): Narrowing =>
  new Map([...first, ...second]);

/**
 * Inside an arrow TypeScript keeps what it knows of a name, and forgets what it knows of a path.
 */
export const insideArrow = (narrowing: Narrowing): Narrowing =>
  new Map([...narrowing].filter(([path]) => /^\w+$/.test(path)));

function parts({ text, type, testable }: Place, narrowing: Narrowing): readonly Place[] {
  switch (type.kind) {
    case 'record':
      return type.fields.map((f) => ({ text: `${text}.${f.name}`, type: f.type, testable: true }));
    case 'tuple':
      return type.elements.map((element, i) => ({
        text: `${text}[${i}]`,
        type: element,
        testable: true,
      }));
    case 'union': {
      const left = narrowing.get(text) ?? type.variants.map((v) => v.tag);
      const variant = type.variants.find((v) => left.length === 1 && v.tag === left[0]);
      return variant === undefined
        ? []
        : parts({ text, type: variant.record, testable }, narrowing);
    }
    default:
      return [];
  }
}

/** Every path from the locals; a union of which one variant is left appears as that variant too. */
export function reach(locals: readonly Local[], narrowing: Narrowing): readonly Place[] {
  const walk = (place: Place): readonly Place[] => [
    place,
    ...parts(place, narrowing).flatMap(walk),
  ];
  return locals
    .flatMap((local) => walk({ text: local.name, type: local.type, testable: local.testable }))
    .flatMap((place) => [place, ...asVariant(place, narrowing)]);
}

function asVariant(place: Place, narrowing: Narrowing): readonly Place[] {
  if (place.type.kind !== 'union') return [];
  const left = narrowing.get(place.text) ?? [];
  const variant = place.type.variants.find((v) => left.length === 1 && v.tag === left[0]);
  return variant === undefined ? [] : [{ ...place, type: variant.record, testable: false }];
}

/** What can be tested of a place: the subject's text, and the tags that are left. */
export type Subject = {
  readonly path: string;
  readonly text: string;
  readonly left: readonly string[];
};

export function findSubjects(places: readonly Place[], narrowing: Narrowing): readonly Subject[] {
  return places
    .filter((place) => place.testable)
    .flatMap((place): readonly Subject[] => {
      const { type, text } = place;
      if (type.kind !== 'union' && type.kind !== 'string') return [];
      const all = type.kind === 'string' ? type.literals : type.variants.map((v) => v.tag);
      const left = narrowing.get(text) ?? all;
      const subject = type.kind === 'union' ? `${text}.${type.discriminant}` : text;
      return left.length < 2 ? [] : [{ path: text, text: subject, left }];
    });
}

/** A value of `from` may stand where `to` is expected. */
export function fits(from: Type, to: Type): boolean {
  if (from === to) return true;
  switch (to.kind) {
    case 'bigint':
    case 'boolean':
      return from.kind === to.kind;
    case 'string':
      return from.kind === 'string' && from.literals.every((l) => to.literals.includes(l));
    case 'union':
      return to.variants.some((variant) => variant.record === from);
    default:
      return false;
  }
}
