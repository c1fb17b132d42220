// What each way to end means to the shell, and the error that is the user's to correct.

export const EXIT = { holds: 0, fails: 1, usage: 2, toolchain: 3, interrupted: 130 } as const;

/** Wrong usage or configuration: one line that says what, where, and what to do. */
export class UsageError extends Error {}
