// The text of `plimsoll --help`. docs/cli.md says the same at length, and is run as a test.

export const HELP = `\
plimsoll prove [options]          prove the properties named by plimsoll.config.ts
plimsoll replay <file> [options]  run a counterexample again on the real kernel
plimsoll witness [options]        check and find traces to every accepted path
plimsoll fuzz [options]           check every property on random steps, shrink what fails
plimsoll differ [options]         compare code, evaluator, formulas and solver on random steps
plimsoll explore [options]        take every sequence of events in a scope
plimsoll mutate [options]         change the kernel in every small way; what notices?
plimsoll cores [options]          what each proof needed, and the guards that none did

  --config <file>    the configuration (default: plimsoll.config.ts, here or above)
  --json             one JSON object on standard output
  --debug            a stack trace with an error

prove
  --only <name>      a property's id or a transition; may be given again
  --jobs <n>         solver processes (default: the number of cores)
  --rlimit <n>       what a query may cost the solver (default 5000000)
  --timeout <ms>     a query's wall-clock guard (default 300000)
  --seeds <n>        seeds under each of which a query must be proved (default 1)
  --solver <name>    embedded (default), z3, cvc5, or the path of either
  --emit-smt <dir>   also write every query as SMT-LIB 2
  --ask-all          decide nothing without the solver
  --expect <file>    the committed verdicts (default: proofs/verdicts.expected.txt)
  --update           write the committed verdicts instead of comparing

witness
  --runs <n>         steps of the search (default 20000)
  --seed <n>         of the search (default 1)
  --update           write what was found into proofs/witnesses.json

fuzz
  --runs <n>         random runs (default 500; with --time as many as it allows)
  --time <s>         stop after so many seconds
  --seed <n>         of the runs: the same seed gives the same (default 1)
  --from <n>         the first run's number (default 0)
  --only <name>      a property's id or a transition; may be given again
  --write-test <f>   write what failed as a test for vitest

differ
  --steps <n>        generated steps (default 100000; with --time as many as it allows)
  --time <s>         stop after so many seconds
  --seed <n>         of the steps (default 1)
  --solver <n>       ask the solver of one step in n; 0: never (default 10000)
  --hash             print a hash of all steps and what came of them

explore
  --scope <name>     a scope that the configuration names (default small)
  --memory <GiB>     what the states may take (default: most of what is free)
  --jobs <n>         threads; what is found is the same for any number (default 1)

mutate
  --only <name>      a file of the kernel or a transition; may be given again
  --sample <n>       that many of them, chosen at random
  --seed <n>         of that choice and of the steps tried (default 1)
  --jobs <n>         processes (default: the number of cores)
  --rlimit <n>       what a query may cost the solver (default 1000000)
  --thorough         ask the proofs as well where contracts alone noticed
  --fresh            judge again what an earlier run has judged

cores
  --only <name>      a property's id or a transition; may be given again
  --jobs <n>         solver processes (default: the number of cores)
  --rlimit <n>       what a query may cost the solver (default 5000000)

exit codes: 0 all holds; 1 refuted, unknown, vacuous, lost; 2 wrong usage, configuration
or a kernel outside the subset; 3 the toolchain itself failed; 130 interrupted
`;
