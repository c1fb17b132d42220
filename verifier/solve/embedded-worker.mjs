// The program of one solver thread: Z3's plain SMT core in WebAssembly. Plain JavaScript, since
// Node 20 runs no TypeScript and a loader would delay the first answer.
//
// Every query starts from the same bytes. Z3's search depends on the addresses of its terms, hence
// on all that was allocated before: the environment that the loader copies in, the queries asked
// earlier. So the environment is pinned, one context and one solver are made, the memory is saved,
// and it is put back before each query: as a new process would be, without the cost of one. Cost
// in rlimit is then the same for any order, number of jobs, folder and Node version.

// @ts-check

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';

/** @typedef {import('./query.ts').Question} Question */
/** @typedef {import('./query.ts').Check} Check */
/** @typedef {Awaited<ReturnType<typeof start>>} Engine */

const PAGE = 65536;
const MEMORY_PAGES = 2 ** 31 / PAGE; // fixed by the build: 2 GiB
const TAIL = 16 * 2 ** 20; // how far above a free block the allocator may have left its marks
const OK = 0; // Z3_OK
const OUT_OF_MEMORY = 101; // the status with which Z3 exits when it reaches memory_max_size
// Z3_param_kind
const PARAM_UINT = 0;
const PARAM_BOOL = 1;
const PARAM_DOUBLE = 2;
const PARAM_SYMBOL = 3;

/** Loads Z3 and makes the one context and solver from which every query starts. */
async function start() {
  // Copied into Z3's memory as LANG; set for every Node, as 21 and later have a navigator and 20
  // has none.
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['C'] } });
  const require = createRequire(import.meta.url);
  const { init } = require('z3-solver/build/low-level/index.js');
  const initModule = require('z3-solver/build/z3-built.js');
  const path = require.resolve('z3-solver/build/z3-built.wasm');
  const binary = new WebAssembly.Module(readFileSync(path));
  const memory = new WebAssembly.Memory({
    initial: MEMORY_PAGES, maximum: MEMORY_PAGES, shared: true,
  });
  /** @type {WebAssembly.Exports} */
  let exports = {};
  /** @type {string[]} */
  const printed = [];
  const { Z3, em } = await init(initModule, {
    thisProgram: 'z3', // instead of process.argv[1]
    wasmMemory: memory,
    print: (/** @type {string} */ line) => printed.push(line),
    printErr: (/** @type {string} */ line) => printed.push(line),
    instantiateWasm: (
      /** @type {WebAssembly.Imports} */ imports,
      /** @type {(i: WebAssembly.Instance, m: WebAssembly.Module) => void} */ done,
    ) => {
      const instance = new WebAssembly.Instance(binary, imports);
      exports = instance.exports;
      rememberEntries(/** @type {WebAssembly.Table} */ (exports.__indirect_function_table));
      queueMicrotask(() => done(instance, binary)); // not before the caller has returned
      return {};
    },
  });
  Z3.global_param_set('memory_max_size', String(workerData.memoryMb));
  const config = Z3.mk_config();
  const context = Z3.mk_context_rc(config);
  Z3.del_config(config);
  const solver = Z3.mk_simple_solver(context);
  Z3.solver_inc_ref(context, solver);
  const known = Z3.solver_get_param_descrs(context, solver);
  Z3.param_descrs_inc_ref(context, known);
  const restore = saveMemory(em, exports);
  return { Z3, em, context, solver, known, restore, printed };
}

/**
 * Z3's exceptions make every guarded call look its target up in this table, and the build looks
 * twice. A lookup costs more than most calls; the table never changes once the module is there.
 * @param {WebAssembly.Table} table
 */
function rememberEntries(table) {
  const look = table.get.bind(table);
  /** @type {unknown[]} */
  const entries = [];
  const get = (/** @type {number} */ index) => (entries[index] ??= look(index));
  Object.defineProperty(table, 'get', { value: get });
}

/**
 * Saves all of the memory that is in use between two calls: what lies above the stack (which is
 * empty then) and below the allocator's last mark. Whatever lies above that mark is free memory to
 * the saved allocator, and its content means nothing.
 * @param {any} em
 * @param {any} exports
 * @returns {() => void} puts it back
 */
