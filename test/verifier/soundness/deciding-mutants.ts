// Mutants of what is decided without a solver, each with the canary that it wrongly proves.

import * as deciding from './deciding-canaries.ts';
import type { Mutant } from './mutant.ts';

const rule = 'SND-16';
const closure = 'ir/closure.ts';

export const DECIDING_MUTANTS: readonly Mutant[] = [
  {
    rule, says: 'where two alternatives are left the first holds',
    canary: deciding.eitherOfTwo,
    patches: [{
      file: closure, find: 'if (possible.length === 1)', replace: 'if (possible.length <= 2)',
    }],
  },
  {
    rule, says: 'of a choice the other branch is taken',
    canary: deciding.otherBranch,
    patches: [{
      file: closure,
      find: 'if (isImplied(state, condition)) return [choose(sum, choice, then)]',
      replace: 'if (isImplied(state, condition)) return [choose(sum, choice, otherwise)]',
    }],
  },
  {
    rule, says: 'it is enough that one way of a condition cannot be',
    canary: deciding.bothBranches,
    patches: [{
      file: closure,
      find: '[open.condition, not(open.condition)].every(',
      replace: '[open.condition, not(open.condition)].some(',
    }],
  },
  {
    rule, says: 'an inequality is added with either sign',
    canary: deciding.commonBound,
    patches: [{
      file: closure,
      find: 'const facts = state.sums.get(signedKey({ coefficient, atoms }, -1)) ?? [];',
      replace: 'const facts = [...state.sums.get(signedKey({ coefficient, atoms }, -1)) ?? [], '
        + '...(state.sums.get(signedKey({ coefficient, atoms }, 1)) ?? []).map(negateSum)];',
    }],
  },
  {
    rule, says: 'only some summands of an equation are multiplied',
    canary: deciding.multipliedEquation,
    patches: [{
      file: closure,
      find: '({ coefficient, atoms: multiplyProducts(product, [by]) })',
      replace: '({ coefficient, '
        + 'atoms: product.includes(factor) ? multiplyProducts(product, [by]) : product })',
    }],
  },
  {
    rule, says: 'what is not 0 cannot be as soon as it is not above 0',
    canary: deciding.boundedFromBelow,
    patches: [{
      file: closure,
      find: '(isAbsurd(state, plus(sum, 1n), 2) && isAbsurd(state, plus(negateSum(sum), 1n), 2))',
      replace: 'isAbsurd(state, plus(sum, 1n), 2) || isAbsurd(state, plus(negateSum(sum), 1n), 2)',
    }],
  },
  {
    rule, says: 'a bound that follows is one too tight',
    canary: deciding.roundedBound,
    patches: [{
      file: 'ir/interval.ts',
      find: '{ low: null, high: floorDivide(-rest, coefficient) }',
      replace: '{ low: null, high: floorDivide(-rest - 1n, coefficient) - 1n }',
    }],
  },
];
