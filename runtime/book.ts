// The in-memory book: a venue and its accounts, stepped by a kernel that it is handed. It loads the
// accounts that an event names, applies the transition and stores what it returns; it knows no
// rule. A book is owned by one caller and changed in place; the kernel's values are never changed.
import { AccountTable } from './account-table.ts';

type Accepted<V, A> = {
  readonly kind: 'accepted';
  readonly venue: V;
  readonly touched: readonly A[];
};
type Rejected = { readonly kind: 'rejected'; readonly code: string };
export type Result<V, A> = Accepted<V, A> | Rejected;

/** `roles`: the event's fields that hold the accounts' ids, in the order of the parameters. */
export type Entry<V, A> = {
  readonly roles: readonly string[];
  readonly transition: (venue: V, ...accountsAndEvent: never[]) => Result<V, A>;
};

/** A record account's fields are bigints; an account equal to `empty` is one that is not stored. */
export type Kernel<V, A extends Readonly<Record<string, bigint>>> = {
  readonly empty: A;
  readonly transitions: Readonly<Record<string, Entry<V, A>>>;
};

/** Changed by `apply` only. `applied` and `rejected` count events. */
export type Book<V, A extends Readonly<Record<string, bigint>>> = {
  readonly kernel: Kernel<V, A>;
  readonly fields: readonly (keyof A)[];
  readonly accounts: AccountTable<A>;
  venue: V;
  applied: number;
  rejected: number;
};

type Named = { readonly kind: string };
type Call<V, A> = (venue: V, ...accountsAndEvent: readonly (A | Named)[]) => Result<V, A>;

export function createBook<V, A extends Readonly<Record<string, bigint>>>(
  kernel: Kernel<V, A>, venue: V,
): Book<V, A> {
  const fields = Object.keys(kernel.empty);
  const accounts = new AccountTable(kernel.empty);
  return { kernel, fields, accounts, venue, applied: 0, rejected: 0 };
}

/**
 * Steps the book by one event and returns the kernel's outcome; a rejection changes only the count.
 * Throws, and changes nothing, if the kernel has no transition of the event's kind, if that has
 * more than two roles, if a role is not a bigint field of the event, or if the kernel returns
 * another number of accounts than it has roles: faults of the host, never of a user.
 */
export function apply<V, A extends Readonly<Record<string, bigint>>, E extends Named>(
  book: Book<V, A>, event: E,
): Result<V, A> {
  const { transitions } = book.kernel;
  const entry = Object.hasOwn(transitions, event.kind) ? transitions[event.kind] : undefined;
  if (entry === undefined) throw new Error(`the kernel has no transition '${event.kind}'`);
  // The kernel's parameter types are erased here; that roles and parameters agree is ASM-1.
  const call = entry.transition as unknown as Call<V, A>;
  const [first, second] = entry.roles;
  if (entry.roles.length > 2) throw new Error(`'${event.kind}' touches more than two accounts`);
  if (first === undefined) return counted(book, call(book.venue, event), 0);
  return second === undefined
    ? applyToOne(book, call, event, accountId(event, first))
    : applyToTwo(book, call, event, accountId(event, first), accountId(event, second));
}

function applyToOne<V, A extends Readonly<Record<string, bigint>>>(
  book: Book<V, A>, call: Call<V, A>, event: Named, id: bigint,
): Result<V, A> {
  const account = book.accounts.get(id) ?? book.kernel.empty;
  const outcome = counted(book, call(book.venue, account, event), 1);
  if (outcome.kind === 'accepted') store(book, id, outcome.touched[0] as A);
  return outcome;
}

function applyToTwo<V, A extends Readonly<Record<string, bigint>>>(
  book: Book<V, A>, call: Call<V, A>, event: Named, a: bigint, b: bigint,
): Result<V, A> {
  const { accounts } = book;
  const accountA = accounts.get(a) ?? book.kernel.empty;
  const accountB = accounts.get(b) ?? book.kernel.empty;
  const outcome = counted(book, call(book.venue, accountA, accountB, event), 2);
  if (outcome.kind === 'rejected') return outcome;
  store(book, a, outcome.touched[0] as A);
  store(book, b, outcome.touched[1] as A);
  return outcome;
}

function counted<V, A extends Readonly<Record<string, bigint>>>(
  book: Book<V, A>, outcome: Result<V, A>, roles: number,
): Result<V, A> {
  if (outcome.kind === 'rejected') {
    book.rejected += 1;
    return outcome;
  }
  if (outcome.touched.length !== roles)
    throw new Error(`the kernel returned ${outcome.touched.length} accounts for ${roles} roles`);
  book.venue = outcome.venue;
  book.applied += 1;
  return outcome;
}

function accountId(event: Named, role: string): bigint {
  const id = (event as unknown as Readonly<Record<string, unknown>>)[role];
  if (typeof id === 'bigint') return id;
  throw new Error(`the event '${event.kind}' has no account id in its field '${role}'`);
}

function store<V, A extends Readonly<Record<string, bigint>>>(
  book: Book<V, A>, id: bigint, account: A,
): void {
  if (isEmpty(book, account)) book.accounts.delete(id);
  else book.accounts.set(id, account);
}

function isEmpty<V, A extends Readonly<Record<string, bigint>>>(
  book: Book<V, A>, account: A,
): boolean {
  const { empty } = book.kernel;
  for (const field of book.fields) if (account[field] !== empty[field]) return false;
  return true;
}
