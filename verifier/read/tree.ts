// The typed syntax tree of Kernel TypeScript: what the reader makes of a source and what every
// later stage consumes. It assumes that the subset check has passed; every node keeps its source
// position.

export type Position = { readonly file: string; readonly line: number; readonly column: number };

export type Field<T> = { readonly name: string; readonly type: T };
export type RecordType = { readonly kind: 'record'; readonly fields: readonly Field<Type>[] };
export type Variant = { readonly tag: string; readonly record: RecordType };
export type UnionType = {
  readonly kind: 'union';
  readonly discriminant: string;
  readonly variants: readonly Variant[];
};

/**
 * A type of the subset, structural: aliases are already expanded. A `string` is a finite union of
 * literals, sorted. The record of a variant includes its discriminant field, of a one-literal type.
 * `accounts` and `changes` are the ghost collections of the declaration API.
 */
export type Type =
  | { readonly kind: 'bigint' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'string'; readonly literals: readonly string[] }
  | RecordType
  | { readonly kind: 'tuple'; readonly elements: readonly Type[] }
  | UnionType
  | { readonly kind: 'accounts'; readonly account: Type }
  | { readonly kind: 'changes'; readonly account: Type };

/** A binding: a name, or a destructuring of a record or a tuple; `hole` skips a tuple element. */
export type Pattern =
  | { readonly kind: 'name'; readonly name: string; readonly type: Type; readonly at: Position }
  | {
      readonly kind: 'record';
      readonly fields: readonly { readonly field: string; readonly pattern: Pattern }[];
      readonly at: Position;
    }
  | { readonly kind: 'tuple'; readonly elements: readonly Pattern[]; readonly at: Position }
  | { readonly kind: 'hole'; readonly at: Position };

export type Parameter = { readonly pattern: Pattern; readonly type: Type };

/**
 * An arrow function given directly to a ghost sum, a fold, or a declaration. Never a value. A
 * parameter `modules` is not among its parameters: there is one composition for a whole book, so
 * all that is kept of it is its place, where the function is run for real.
 */
export type Lambda = {
  readonly modules: number | null;
  readonly parameters: readonly Parameter[];
  readonly result: Type;
  readonly body: readonly Statement[]; // an expression body is one `return`
  readonly at: Position;
};

export type RecordEntry =
  | { readonly kind: 'spread'; readonly value: Expression }
  | { readonly kind: 'field'; readonly name: string; readonly value: Expression };

export type UnaryOperator = '-' | '!';
export type BinaryOperator =
  '+' | '-' | '*' | '/' | '%' | '<' | '<=' | '>' | '>=' | '===' | '!==' | '&&' | '||';

type Node = { readonly type: Type; readonly at: Position };

export type Expression = Node
  & (
    | { readonly kind: 'bigint'; readonly value: bigint }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'local'; readonly name: string }
    | { readonly kind: 'global'; readonly id: string } // a top-level const: `Program.globals`
    | { readonly kind: 'field'; readonly object: Expression; readonly name: string } // of a record
    | { readonly kind: 'discriminant'; readonly object: Expression } // the tag of a union value
    // of one tag: its record
    | { readonly kind: 'narrow'; readonly object: Expression; readonly tags: readonly string[] }
    | { readonly kind: 'index'; readonly tuple: Expression; readonly index: number }
    // its type is a record, or a union whose tag is given
    | { readonly kind: 'record'; readonly entries: readonly RecordEntry[] }
    | { readonly kind: 'tuple'; readonly elements: readonly Expression[] }
    | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: 'conditional';
        readonly condition: Expression;
        readonly then: Expression;
        readonly otherwise: Expression;
      }
    // the callee is an id in `Program.functions`
    | { readonly kind: 'call'; readonly callee: string; readonly arguments: readonly Expression[] }
    // a call of a member of `modules`: `Program.modules`
    | {
        readonly kind: 'module';
        readonly member: string;
        readonly arguments: readonly Expression[];
      }
    | {
        readonly kind: 'fold';
        readonly method: 'every' | 'some' | 'reduce';
        readonly tuple: Expression;
        readonly lambda: Lambda;
        readonly initial: Expression | null;
      }
    | {
        readonly kind: 'ghost';
        readonly method: 'sum' | 'every' | 'change';
        readonly accounts: Expression;
        readonly lambda: Lambda;
      }
  );

