// The checks of one transition, and of a state, as text: what the contract expects, its frame, each
// property that speaks of the step or the book. `$at` holds the number of the check under way, so
// that one that fails, or throws, is known by it; `$any` and `$chosen` which arbitrary values and
// which set of accounts it was asked of.

import type { Lambda, Project, Property, Statement, TransitionTree, Type } from
  '../../verifier/read/tree.ts';
import { emitBody, emitParameters } from './emit-statement.ts';
import { constantText } from './emit-expression.ts';
import { declareTemporaries, freshName, memberText } from './code.ts';
import type { Code, Listed, Unit } from './code.ts';
import { compactValue } from './compact.ts';
import { emitSame } from './emit-table.ts';

export type Kind<K extends Property['kind']> = Extract<Property, { readonly kind: K }>;

/** Whatever is to be compiled into checks. `any`: by property, the arbitrary values to ask of. */
export type Checked = {
  readonly code: Code;
  readonly project: Project;
  readonly empty: string; // the name of the account that all others equal
  readonly accounts: number;
  readonly any: ReadonlyMap<string, readonly (readonly unknown[])[]>;
};

/** Types are large, and hold no expression. */
function mentions(node: unknown, found: (node: object) => boolean): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return found(node) || Object.entries(node).some(([name, part]) =>
    name !== 'type' && name !== 'result' && name !== 'at' && mentions(part, found));
}

type MaybeGhost = { readonly kind?: unknown; readonly method?: unknown; readonly lambda?: Lambda };

const readsAccounts = (body: readonly Statement[]): boolean =>
  mentions(body, (node) => (node as MaybeGhost).kind === 'ghost');

const readsChosen = (body: readonly Statement[]): boolean =>
  mentions(body, (node) => {
    const { kind, method, lambda } = node as MaybeGhost;
    return kind === 'ghost' && method === 'change' && (lambda?.parameters.length ?? 0) > 1;
  });

type Declared = {
  readonly listed: readonly Listed[];
  readonly tags: ReadonlyMap<string, string>;
  readonly extra: readonly string[]; // parameters for the accounts that are listed
};

/** A declared arrow as a function; null where it is true whatever it is given. */
function emitDeclared({ code }: Checked, lambda: Lambda, declared: Declared): string | null {
  const { listed, tags, extra } = declared;
  const unit: Unit = {
    code, temporaries: [], tags, aliases: new Map(), isKernel: false, listed, exits: null,
  };
  const { names, bindings } = emitParameters(lambda.parameters);
  const body = emitBody(unit, lambda.body);
  if (body === 'return true;') return null;
  const name = freshName(code, 'p');
  const head = `${declareTemporaries(unit.temporaries)}${bindings}`;
  code.lines.push(`function ${name}(${[...names, ...extra].join(', ')}) { ${head}${body} }`);
  return name;
}

/** One question, or one for each row of arbitrary values. `call` gives it from their texts. */
function emitAsked(
  checked: Checked, property: Property, fixed: number, lambda: Lambda, place: number,
  call: (any: readonly string[]) => string,
): string {
  const types = lambda.parameters.slice(fixed).map(({ type }) => type);
  if (types.length === 0) return `$at = ${place}; if (!${call([])}) return -1;`;
  const rows = checked.any.get(property.id) ?? [];
  const name = freshName(checked.code, 'x');
  const texts = rows.map((row) => `[${types.map((type, i) =>
    constantText(compactValue(type, row[i], `any of ${property.id}`))).join(', ')}]`);
  checked.code.lines.push(`const ${name} = [${texts.join(', ')}];`);
  const given = types.map((_, i) => `${name}[$i][${i}]`);
  return `$at = ${place}; for (let $i = 0; $i < ${rows.length}; $i++) `
    + `{ $any = $i; if (!${call(given)}) return -1; }`;
}

const VENUE_AND_ACCOUNTS = 2;
const STEP_FIXED = 4;

/** Of the venue alone, or of the whole book: the body of a function that returns -1 or 0. */
export function emitInvariants(checked: Checked, ofBook: boolean): string {
  const names = Array.from({ length: ofBook ? checked.accounts : 0 }, (_, i) => `$a${i}`);
  const listed = [...names, checked.empty].map((name): Listed =>
    ({ was: name, now: name, acts: false, chosen: 'false' }));
  const lines = checked.project.properties.flatMap((property, place) => {
    if (property.kind !== 'invariant') return [];
    const { holds } = property;
    if (readsAccounts(holds.body) !== ofBook) return [];
    const name = emitDeclared(checked, holds, { listed, tags: new Map(), extra: names });
    return name === null ? [] : [emitAsked(checked, property, VENUE_AND_ACCOUNTS, holds, place,
      (any) => `${name}(${['$V', '0', ...any, ...names].join(', ')})`)];
  });
  return `${lines.join('\n')} return 0;`;
}

