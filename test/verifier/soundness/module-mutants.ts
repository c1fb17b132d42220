// Mutants of what the verifier does with modules, each with the canary that it wrongly proves.

import * as modules from './module-canaries.ts';
import type { Mutant } from './mutant.ts';

const rule = 'SND-13';

export const MODULE_MUTANTS: readonly Mutant[] = [
  {
    rule, says: 'a call is read as the implementation that is composed',
    canary: modules.byFirstAlone,
    patches: [{
      file: 'symbolic/module.ts',
      find: 'if (c.unfolded.size === 0) return null;',
      replace: 'if (c.unfolded.size === 0) '
        + "return findFunction(c.program, module.implementations[0] ?? '');",
    }],
  },
  {
    rule, says: 'only the implementation that is composed is proved',
    canary: modules.brokenContract,
    patches: [{
      file: 'obligation/module.ts',
      find: 'findModule(session, property.member).implementations.flatMap(',
      replace: 'findModule(session, property.member).implementations.slice(0, 1).flatMap(',
    }],
  },
  {
    rule, says: 'nothing asks whether an implementation has a value',
    canary: modules.undefinedModule,
    patches: [{
      file: 'obligation/module.ts',
      find: "...owed(context(known), 'body', total.notes, total.at),", replace: '',
    }],
  },
  {
    rule, says: 'nothing asks whether a call meets what is required',
    canary: modules.callOutside,
    patches: [{
      file: 'obligation/structure.ts',
      find: 'terms.implies(under, met)', replace: 'terms.truth(met === met)',
    }],
  },
  {
    rule, says: 'a law is proved of what is composed alone',
    canary: modules.brokenLaw,
    patches: [{
      file: 'obligation/composition.ts',
      find: '(project.program.modules.get(member)?.implementations ?? []).map(',
      replace: '(project.program.modules.get(member)?.implementations.slice(0, 1) ?? []).map(',
    }],
  },
  {
    rule, says: 'a contract is believed although it was not proved',
    canary: modules.brokenContract,
    patches: [{
      file: 'judge.ts',
      find: "['invariant', 'lemma', 'module']", replace: "['invariant', 'lemma']",
    }],
    leaves: [['CON-cost/other/1', 'disproved']],
  },
  {
    rule, says: 'what is ensured is assumed although no call is as is required',
    canary: modules.restsOnRequires,
    patches: [{
      file: 'judge.ts', find: '|| property === STRUCTURE.requires', replace: '',
    }, {
      file: 'judge.ts', find: 'STRUCTURE.defined, STRUCTURE.requires', replace: 'STRUCTURE.defined',
    }],
    leaves: [['REQUIRES/pay/1', 'disproved']],
  },
  {
    rule, says: 'what is ensured is assumed although what is required is not proved any more',
    canary: modules.requiresOnFailure,
    patches: [{
      file: 'judge.ts', find: '|| property === STRUCTURE.requires', replace: '',
    }],
    leaves: modules.requiresOnFailure.fails.filter(([id]) => !id.startsWith('INV-02/')),
  },
  {
    rule, says: 'what is ensured is assumed although it was not asked what is required',
    canary: modules.requiresUnasked,
    patches: [{
      file: 'prove.ts', find: '[...declared, STRUCTURE.requires]', replace: 'declared',
    }],
  },
  {
    rule, says: 'what is ensured is assumed where the call is not reached',
    canary: modules.callUnreached,
    patches: [{
      file: 'obligation/module.ts',
      find: 'terms.implies(under, ensured)', replace: 'terms.assume(terms.truth(true), ensured)',
    }],
  },
  {
    rule, says: 'every call is a function of its own',
    canary: modules.sameArguments,
    patches: [{
      file: 'ir/smtlib.ts',
      find: 'symbol(`#module.${member}${part}`)',
      replace: 'symbol(`#module.${member}${part}${id}`)',
    }, {
      file: 'ir/smtlib.ts',
      find: '({ member, part }: Application)', replace: '({ member, part, id }: Application)',
    }],
    leaves: [['THM-01', 'unknown']], // true, and no composition realises a model of it
  },
  {
    rule, says: 'the arguments of a call do not matter',
    canary: modules.otherArguments,
    patches: [{
      file: 'ir/table.ts',
      find: '(${atom.arguments.map((term) => term.id).join(\',\')})', replace: '',
    }],
  },
];