export type Statement = { readonly at: Position } & (
  | { readonly kind: 'const'; readonly pattern: Pattern; readonly value: Expression }
  | { readonly kind: 'let'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'assign'; readonly name: string; readonly value: Expression } // of a `let`
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly kind: 'switch'; readonly subject: Expression; readonly cases: readonly SwitchCase[] }
  | {
      readonly kind: 'for';
      readonly pattern: Pattern;
      readonly tuple: Expression;
      readonly body: readonly Statement[];
    }
  | { readonly kind: 'return'; readonly value: Expression }
);

/**
 * One arm of a switch: the literals it serves (`default` is expanded to the literals left over).
 */
export type SwitchCase = {
  readonly literals: readonly string[];
  readonly body: readonly Statement[];
};

export type FunctionTree = Lambda & { readonly id: string; readonly name: string };
export type GlobalTree = { readonly id: string; readonly name: string; readonly value: Expression };

/**
 * What a member of `modules` takes and returns: integers, booleans, literals, and parts of them.
 */
export type ModuleSignature = {
  readonly member: string;
  readonly parameters: readonly Field<Type>[];
  readonly result: Type;
};

/**
 * A member of `modules` with its contract; of its implementations the first is the composed one.
 */
export type ModuleTree = ModuleSignature & {
  readonly implementations: readonly string[]; // ids in `Program.functions`
  readonly contract: string; // the id of its property
  readonly requires: Lambda;
  readonly ensures: Lambda;
};

/** Everything reachable from the roots; an id is `<file relative to the config>#<name>`. */
export type Program = {
  readonly functions: ReadonlyMap<string, FunctionTree>;
  readonly globals: ReadonlyMap<string, GlobalTree>;
  readonly modules: ReadonlyMap<string, ModuleTree>; // by member
};

type Declared = { readonly id: string; readonly sentence: string; readonly at: Position };

export type Guard = { readonly code: string; readonly violated: Lambda };
/** The target is `venue` or a role. */
export type Frame = { readonly target: string; readonly fields: readonly string[] };

/**
 * A declared property. Parameters of an invariant: venue, accounts, then any number of arbitrary
 * values (for every). Of a step: before, after, changes, event, then arbitrary values.
 */
export type Property =
  | (Declared & { readonly kind: 'invariant'; readonly holds: Lambda })
  | (Declared & { readonly kind: 'step'; readonly holds: Lambda })
  | (Declared & { readonly kind: 'theorem'; readonly when: Lambda; readonly then: Lambda })
  | (Declared & {
      readonly kind: 'lemma';
      readonly when: Lambda;
      readonly then: Lambda;
      readonly instances: Lambda;
    })
  | (Declared & {
      readonly kind: 'module';
      readonly member: string;
      readonly requires: Lambda;
      readonly ensures: Lambda;
    })
  | (Declared & {
      readonly kind: 'contract';
      readonly transition: string;
      readonly actors: readonly string[];
      readonly rejects: readonly Guard[];
      readonly ensures: Lambda;
      readonly changes: readonly Frame[];
    });

/**
 * A role is an account parameter's name, which is also the event field that holds the account's
 * id.
 */
export type TransitionTree = {
  readonly name: string;
  readonly function: string;
  readonly venue: Type;
  readonly account: Type;
  readonly event: Type;
  readonly roles: readonly string[];
  readonly codes: readonly string[];
  readonly modules: boolean; // whether it takes them, before the venue
};

/** The name that genesis has among the transitions: none of them may have it. */
export const GENESIS = 'genesis';

/** A kernel with its properties, as named by one `plimsoll.config.ts`. */
export type Project = {
  readonly config: string; // absolute path
  readonly root: string; // its folder
  readonly program: Program;
  readonly genesis: string;
  readonly empty: Expression;
  readonly transitions: readonly TransitionTree[];
  readonly properties: readonly Property[];
  readonly ranges: { readonly stored: bigint; readonly intermediate: bigint };
  readonly hash: string; // of every source read, sha-256, hex
};

/** Discriminant and field names by which an outcome is recognised. */
export const OUTCOME = {
  accepted: 'accepted',
  rejected: 'rejected',
  venue: 'venue',
  touched: 'touched',
  code: 'code',
} as const;
