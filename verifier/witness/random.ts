// A seeded source of choices: a search gives the same traces wherever it is run. Mulberry32, whose
// 32 bits of state are far more than the choices of one search.

export type Random = {
  readonly below: (limit: number) => number;
  readonly chance: (percent: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T; // of at least one
};

export function createRandom(seed: number): Random {
  const state = { word: seed >>> 0 };
  const next = (): number => {
    state.word = (state.word + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state.word ^ (state.word >>> 15), state.word | 1);
    const again = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61));
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(from: readonly T[]): T => {
    const picked = from[below(from.length)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  };
  return { below, chance: (percent) => below(100) < percent, pick };
}
