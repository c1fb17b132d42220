// Events to try on a book: drawn towards the boundaries of its state, or one that was accepted
// before with a field or two drawn anew. Accounts have few ids, so that events meet on the same
// ones.

import type { Project, Type } from '../read/tree.ts';
import { stepTypes } from '../replay/situation.ts';
import type { Value } from '../verdict.ts';
import { drawValue, redraw } from './draw.ts';
import type { Source } from './draw.ts';
import type { Random } from './random.ts';
import { rolesIn } from './walk.ts';

const ACCOUNTS = 3;

/** Ids to give accounts. */
function idsFor(type: Type): readonly Value[] {
  if (type.kind === 'string') return type.literals.slice(0, ACCOUNTS);
  return Array.from({ length: ACCOUNTS }, (_, i) => BigInt(i + 1));
}

/** An id for each role of a transition; two roles have one id only where `distinct` allows it. */
export function drawIds(
  random: Random, project: Project, transition: string, distinct: boolean,
): Value {
  const type = stepTypes(project, transition)?.event;
  const roles = rolesIn(project, transition);
  const ids = new Map<string, Value>();
  for (const { name, type: id } of type?.kind === 'record' ? type.fields : []) {
    if (!roles.includes(name)) continue;
    const free = idsFor(id).filter((one) => !distinct || ![...ids.values()].includes(one));
    ids.set(name, random.pick(free.length > 0 ? free : idsFor(id)));
  }
  return Object.fromEntries(ids);
}

export type EventDraw = {
  readonly random: Random;
  readonly project: Project;
  readonly source: Source; // of the book
  readonly known: readonly Value[]; // events of the transition that were accepted
  readonly againPercent: number; // how often one of those is taken again
  readonly fewIdsPercent: number;
};

export function drawEvent(draw: EventDraw, transition: string): Value {
  const { random, project, source, known } = draw;
  const type = stepTypes(project, transition)?.event ?? { kind: 'record', fields: [] };
  const event = known.length > 0 && random.chance(draw.againPercent)
    ? redraw(random, source, type, random.pick(known)) : drawValue(random, source, type);
  if (!random.chance(draw.fewIdsPercent)) return event;
  const ids = drawIds(random, project, transition, false);
  return { ...(event as object), ...(ids as object) };
}
