// Canaries of what is decided without a solver: statements about integers of which all but one step
// of an argument is right.

import { idle } from './canary.ts';
import type { Canary } from './canary.ts';

const FALSE: Pick<Canary, 'event' | 'transitions' | 'fails'> = {
  ...idle, fails: [['THM-01', 'disproved']],
};

const theorem = (when: string, then: string): string => `
export const claimed = theorem('THM-01', 'A canary.', {
  when: (w: bigint, x: bigint, y: bigint, z: bigint) => ${when},
  then: (w, x, y, z) => ${then} });`;

export const eitherOfTwo: Canary = {
  ...FALSE,
  name: 'the first of two that may be above a third is above it',
  properties: theorem('(x > w || y > w) && w >= z', 'x > z'),
};

export const otherBranch: Canary = {
  ...FALSE,
  name: 'what is chosen is bounded as is what is not chosen',
  properties: theorem('w <= x && x <= 0n', '(x <= 0n ? y : z) <= z'),
};

export const bothBranches: Canary = {
  ...FALSE,
  name: 'what is chosen is bounded because it is wherever the condition holds',
  properties: theorem('w <= x', '(x <= 0n ? z : y) <= z'),
};

export const commonBound: Canary = {
  ...FALSE,
  name: 'two numbers above a third are in order',
  properties: theorem('x <= y && x <= z', 'y <= z'),
};

export const multipliedEquation: Canary = {
  ...FALSE,
  name: 'a product with one more than a number is that number with one more',
  properties: theorem('x === y + 1n', 'x * z <= y + 1n'),
};

export const boundedFromBelow: Canary = {
  ...FALSE,
  name: 'what is not above a number is that number',
  properties: theorem('x <= y', 'x === y'),
};

export const roundedBound: Canary = {
  ...FALSE,
  name: 'a number that is twice less than an odd one is less by a whole one',
  properties: theorem('2n * x <= y && y <= 5n', 'x <= 1n'),
};
