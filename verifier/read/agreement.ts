// Agreement of the properties with the kernel: ids used once, contracts of known transitions with
// exactly their codes, frames and actors that exist, and parameters of the kernel's own types.

import { findMisfit } from './fit.ts';
import { Refusal } from './refusal.ts';
import { GENESIS } from './tree.ts';
import type {
  Frame,
  Lambda,
  ModuleTree,
  Position,
  Property,
  RecordType,
  TransitionTree,
  Type,
} from './tree.ts';
import type { Book, Founding } from './transition.ts';

export type Kernel = {
  readonly book: Book;
  readonly founding: Founding;
  readonly transitions: readonly TransitionTree[];
  readonly modules: ReadonlyMap<string, ModuleTree>;
};

type Contract = Extract<Property, { readonly kind: 'contract' }>;
type ModuleContract = Extract<Property, { readonly kind: 'module' }>;

/** Every disagreement of one property with the kernel and with the properties before it. */
export function findDisagreements(
  kernel: Kernel,
  property: Property,
  earlier: readonly Property[],
): readonly Refusal[] {
  const first = earlier.find((candidate) => candidate.id === property.id);
  const twice: readonly Problem[] =
    first === undefined
      ? []
      : [['CFG-11', `\`${property.id}\` is already the id at ${first.at.file}:${first.at.line}`]];
  const found =
    property.kind === 'contract' && property.transition === GENESIS
      ? genesisProblems(kernel, property)
      : property.kind === 'contract'
      ? contractProblems(kernel, property)
      : property.kind === 'module'
        ? moduleProblems(kernel, property)
        : lambdaProblems(kernel, property);
  return [...twice, ...found].map(
    ([rule, problem, at]) => new Refusal(rule, at ?? property.at, problem, null),
  );
}

/** `at`: where, if not at the declaration of the property. */
type Problem = readonly [rule: string, problem: string, at?: Position];

/** Each parameter of an arrow must take every value of the kernel's type in its place. */
function parameterProblems(
  lambda: Lambda,
  given: readonly (readonly Type[])[],
  id: string,
): readonly Problem[] {
  return lambda.parameters.slice(0, given.length).flatMap(({ type }, index) =>
    (given[index] ?? []).flatMap((kernel): readonly Problem[] => {
      const misfit = findVariantMisfit(kernel, type);
      return misfit === null
        ? []
        : [['CFG-15', `parameter ${index + 1} of ${id} is not the kernel's: ${misfit}`, lambda.at]];
    }),
  );
}

/** As `findMisfit`; an event's record also fits a union that has it as a variant. */
function findVariantMisfit(got: Type, want: Type): string | null {
  if (got.kind !== 'record' || want.kind !== 'union') return findMisfit(got, want);
  const tag = got.fields.find((field) => field.name === want.discriminant)?.type;
  const variant = want.variants.find(
    (candidate) =>
      tag?.kind === 'string' && tag.literals.length === 1 && tag.literals[0] === candidate.tag,
  );
  return variant === undefined
    ? 'it may be of a variant too many'
    : findMisfit(got, variant.record);
}

function moduleProblems(kernel: Kernel, property: ModuleContract): readonly Problem[] {
  const module = kernel.modules.get(property.member);
  if (module === undefined) return [];
  const given = module.parameters.map(({ type }) => [type]);
  const places = [
    [property.requires, given, '`requires`'],
    [property.ensures, [...given, [module.result]], '`ensures`'],
  ] as const;
  return places.flatMap(([lambda, types, name]) => [
    ...parameterProblems(lambda, types, name),
    ...(lambda.parameters.length <= types.length
      ? []
      : [['CFG-15', `${name} takes more than its module gives`, lambda.at] as const]),
  ]);
}

function lambdaProblems(
  kernel: Kernel,
  property: Exclude<Property, Contract | ModuleContract>,
): readonly Problem[] {
  const { venue, account } = kernel.book;
  if (property.kind === 'invariant') {
    return parameterProblems(
      property.holds,
      [[venue], [{ kind: 'accounts', account }]],
      property.id,
    );
  }
  if (property.kind === 'step') {
    const events = kernel.transitions.map((transition) => transition.event);
    const given = [[venue], [venue], [{ kind: 'changes', account } as const], events];
    return parameterProblems(property.holds, given, property.id);
  }
  return [];
}

function contractProblems(kernel: Kernel, property: Contract): readonly Problem[] {
  const transition = kernel.transitions.find((candidate) => candidate.name === property.transition);
  if (transition === undefined) {
    return [['CFG-12', `\`${property.transition}\` is not a transition of the configuration`]];
  }
  const touched: Type = { kind: 'tuple', elements: transition.roles.map(() => transition.account) };
  const given = [[transition.venue], [touched], [transition.event], [transition.venue], [touched]];
  return [
    ...codeProblems(property, transition),
    ...property.actors
      .filter((actor) => !transition.roles.includes(actor))
      .map((actor): Problem => [
        'CFG-14',
        `the actor \`${actor}\` is not a role of \`${transition.name}\``,
      ]),
    ...property.changes.flatMap((frame) => frameProblems(frame, transition)),
    ...property.rejects.flatMap(({ code, violated }) =>
      parameterProblems(violated, given.slice(0, 3), `\`${code}\``),
    ),
    ...parameterProblems(property.ensures, given, '`ensures`'),
  ];
}

function genesisProblems({ book, founding }: Kernel, property: Contract): readonly Problem[] {
  const given = [[founding.event], [book.venue]];
  return [
    ...codeProblems(property, { name: GENESIS, codes: founding.codes }),
    ...property.rejects.flatMap(({ code, violated }) =>
      parameterProblems(violated, given.slice(0, 1), `\`${code}\``),
    ),
    ...parameterProblems(property.ensures, given, '`ensures`'),
  ];
}

function codeProblems(
  property: Contract,
  transition: Pick<TransitionTree, 'name' | 'codes'>,
): readonly Problem[] {
  const listed = property.rejects.map((guard) => guard.code);
  const unknown = property.rejects.filter(({ code }) => !transition.codes.includes(code));
  const missing = transition.codes.filter((code) => !listed.includes(code));
  return [
    ...unknown.map(({ code, violated }): Problem => [
      'CFG-13',
      `\`${transition.name}\` has no code \`${code}\``,
      violated.at,
    ]),
    ...missing.map((code): Problem => ['CFG-13', `the contract has no guard for \`${code}\``]),
  ];
}

const isRecord = (type: Type): type is RecordType => type.kind === 'record';

function frameProblems({ target, fields }: Frame, transition: TransitionTree): readonly Problem[] {
  const type =
    target === 'venue'
      ? transition.venue
      : transition.roles.includes(target)
        ? transition.account
        : null;
  if (type === null) return [['CFG-14', `\`${target}\` is neither \`venue\` nor a role`]];
  const known = isRecord(type) ? type.fields.map((field) => field.name) : [];
  return fields
    .filter((field) => !known.includes(field))
    .map((field): Problem => ['CFG-14', `\`${field}\` is not a field of \`${target}\``]);
}
