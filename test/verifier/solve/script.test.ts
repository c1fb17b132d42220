// Which text is accepted as a query at all: what is not understood whole is rejected.

import { describe, expect, test } from 'vitest';

import { readExpressions, readValue } from '../../../verifier/solve/s-expression.ts';
import { readScript } from '../../../verifier/solve/script.ts';

describe('the text of a query', () => {
  test('declares constants in both ways, quoted or not', () => {
    const script = readScript(`; a comment with ( in it
      (declare-const a Int) (declare-fun |b c| () Bool) (declare-fun f (Int) Int)
      (define-fun g () Int (+ a 1)) (assert (> (f g) 0)) ; the end`);
    expect(script).toEqual({
      constants: new Map([['a', 'Int'], ['b c', 'Bool']]), trivial: false,
    });
  });

  test('is trivial only if it asserts nothing but true', () => {
    expect(readScript('(assert true)(assert true)')).toMatchObject({ trivial: true });
    expect(readScript('(assert true)(assert false)')).toMatchObject({ trivial: false });
    expect(readScript('(assert (= true true))')).toMatchObject({ trivial: false });
  });

  test.each([
    'exit', 'reset', 'reset-assertions', 'push 1', 'pop 1', 'check-sat', 'set-option :x y',
    'set-logic ALL', 'echo "unsat"', 'include "f"', 'get-model', '',
  ])('may not hold (%s)', (command) => {
    expect(readScript(`(assert false)(${command})`)).toMatch(/^the command .* is not allowed/);
  });

  test.each([
    '(assert false', '(assert |a)', '(assert "a)', 'x', ')', '(assert true))', '(assert x)|',
    '(assert true) ; (assert false)\n|', '(assert true) ; (assert false)\n(assert "',
  ])('may not be broken: %s', (text) => {
    expect(typeof readScript(text)).toBe('string');
  });
});

describe('what a solver prints', () => {
  test('is read as nested lists', () => {
    expect(readExpressions('sat\n((|a b| (- 5)) (p true))\n(:reason-unknown "a ""b""")')).toEqual([
      'sat', [['a b', ['-', '5']], ['p', 'true']], [':reason-unknown', '"a ""b"""'],
    ]);
  });

  test('is read as far as it is whole', () => {
    expect(readExpressions('sat (a (b')).toEqual(['sat']);
    expect(readExpressions(') sat')).toEqual([]);
  });

  test.each([
    ['5', 5n], ['-5', -5n], [['-', '5'], -5n], ['true', true], ['false', false],
    ['170141183460469231731687303715884105728', 2n ** 127n],
    ['5.0', undefined], [['/', '1', '2'], undefined], [['-', '5', '1'], undefined],
    [['-', ['-', '5']], undefined], ['x', undefined], [[], undefined],
  ])('%j is the value %s', (expression, value) => {
    expect(readValue(expression)).toBe(value);
  });
});
