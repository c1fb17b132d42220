// The compiled program: the kernel's transitions and all checks of a scope as one JavaScript
// function each. A step says which outcome it had, or -1: the check whose number is `at()` failed.
// A fast program computes in doubles and throws where they do not suffice; the exact one never
// does. Both are made by the same text but for those places.

import type { Position, Project, TransitionTree, Type } from '../../verifier/read/tree.ts';
import { OUTCOME } from '../../verifier/read/tree.ts';
import type { Arithmetic } from './arithmetic.ts';
import { freshName, memberText, openCode } from './code.ts';
import type { Code } from './code.ts';
import type { CompactRecord } from './compact.ts';
import {
  emitEnsures, emitExpected, emitFrame, emitInvariants, emitSteps,
} from './emit-check.ts';
import type { Checked, Kind } from './emit-check.ts';
import { emit } from './emit-expression.ts';
import { emitFunction } from './emit-statement.ts';
import { elementNames } from './emit-table.ts';

/** What is checked beside the declared properties; numbered behind them. */
export const OWED = ['DEFINED', 'ALIASING', 'INTERMEDIATE', 'STORED'] as const;
export const owedPlace = (project: Project, owed: (typeof OWED)[number]): number =>
  project.properties.length + OWED.indexOf(owed);

type StepFunction = (
  venue: CompactRecord, accounts: readonly CompactRecord[], slots: readonly number[],
  event: CompactRecord,
) => number;

/** `out`: what the last accepted step made, `touched` by `_0`, `_1` in the order of the roles. */
export type Compiled = {
  readonly steps: readonly StepFunction[]; // in the order of the project's transitions
  readonly genesis: (event: CompactRecord) => number;
  readonly venueHolds: (venue: CompactRecord) => number;
  readonly bookHolds: (venue: CompactRecord, accounts: readonly CompactRecord[]) => number;
  readonly empty: CompactRecord;
  readonly out: { readonly venue: CompactRecord; readonly touched: CompactRecord };
  readonly at: () => number;
  readonly any: () => number;
  readonly chosen: () => number;
};

/** Where each transition, genesis last, may accept. Outcomes: its codes, then these. */
export type Exits = readonly (readonly Position[])[];

export type Source = { readonly text: string; readonly exits: Exits };

const codeNumber = (codes: readonly string[], text: string): string =>
  codes.reduceRight((rest, code, i) =>
    `${text} === ${JSON.stringify(code)} ? ${i} : ${rest}`, '-2');

function readResult(project: Project, id: string): { readonly tag: string; readonly type: Type } {
  const type = project.program.functions.get(id)?.result;
  if (type?.kind !== 'union') throw new TypeError(`${id} does not return an outcome`);
  return { tag: type.discriminant, type };
}

/** The codes of a function, from its type. */
export function genesisCodes(project: Project): readonly string[] {
  const { type } = readResult(project, project.genesis);
  if (type.kind !== 'union') return [];
  const rejected = type.variants.find(({ tag }) => tag === OUTCOME.rejected)?.record;
  const code = rejected?.fields.find(({ name }) => name === OUTCOME.code)?.type;
  return code?.kind === 'string' ? code.literals : [];
}

function emitOthers(checked: Checked, roles: number): string {
  const count = Math.max(0, checked.accounts - roles);
  if (count === 0) return '';
  const taken = Array.from({ length: roles }, (_, i) => `$j === $s${i}`).join(' || ');
  const skip = roles === 0 ? '' : `while (${taken}) $j++; `;
  const lines = Array.from({ length: count }, (_, i) => `${skip}const $o${i} = $A[$j++];`);
  return `let $j = 0; ${lines.join(' ')}`;
}

function emitAliasing(project: Project, roles: readonly string[]): string {
  const pairs = roles.flatMap((_, i) => roles.slice(0, i).map((_, j) => `$s${j} === $s${i}`));
  return pairs.length === 0 ? ''
    : `$at = ${owedPlace(project, 'ALIASING')}; if (${pairs.join(' || ')}) return -1;`;
}