/** What of the accounts a step's properties are given: the touched first, then the others. */
function listChanges(checked: Checked, roles: readonly string[], actors: readonly string[]): {
  readonly listed: readonly Listed[]; readonly names: readonly string[];
} {
  const touched = roles.map((role, i): Listed => ({
    was: `$w${i}`, now: `$n${i}`, acts: actors.includes(role),
    chosen: `(($chosen & ${1 << i}) !== 0)`,
  }));
  const others = Array.from({ length: Math.max(0, checked.accounts - roles.length) },
    (_, i) => `$o${i}`);
  const still = [...others, checked.empty].map((name): Listed =>
    ({ was: name, now: name, acts: false, chosen: 'false' }));
  const names = [...touched.flatMap(({ was, now }) => [was, now]), ...others];
  return { listed: [...touched, ...still], names };
}

function tagsIn(lambda: Lambda, at: number, event: Type): ReadonlyMap<string, string> {
  const parameter = lambda.parameters[at];
  if (parameter?.pattern.kind !== 'name' || parameter.type.kind !== 'union') return new Map();
  const { discriminant } = parameter.type;
  const field = event.kind === 'record'
    ? event.fields.find(({ name }) => name === discriminant)?.type : undefined;
  const [tag] = field?.kind === 'string' && field.literals.length === 1 ? field.literals : [];
  return tag === undefined ? new Map() : new Map([[parameter.pattern.name, tag]]);
}

export function emitSteps(
  checked: Checked, transition: TransitionTree, actors: readonly string[],
): string {
  const { listed, names } = listChanges(checked, transition.roles, actors);
  return checked.project.properties.flatMap((property, place) => {
    if (property.kind !== 'step') return [];
    const { holds } = property;
    const tags = tagsIn(holds, STEP_FIXED - 1, transition.event);
    const name = emitDeclared(checked, holds, { listed, tags, extra: names });
    if (name === null) return [];
    const asked = emitAsked(checked, property, STEP_FIXED, holds, place, (any) =>
      `${name}(${['$V', '$N', '0', '$E', ...any, ...names].join(', ')})`);
    const sets = readsChosen(holds.body) ? 1 << transition.roles.length : 1;
    return [sets === 1 ? asked : `for ($chosen = 0; $chosen < ${sets}; $chosen++) { ${asked} }`];
  }).join('\n');
}

const NOTHING: Declared = { listed: [], tags: new Map(), extra: [] };

/** The number of the first violated guard's code, or of none. Names the function that says so. */
export function emitExpected(
  checked: Checked, transition: TransitionTree, contract: Kind<'contract'>,
): string {
  const name = freshName(checked.code, 'c');
  const guards = contract.rejects.map(({ code, violated }) => {
    const asked = emitDeclared(checked, violated, NOTHING);
    const place = transition.codes.indexOf(code);
    return asked === null ? `return ${place};` : `if (${asked}($V, $T, $E)) return ${place};`;
  });
  checked.code.lines.push(
    `function ${name}($V, $T, $E) { ${guards.join('\n')} return ${transition.codes.length}; }`);
  return name;
}

export function emitEnsures(
  checked: Checked, contract: Kind<'contract'>, place: number,
): string {
  const name = emitDeclared(checked, contract.ensures, NOTHING);
  return name === null ? ''
    : `$at = ${place}; if (!${name}($V, $T, $E, $N, $R.touched)) return -1;`;
}

/** Whatever the contract does not list is as it was. */
export function emitFrame(
  checked: Checked, transition: TransitionTree, contract: Kind<'contract'>, place: number,
): string {
  const targets = [
    ['venue', '$V', '$N', transition.venue] as const,
    ...transition.roles.map((role, i) =>
      [role, `$w${i}`, `$n${i}`, transition.account] as const),
  ];
  const kept = targets.flatMap(([target, was, now, type]) => {
    const listed = contract.changes.find((frame) => frame.target === target)?.fields ?? [];
    const fields = type.kind === 'record' ? type.fields : [];
    return fields.filter(({ name }) => !listed.includes(name)).map(({ name, type: inner }) =>
      emitSame(checked.code, inner, memberText(was, name), memberText(now, name)));
  });
  return kept.length === 0 ? '' : `$at = ${place}; if (!(${kept.join(' && ')})) return -1;`;
}
