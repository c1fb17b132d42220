// Arithmetic and comparison as text. A place computes in doubles, and gives up where an operand is
// a bigint or the result leaves 2^53; once that was seen to happen it is widened, and computes
// exactly. ⌊x / y⌋ of doubles is exact below 2^53: the quotient is at least 1/y from the next
// integer, which is more than half the spacing of doubles there.

import type { BinaryOperator } from '../../verifier/read/tree.ts';
import { constantPiece, freshTemporary, isSamePath, piece } from './code.ts';
import type { Piece, Unit } from './code.ts';

type Operator = '+' | '-' | '*' | '/' | '%';
type Comparison = '<' | '<=' | '>' | '>=';

const EXACT: Readonly<Record<Operator, string>> = {
  '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'rem',
};
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

const isOperator = (operator: BinaryOperator): operator is Operator => operator in EXACT;

function fold(operator: Operator, x: bigint, y: bigint): bigint | null {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return y === 0n ? null : x / y;
    case '%':
      return y === 0n ? null : x % y;
  }
}

const isWide = ({ constant, narrow }: Piece): boolean => typeof constant === 'bigint' && !narrow;

/** An operand such that a bigint in its place throws, rather than computes. */
const numeric = ({ text, narrow }: Piece): string => (narrow ? text : `+${text}`);

function emitDoubles(
  unit: Unit, site: number, operator: Operator, left: Piece, right: Piece,
): string {
  const x = right.narrow && operator !== '/' && operator !== '%' ? left.text : numeric(left);
  if (operator === '+' || operator === '-' || operator === '*') {
    const t = freshTemporary(unit);
    const outside = `(${t} = ${x} ${operator} ${right.text}) > ${SAFE} || ${t} < -${SAFE}`;
    return `(${outside} ? $.wide(${site}) : ${t})`;
  }
  const operate = (y: string): string =>
    (operator === '/' ? `Math.trunc(${x} / ${y})` : `(${x} % ${y})`);
  if (typeof right.constant === 'bigint' && right.constant !== 0n) return operate(right.text);
  const t = freshTemporary(unit);
  return `((${t} = ${right.text}) === 0 ? $.zero() : ${operate(t)})`;
}

export function emitOperation(unit: Unit, operator: Operator, left: Piece, right: Piece): Piece {
  const { code } = unit;
  code.count.sites += 1;
  const site = code.count.sites;
  const { constant: x } = left;
  const { constant: y } = right;
  if (typeof x === 'bigint' && typeof y === 'bigint') {
    const value = fold(operator, x, y);
    const inRange = value !== null && value <= code.limit && value >= -code.limit;
    if (value !== null && (inRange || !unit.isKernel)) return constantPiece(value);
  }
  if (operator === '-' && isSamePath(left, right)) return constantPiece(0n);
  const exactly = code.widened === null || code.widened.has(site)
    || isWide(left) || isWide(right) || (unit.isKernel && code.limit < SAFE);
  if (exactly) {
    const text = `$.${EXACT[operator]}(${site}, ${left.text}, ${right.text})`;
    return piece(unit.isKernel ? `$.inRange(${text})` : text);
  }
  const text = emitDoubles(unit, site, operator, left, right);
  return { text, constant: null, narrow: true };
}

export function emitNegation(unit: Unit, operand: Piece): Piece {
  if (typeof operand.constant === 'bigint') return constantPiece(-operand.constant);
  const text = `(-${operand.text})`;
  const bounded = !unit.isKernel || (operand.narrow && unit.code.limit >= SAFE);
  return { text: bounded ? text : `$.inRange(${text})`, constant: null, narrow: operand.narrow };
}

function compare(operator: Comparison, x: bigint, y: bigint): boolean {
  switch (operator) {
    case '<':
      return x < y;
    case '<=':
      return x <= y;
    case '>':
      return x > y;
    case '>=':
      return x >= y;
  }
}

/**
 * A number is on the same side of every constant beyond 2^53. It is computed all the same, as it
 * may turn out to be no number.
 */
function compareWithWide(operator: Comparison, left: Piece, right: Piece): Piece {
  const some = isWide(left) ? right : left;
  const known = isWide(left)
    ? compare(operator, left.constant as bigint, 0n)
    : compare(operator, 0n, right.constant as bigint);
  if (some.narrow) return piece(`(${some.text}, ${known})`);
  const asked = `${left.text} ${operator} ${right.text}`;
  return /^[\w.$]+$/.test(some.text)
    ? piece(`(typeof ${some.text} === 'number' ? ${known} : ${asked})`)
    : piece(`(${asked})`);
}

function emitComparison(operator: Comparison, left: Piece, right: Piece): Piece {
  if (typeof left.constant === 'bigint' && typeof right.constant === 'bigint') {
    return constantPiece(compare(operator, left.constant, right.constant));
  }
  if (isSamePath(left, right)) return constantPiece(operator === '<=' || operator === '>=');
  if (isWide(left) || isWide(right)) return compareWithWide(operator, left, right);
  return piece(`(${left.text} ${operator} ${right.text})`);
}

export function emitNumeric(
  unit: Unit, operator: BinaryOperator, left: Piece, right: Piece,
): Piece {
  if (isOperator(operator)) return emitOperation(unit, operator, left, right);
  return emitComparison(operator as Comparison, left, right);
}
