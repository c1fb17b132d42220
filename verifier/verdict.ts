// Verdicts: what the prover says of each obligation, and of each property as a whole. A class is
// never a bare pass: it names what it rests on and, where it is not `proved`, why.

import type { Position } from './read/tree.ts';

export type VerdictClass =
  | 'proved' // inductive, any number of accounts, resting on proved assumptions only
  | 'refuted' // a counterexample to a claim about any inputs, or a trace from genesis; replayed
  | 'not inductive' // a step from a complete finite book that meets all assumptions; replayed
  | 'vacuous' // the assumptions of a claim are never met
  | 'assumed' // proved, but only under the named unproved properties
  | 'unknown' // not decided: the reason says why
  | 'open'; // declared as open: not asked

/**
 * Values of the kernel's types as JavaScript holds them: bigint, boolean, string, record, tuple.
 */
export type Value =
  bigint | boolean | string | readonly Value[] | { readonly [field: string]: Value };

export type Step = {
  readonly transition: string;
  readonly event: Value;
  readonly touched: Readonly<Record<string, Value>>; // by role
  readonly touchedAfter: Readonly<Record<string, Value>>;
  readonly venue: Value;
  readonly venueAfter: Value;
  readonly outcome: string; // `accepted`, or the rejection code
};

/** A violated property on a complete finite book, as it was replayed on the real kernel. */
export type Counterexample = {
  readonly property: string;
  readonly claim: string; // the violated conjunct, as source text
  readonly at: Position; // of that conjunct
  readonly values: readonly (readonly [term: string, value: Value])[]; // of its subterms
  readonly inputs: Readonly<Record<string, Value>>; // of a theorem or lemma, by parameter
  readonly step: Step | null; // of everything that speaks of a transition
  readonly others: readonly Value[]; // the other accounts of the book
  readonly relevant: readonly string[]; // paths of the fields that matter, most telling first
  readonly path: readonly Position[]; // the branches taken
  readonly modules: Readonly<Record<string, string>>; // by member, the id of what was composed
};

export type Verdict = {
  readonly id: string; // stable: <property>/<transition>/<path>/<part>
  readonly property: string;
  readonly kind: string; // of the property declared, or `structure`
  readonly transition: string | null;
  readonly path: string | null;
  readonly verdict: VerdictClass;
  readonly folded: boolean; // decided without a solver
  readonly ms: number;
  readonly rlimit: number;
  readonly assumptions: readonly string[]; // the ids that an `assumed` rests on; else those it used
  readonly reason: string; // why, for everything but `proved`
  readonly at: Position;
  readonly counterexample: Counterexample | null;
};

export type Totals = {
  readonly proved: number;
  readonly refuted: number; // `refuted` and `not inductive`
  readonly unknown: number;
  readonly vacuous: number;
  readonly assumed: number;
  readonly open: number;
};

export type ProofRun = {
  readonly kernelHash: string;
  readonly solver: string;
  readonly verdicts: readonly Verdict[];
  readonly totals: Totals;
  readonly elapsedMs: number;
  readonly firstVerdictMs: number;
};

export type Progress = { readonly done: number; readonly total: number; readonly last: string };

export type ProveOptions = {
  readonly only: readonly string[]; // property ids or transition names; empty: all
  readonly jobs: number;
  readonly solver: 'embedded' | { readonly path: string };
  readonly rlimit: number;
  readonly timeoutMs: number;
  readonly seeds: readonly number[];
  readonly emitSmt: string | null; // a folder
  readonly askAll: boolean; // folds nothing but what is literally true
  readonly onProgress: (progress: Progress) => void;
};