function saveMemory(em, exports) {
  const low = exports.emscripten_stack_get_base();
  const empty = exports.emscripten_stack_get_current();
  if (empty !== low) throw new Error('the stack is not empty between calls');
  const probe = em._malloc(2 ** 20);
  em._free(probe);
  const words = new Int32Array(em.HEAPU8.buffer, probe, TAIL / 4);
  const lastUsed = words.findLastIndex((word) => word !== 0);
  if (lastUsed > words.length - PAGE) {
    throw new Error("the end of the solver's memory was not found");
  }
  const high = probe + (lastUsed + 1) * 4;
  const saved = em.HEAPU8.slice(low, high);
  return () => {
    exports._emscripten_stack_restore(low);
    em.HEAPU8.set(saved, low);
  };
}

/**
 * @param {Engine} engine
 * @param {Question} question
 * @returns {Check}
 */
function answer(engine, question) {
  const { Z3, em, context, solver } = engine;
  const startedAt = performance.now();
  const spent = () => performance.now() - startedAt;
  const none = { model: new Map(), rlimit: 0 };
  const rejected = (/** @type {string} */ reason) =>
    /** @type {const} */ ({ ...none, result: 'rejected', ms: spent(), reason });
  engine.restore();
  engine.printed.length = 0;
  const wrong = setParameters(engine, question);
  if (wrong !== null) return rejected(wrong);

  // Not by the wrapper's string argument, which goes on the stack that the parser needs.
  const text = Buffer.from(`${question.smt2}\0`, 'utf8');
  const at = em._malloc(text.length);
  if (at === 0) return rejected('the text does not fit into memory');
  em.HEAPU8.set(text, at);
  em._Z3_solver_from_string(context, solver, at);
  // After an error the solver is empty, and an empty solver is sat.
  const parsed = Z3.get_error_code(context);
  if (parsed !== OK) return rejected(Z3.get_error_msg(context, parsed).trim());
  const asserted = Z3.ast_vector_size(context, Z3.solver_get_assertions(context, solver));
  if (asserted === 0 && !question.trivial) return rejected('it took over none of the assertions');

  // Synchronous, where the wrapper would start a thread for each call.
  const assumed = question.assume ?? [];
  const verdict = assumed.length === 0 ? em._Z3_solver_check(context, solver)
    : checkAssuming(engine, assumed);
  const failed = Z3.get_error_code(context);
  const rlimit = readCost(engine);
  if (failed !== OK) {
    const reason = Z3.get_error_msg(context, failed).trim();
    return { ...none, result: 'unknown', rlimit, ms: spent(), reason };
  }
  if (verdict === -1) {
    const core = question.assume === undefined ? {} : { core: readCore(engine) };
    return { ...none, ...core, result: 'unsat', rlimit, ms: spent(), reason: '' };
  }
  if (verdict === 1) {
    const model = readModel(engine, question);
    return { model, result: 'sat', rlimit, ms: spent(), reason: '' };
  }
  const said = Z3.solver_get_reason_unknown(context, solver);
  const spentAll = `the budget of ${question.rlimit} rlimit is spent`;
  const reason = rlimit < question.rlimit ? said : spentAll;
  return { ...none, result: 'unknown', rlimit, ms: spent(), reason };
}

/**
 * @param {Engine} engine
 * @param {readonly string[]} names of truth constants
 * @returns {number} the verdict under them
 */
function checkAssuming({ Z3, em, context, solver }, names) {
  const at = em._malloc(4 * names.length);
  const sort = Z3.mk_bool_sort(context);
  names.forEach((name, i) => {
    const constant = Z3.mk_const(context, Z3.mk_string_symbol(context, name), sort);
    Z3.inc_ref(context, constant);
    em.HEAPU32[(at >>> 2) + i] = constant;
  });
  return em._Z3_solver_check_assumptions(context, solver, names.length, at);
}

/**
 * @param {Engine} engine
 * @returns {string[]} the assumed constants that `unsat` rests on
 */
