// What a user can correct: a scope that cannot be explored, a value that does not fit its type.
// Each is one line that says what, where, and what to do.

/** A scope that cannot be explored as it is. */
export class ScopeFault extends Error {}

/** A value that does not have its declared type, as an event that a scope made up. */
export class ValueFault extends Error {
  constructor(where: string, problem: string) {
    super(`${where}: ${problem}`);
    this.name = 'ValueFault';
  }
}
