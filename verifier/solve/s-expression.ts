// S-expressions of SMT-LIB 2.6, chapter 3: what a solver prints, read as nested lists of atoms. An
// atom keeps its spelling, but a quoted symbol `|a b|` loses its bars, as the standard makes it
// the same symbol; a string literal keeps its quotes.

export type Expression = string | readonly Expression[];

// Layout and comments are matched apart from what follows them: in one pattern a token that cannot
// be read would make the match fall back into the comment.
const layout = /(?:[ \t\r\n]|;[^\r\n]*)*/y;
// a parenthesis; a quoted symbol; a string, in which `""` is an escaped quote; any other atom
const lexeme = /([()])|\|([^|\\]*)\||("(?:[^"]|"")*"(?!"))|([^\s()|";]+)/y;

export type Token = { readonly text: string; readonly kind: 'open' | 'close' | 'atom' };

/** The tokens of `text`; the last is null where the rest of the text is no token. */
export function* readTokens(text: string): Generator<Token | null> {
  const [blank, next] = [new RegExp(layout), new RegExp(lexeme)];
  for (;;) {
    blank.lastIndex = next.lastIndex;
    blank.test(text);
    next.lastIndex = blank.lastIndex;
    if (next.lastIndex === text.length) return;
    const found = next.exec(text);
    if (found === null) {
      yield null;
      return;
    }
    const [, paren, quoted, literal, plain] = found;
    const kind = paren === '(' ? 'open' : paren === ')' ? 'close' : 'atom';
    yield { text: paren ?? quoted ?? literal ?? plain ?? '', kind };
  }
}

/** All whole expressions at the start of `text`; what is broken, and all after it, is left out. */
export function readExpressions(text: string): readonly Expression[] {
  const top: Expression[] = [];
  const open: Expression[][] = [];
  for (const token of readTokens(text)) {
    if (token === null) break;
    if (token.kind === 'open') {
      open.push([]);
      continue;
    }
    const whole = token.kind === 'close' ? open.pop() : token.text;
    if (whole === undefined) break;
    (open.at(-1) ?? top).push(whole);
  }
  return top;
}

/** The value of `5`, `(- 5)`, `true` or `false`; nothing for any other expression. */
export function readValue(expression: Expression): bigint | boolean | undefined {
  if (expression === 'true' || expression === 'false') return expression === 'true';
  if (typeof expression === 'string') {
    return /^-?\d+$/.test(expression) ? BigInt(expression) : undefined;
  }
  const [sign, digits] = expression;
  if (expression.length !== 2 || sign !== '-' || typeof digits !== 'string') return undefined;
  return /^\d+$/.test(digits) ? -BigInt(digits) : undefined;
}