function readCore({ Z3, context, solver }) {
  const core = Z3.solver_get_unsat_core(context, solver);
  Z3.ast_vector_inc_ref(context, core);
  return Array.from({ length: Z3.ast_vector_size(context, core) }, (_, i) =>
    Z3.ast_to_string(context, Z3.ast_vector_get(context, core, i)).replace(/^\|(.*)\|$/s, '$1'));
}

/**
 * @param {Engine} engine
 * @param {Question} question
 * @returns {string | null} what is wrong with them
 */
function setParameters({ Z3, context, solver, known }, { options, rlimit, seed }) {
  const parameters = Z3.mk_params(context);
  Z3.params_inc_ref(context, parameters);
  /** @type {(readonly [string, string])[]} */
  const all = [['rlimit', String(rlimit)], ['random_seed', String(seed)], ...options];
  for (const [name, value] of all) {
    const symbol = Z3.mk_string_symbol(context, name.replace(/^smt\./, '')); // its own module
    const kind = Z3.param_descrs_get_kind(context, known, symbol);
    if (kind === PARAM_UINT && /^\d{1,9}$/.test(value)) {
      Z3.params_set_uint(context, parameters, symbol, Number(value));
    } else if (kind === PARAM_BOOL && /^(true|false)$/.test(value)) {
      Z3.params_set_bool(context, parameters, symbol, value === 'true');
    } else if (kind === PARAM_DOUBLE && /^\d+(\.\d+)?$/.test(value)) {
      Z3.params_set_double(context, parameters, symbol, Number(value));
    } else if (kind === PARAM_SYMBOL) {
      Z3.params_set_symbol(context, parameters, symbol, Z3.mk_string_symbol(context, value));
    } else {
      return `no option ${name} that takes ${value}`;
    }
  }
  Z3.solver_set_params(context, solver, parameters);
  const failed = Z3.get_error_code(context);
  return failed === OK ? null : Z3.get_error_msg(context, failed).trim();
}

/**
 * @param {Engine} engine
 * @returns {number}
 */
function readCost({ Z3, context, solver }) {
  const statistics = Z3.solver_get_statistics(context, solver);
  Z3.stats_inc_ref(context, statistics);
  const size = Z3.stats_size(context, statistics);
  for (let at = 0; at < size; at += 1) {
    if (Z3.stats_get_key(context, statistics, at) === 'rlimit count') {
      return Z3.stats_get_uint_value(context, statistics, at);
    }
  }
  return 0;
}

/**
 * A constant whose value is no literal is left out; the asker misses it.
 * @param {Engine} engine
 * @param {Question} question
 * @returns {Map<string, bigint | boolean>}
 */
function readModel({ Z3, context, solver }, { constants }) {
  const model = Z3.solver_get_model(context, solver);
  Z3.model_inc_ref(context, model);
  const values = new Map();
  for (const { name, sort } of constants) {
    const symbol = Z3.mk_string_symbol(context, name.replace(/^\|(.*)\|$/s, '$1'));
    const made = sort === 'Int' ? Z3.mk_int_sort(context) : Z3.mk_bool_sort(context);
    const value = Z3.model_eval(context, model, Z3.mk_const(context, symbol, made), true);
    if (value === null) continue;
    if (sort === 'Int' && Z3.is_numeral_ast(context, value)) {
      values.set(name, BigInt(Z3.get_numeral_string(context, value)));
    }
    const truth = sort === 'Bool' ? Z3.get_bool_value(context, value) : 0; // 1, -1; 0: undefined
    if (truth !== 0) values.set(name, truth === 1);
  }
  return values;
}

/**
 * @param {any} error what came out of WebAssembly
 * @returns {string}
 */
function explain(error) {
  if (error?.status === OUT_OF_MEMORY) return `out of memory (limit ${workerData.memoryMb} MB)`;
  return `${error?.message ?? error} ${engine.printed.join(' ')}`.trim();
}

const port = parentPort;
if (port === null) throw new Error('this is the program of a worker thread, not of a process');
const engine = await start();
port.on('message', (/** @type {Question} */ question) => {
  try {
    port.postMessage({ kind: 'checked', check: answer(engine, question) });
  } catch (error) {
    // Ends the thread: after a trap or an abort the module is of no more use.
    throw new Error(explain(error));
  }
});
port.postMessage({ kind: 'ready' });
