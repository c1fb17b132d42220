// For each soundness rule, a mutant of the verifier in which the rule is switched off, and the
// canary that it wrongly proves. A `fault` is a second defect, of the stage that the rule guards:
// some rules stop nothing but defects of the verifier itself.

import * as accounts from './account-canaries.ts';
import * as arithmetic from './arithmetic-canaries.ts';
import * as assumption from './assumption-canaries.ts';
import { DECIDING_MUTANTS } from './deciding-mutants.ts';
import { MODULE_MUTANTS } from './module-mutants.ts';
import * as witness from './witness-canaries.ts';
import type { Mutant } from './mutant.ts';

export const MUTANTS: readonly Mutant[] = [
  {
    rule: 'SND-01', says: 'assumptions are kept although their own proof failed',
    canary: assumption.restsOnFailure,
    patches: [{
      file: 'judge.ts', find: "['invariant', 'lemma', 'module']", replace: "['']",
    }],
    leaves: [['INV-01/mint/accepted', 'disproved']],
  },
  {
    rule: 'SND-02', says: 'nothing asks whether the paths cover every input',
    canary: assumption.forgottenPath,
    patches: [{
      file: 'obligation/structure.ts',
      find: "claim('cover', terms.or(...cell.paths.map((path) => path.condition)))",
      replace: "claim('cover', terms.truth(true))",
    }],
    fault: {
      patches: [{
        file: 'symbolic/execute.ts', find: '[...then, ...otherwise]', replace: '[...otherwise]',
      }, { // a witness would find the path that is missing
        file: 'witness/verdicts.ts',
        find: 'if (wanted.length === 0 && declared.length === 0) return [];', replace: 'return [];',
      }],
      fails: [['PATHS/genesis/cover', 'unknown'], ['PATHS/set/cover', 'unknown']],
    },
  },
  {
    rule: 'SND-03', says: 'the rest of a sum is the same whatever its summand reads',
    canary: accounts.movingSummand,
    patches: [{
      file: 'symbolic/universe.ts', find: '`${REST_SUM}${summand.id}`', replace: '`${REST_SUM}any`',
    }],
  },
  {
    rule: 'SND-03', says: 'a summand need not vanish at an empty account',
    canary: accounts.infiniteSum,
    patches: [{
      file: 'obligation/claim.ts',
      find: 'statement.finite.map(', replace: 'statement.finite.slice(0, 0).map(',
    }],
  },
  {
    rule: 'SND-04', says: 'rests are compared although the summands are not zero together',
    canary: accounts.sharedOverdraft,
    patches: [{
      file: 'symbolic/universe.ts',
      find: 'if (atEmpty !== terms.integer(0n)) return [];', replace: 'void atEmpty;',
    }],
  },
  {
    rule: 'SND-05', says: 'what was true of the rest stays true whatever it reads',
    canary: accounts.movingFloor,
    patches: [{
      file: 'symbolic/universe.ts',
      find: '`${REST_EVERY}${conjunct.id}`', replace: '`${REST_EVERY}any`',
    }],
  },
  {
    rule: 'SND-05', says: 'one account denies every claim that is denied',
    canary: accounts.sharedWitness,
    patches: [{
      file: 'symbolic/universe.ts',
      find: 'witnesses.filter((witness) => witness.name === name)', replace: 'witnesses',
    }],
  },
  {
    rule: 'SND-06', says: 'roles are taken to be distinct accounts',
    canary: accounts.selfTransfer,
    patches: [{
      file: 'obligation/structure.ts',
      find: 'if (transition === null || path.after === null) return [];', replace: 'return [];',
    }],
  },
  {
    rule: 'SND-07', says: 'a divisor is taken to be positive',
    canary: arithmetic.negativeDivisor,
    patches: [{
      file: 'ir/quotient.ts',
      find: 'const positive = terms.less(zero, denominator);',
      replace: 'const positive = terms.truth(true);',
    }],
  },
  {
    rule: 'SND-07', says: 'the remainder is not negative whatever the dividend',
    canary: arithmetic.roundsUpBelowZero,
    patches: [{
      file: 'ir/quotient.ts',
      find: 'case_(minus(numerator), denominator, minus(quotient)),',
      replace: 'slack(terms, numerator, denominator, quotient),',
    }],
  },
  {
    rule: 'SND-08', says: 'a property may divide by zero',
    canary: arithmetic.undefinedProperty,
    patches: [{
      file: 'obligation/claim.ts',
      find: 'notes.divisions.map(', replace: 'notes.divisions.slice(0, 0).map(',
    }],
  },
  {
    rule: 'SND-08', says: 'a kernel may divide by zero',
    canary: arithmetic.undefinedKernel,
    patches: [{
      file: 'obligation/structure.ts',
      find: 'cell.notes.divisions.map(', replace: 'cell.notes.divisions.slice(0, 0).map(',
    }],
  },
  {
    rule: 'SND-08', says: 'what stands to the right of a division guards it too',
    canary: arithmetic.shortCircuit,
    patches: [{
      file: 'obligation/claim.ts',
      find: 'terms.implies(under, terms.not(terms.equal(divisor, terms.integer(0n)))))',
      replace: 'terms.implies(terms.and(under, terms.not(statement.goal)), '
        + 'terms.not(terms.equal(divisor, terms.integer(0n)))))',
    }],
  },
  {
    rule: 'SND-09', says: 'the base case is not asked',
    canary: assumption.brokenGenesis,
    patches: [{
      file: 'obligation/build.ts', find: 'yield createGenesisCell(session);', replace: '',
    }],
  },
  {
    rule: 'SND-10', says: 'a path that the solver thinks possible counts as taken',
    canary: witness.unseenPath,
    patches: [{
      file: 'witness/verdicts.ts',
      find: "toVerdict(key, place, { verdict: 'unknown', reason, answer })",
      replace: 'toVerdict(key, place, SEEN)',
    }],
  },
  {
    rule: 'SND-10', says: 'a dead path counts as taken',
    canary: witness.deadPath,
    patches: [{
      file: 'witness/verdicts.ts',
      find: "toVerdict(key, place, { verdict: 'vacuous', reason, answer })",
      replace: 'toVerdict(key, place, SEEN)',
    }],
  },
  {
    rule: 'SND-11', says: 'values of rejected paths are left out',
    canary: arithmetic.lateGuard,
    patches: [{
      file: 'obligation/structure.ts',
      find: 'claimRanges(cell, context, {',
      replace: 'claimRanges({ ...cell, notes: { ...cell.notes, intermediates: '
        + 'cell.notes.intermediates.map((noted) => ({ ...noted, under: cell.session.terms.and('
        + 'noted.under, cell.session.terms.or(...cell.paths.flatMap((p) => '
        + '(p.after === null ? [] : [p.condition])))) })) } }, context, {',
    }],
  },
  {
    rule: 'SND-11', says: 'stored values are left out',
    canary: arithmetic.unboundedStore,
    patches: [{
      file: 'obligation/structure.ts',
      find: '[path.after.venue, ...path.after.touched].flatMap(findIntegers)',
      replace: '[...path.after.touched].flatMap(findIntegers)',
    }],
  },
  {
    rule: 'SND-12', says: 'that something is rejected is compared, and not with which code',
    canary: assumption.swappedGuards,
    patches: [{
      file: 'obligation/statement.ts',
      find: 'if (path.code === null) return stated;',
      replace: 'if (path.code === null) return stated;\n  if (due >= 0) return [];',
    }],
  },
  {
    rule: 'SND-12', says: 'what the frame does not list may change',
    canary: assumption.openFrame,
    patches: [{
      file: 'obligation/statement.ts',
      find: "...unchanged('venue', cell.venue, after.venue),", replace: '',
    }],
  },
  {
    rule: 'SND-12', says: 'what genesis founds is not held against its contract',
    canary: assumption.otherFounding,
    patches: [{
      file: 'obligation/statement.ts',
      find: 'if (contract === null) return [];',
      replace: 'if (contract === null || cell.transition === null) return [];',
    }],
  },
  ...MODULE_MUTANTS,
  {
    rule: 'SND-14', says: 'a lemma may be instantiated in its own proof',
    canary: assumption.selfishLemma,
    patches: [{
      file: 'obligation/theorem.ts',
      find: 'declared.findIndex((lemma) => lemma.id === claim.property)',
      replace: 'declared.length',
    }],
  },
  {
    rule: 'SND-15', says: 'different products become one constant',
    canary: arithmetic.confusedProducts,
    patches: [{
      file: 'ir/smtlib.ts',
      find: "`m!${productKey(atoms).replaceAll('*', '_')}`", replace: '`m!${productKey([])}`',
    }],
  },
  {
    rule: 'SND-15', says: 'a model of abstract products is a counterexample',
    canary: arithmetic.trueProduct,
    patches: [{
      file: 'obligation/question.ts',
      find: "trusted: 'unsat-only'", replace: "trusted: 'both'",
    }],
    leaves: [['THM-01', 'unknown']], // true, and its model does not replay
  },
  ...DECIDING_MUTANTS,
];