function emitStep(checked: Checked, transition: TransitionTree, exits: Position[]): string {
  const { code, project } = checked;
  const { roles, codes } = transition;
  const place = project.properties.findIndex((property) =>
    property.kind === 'contract' && property.transition === transition.name);
  const contract = project.properties[place] as Kind<'contract'> | undefined;
  const called = emitFunction(code, transition.function, [], true, exits);
  const expected = contract === undefined ? '' : emitExpected(checked, transition, contract);
  const name = freshName(code, 's');
  const touched = elementNames(roles.length);
  const { tag } = readResult(project, transition.function);
  const found = `${memberText('$R', tag)} === ${JSON.stringify(OUTCOME.rejected)}`;
  const lines = [
    ...roles.map((_, i) => `const $s${i} = $S[${i}], $w${i} = $A[$s${i}];`),
    `$at = ${owedPlace(project, 'DEFINED')};`,
    `const $R = ${called}(${['$V', ...roles.map((_, i) => `$w${i}`), '$E'].join(', ')});`,
    contract === undefined ? ''
      : `$at = ${place}; const $T = { $id: -1${touched.map((n, i) => `, ${n}: $w${i}`).join('')} };`
        + ` const $x = ${expected}($V, $T, $E);`,
    `if (${found}) { const $c = ${codeNumber(codes, '$R.code')};`,
    contract === undefined ? 'return $c; }' : 'return $c === $x ? $c : -1; }',
    contract === undefined ? '' : `if ($x !== ${codes.length}) return -1;`,
    emitAliasing(project, roles),
    `const $N = $R.venue${touched.map((n, i) => `, $n${i} = $R.touched.${n}`).join('')};`,
    '$out.venue = $N; $out.touched = $R.touched; const $exited = $exit;',
    contract === undefined ? ''
      : emitEnsures(checked, contract, place) + emitFrame(checked, transition, contract, place),
    emitOthers(checked, roles.length),
    emitSteps(checked, transition, contract?.actors ?? []),
    `return ${codes.length} + $exited;`,
  ];
  code.lines.push(`function ${name}($V, $A, $S, $E) { ${lines.join('\n')} }`);
  return name;
}

function emitGenesis(checked: Checked, exits: Position[]): string {
  const { code, project } = checked;
  const called = emitFunction(code, project.genesis, [], true, exits);
  const codes = genesisCodes(project);
  const { tag } = readResult(project, project.genesis);
  return `($E) => { $at = ${owedPlace(project, 'DEFINED')}; const $R = ${called}($E);
    if (${memberText('$R', tag)} === 'rejected') return ${codeNumber(codes, '$R.code')};
    $out.venue = $R.venue; $out.touched = $R.touched; return ${codes.length} + $exit; }`;
}

export type Asked = {
  readonly project: Project;
  readonly accounts: number;
  readonly any: Checked['any'];
};

/** `widened`: the places that compute exactly; null: all. */
export function writeSource(asked: Asked, widened: ReadonlySet<number> | null): Source {
  const { project, accounts, any } = asked;
  const code: Code = openCode(project.program, project.ranges.intermediate, widened);
  const unit = {
    code, temporaries: [], tags: new Map(), aliases: new Map(), isKernel: false, listed: [],
    exits: null,
  };
  const empty = emit(unit, project.empty).text;
  const checked: Checked = { code, project, empty, accounts, any };
  const exits: Position[][] = project.transitions.map(() => []);
  const steps = project.transitions.map((transition, i) =>
    emitStep(checked, transition, exits[i] ?? []));
  const atGenesis: Position[] = [];
  const names = Array.from({ length: accounts }, (_, i) => `$a${i} = $A[${i}]`);
  const bound = names.length === 0 ? '' : `const ${names.join(', ')};`;
  const ofGenesis = emitGenesis(checked, atGenesis);
  const ofVenue = emitInvariants(checked, false);
  const ofBook = emitInvariants(checked, true);
  const text = `'use strict';
let $exit = 0, $at = 0, $any = 0, $chosen = 0;
const $out = { venue: null, touched: null };
${code.lines.join('\n')}
return { steps: [${steps.join(', ')}], genesis: ${ofGenesis}, empty: ${empty}, out: $out,
venueHolds: ($V) => { ${ofVenue} }, bookHolds: ($V, $A) => { ${bound} ${ofBook} },
at: () => $at, any: () => $any, chosen: () => $chosen };`;
  return { text, exits: [...exits, atGenesis] };
}

export const compileSource = ({ text }: Source, arithmetic: Arithmetic): Compiled =>
  (new Function('$', text) as (arithmetic: Arithmetic) => Compiled)(arithmetic);
