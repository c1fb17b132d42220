// Edits of one expression: its operator, its constant, the field or function that it names, what
// it is given, what it keeps of an old record.

import { ts } from 'ts-morph';
import type { Change, Replacement } from './edits.ts';
import type { Sources } from './source.ts';

const replace = (node: ts.Node, text: string): Replacement =>
  ({ start: node.getStart(), end: node.getEnd(), text });

export const change = (rule: string, ...replacements: readonly Replacement[]): Change =>
  ({ rule, replacements });

export const replaceNode = (rule: string, node: ts.Node, text: string): Change =>
  change(rule, replace(node, text));

export const swapNodes = (rule: string, left: ts.Node, right: ts.Node): Change =>
  change(rule, replace(left, right.getText()), replace(right, left.getText()));

/** What may stand for an operator, with the rule that says so. */
const OPERATORS: ReadonlyMap<string, readonly (readonly [rule: string, instead: string])[]> =
  new Map([
    ['+', [['operator', '-']]],
    ['-', [['operator', '+']]],
    ['*', [['operator', '+']]],
    ['/', [['operator', '*']]],
    ['%', [['operator', '/']]],
    ['<', [['boundary', '<='], ['comparison', '>=']]],
    ['<=', [['boundary', '<'], ['comparison', '>']]],
    ['>', [['boundary', '>='], ['comparison', '<=']]],
    ['>=', [['boundary', '>'], ['comparison', '<']]],
    ['===', [['comparison', '!==']]],
    ['!==', [['comparison', '===']]],
    ['&&', [['connective', '||']]],
    ['||', [['connective', '&&']]],
  ]);

const ORDERED: readonly string[] = ['-', '/', '%'];

const isLogical = (node: ts.BinaryExpression): boolean =>
  ['&&', '||'].includes(node.operatorToken.getText());

/** `a || b && c`: mixing the two without parentheses would regroup, so each is put in its own. */
function editLogical(node: ts.BinaryExpression): readonly Change[] {
  const [instead] = OPERATORS.get(node.operatorToken.getText()) ?? [];
  if (instead === undefined) return [];
  const grouped = (side: ts.Expression): string =>
    (ts.isBinaryExpression(side) && isLogical(side) ? `(${side.getText()})` : side.getText());
  const text = `(${grouped(node.left)} ${instead[1]} ${grouped(node.right)})`;
  return [
    replaceNode(instead[0], node, text),
    replaceNode('dropped condition', node, node.left.getText()),
    replaceNode('dropped condition', node, node.right.getText()),
  ];
}

function editBinary(node: ts.BinaryExpression): readonly Change[] {
  if (isLogical(node)) return editLogical(node);
  const operator = node.operatorToken.getText();
  const changed = (OPERATORS.get(operator) ?? []).map(([rule, instead]) =>
    replaceNode(rule, node.operatorToken, instead));
  return ORDERED.includes(operator)
    ? [...changed, swapNodes('swapped operands', node.left, node.right)] : changed;
}

function editPrefix(node: ts.PrefixUnaryExpression): readonly Change[] {
  const rule = node.operator === ts.SyntaxKind.ExclamationToken ? 'negation' : 'operator';
  return [replaceNode(rule, node, node.operand.getText())];
}

function editInteger(node: ts.BigIntLiteral): readonly Change[] {
  const value = BigInt(node.text.replaceAll('_', '').replace(/n$/, ''));
  const below = value === 0n ? '(-1n)' : `${value - 1n}n`;
  return [
    replaceNode('constant', node, `${value + 1n}n`),
    replaceNode('constant', node, below),
  ];
}

/** The next literal of the union that is expected here. */
function editString({ checker }: Sources, node: ts.StringLiteral): readonly Change[] {
  const expected = checker.getContextualType(node) ?? comparedType(checker, node);
  const options = expected === undefined ? [] : expected.isUnion() ? expected.types : [expected];
  const literals = options.flatMap((type) => (type.isStringLiteral() ? [type.value] : []));
  const next = literals[(literals.indexOf(node.text) + 1) % literals.length];
  return next === undefined || next === node.text ? []
    : [replaceNode('wrong mode', node, `'${next}'`)];
}

/** In a comparison nothing is expected: the other side says what is possible. */
function comparedType(checker: ts.TypeChecker, node: ts.StringLiteral): ts.Type | undefined {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent)) return undefined;
  return checker.getTypeAtLocation(parent.left === node ? parent.right : parent.left);
}

const typeText = (checker: ts.TypeChecker, type: ts.Type): string =>
  checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);

/** The next field of the same record that has the same type. */
function editField({ checker }: Sources, node: ts.PropertyAccessExpression): readonly Change[] {
  if (ts.isCallExpression(node.parent) && node.parent.expression === node) return [];
  const fields = checker.getPropertiesOfType(checker.getTypeAtLocation(node.expression));
  const typed = (field: ts.Symbol): string =>
    typeText(checker, checker.getTypeOfSymbolAtLocation(field, node));
  const own = fields.find((field) => field.name === node.name.text);
  if (own === undefined) return [];
  const same = fields.filter((field) => typed(field) === typed(own)).map(({ name }) => name);
  const next = same[(same.indexOf(own.name) + 1) % same.length];
  return next === undefined || next === own.name ? []
    : [replaceNode('swapped field', node.name, next)];
}

function swapArguments({ checker }: Sources, node: ts.CallExpression): readonly Change[] {
  const typed = (argument: ts.Node): string =>
    typeText(checker, checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(argument)));
  return node.arguments.flatMap((argument, i) => {
    const next = node.arguments[i + 1];
    return next === undefined || typed(next) !== typed(argument)
      ? [] : [swapNodes('swapped arguments', argument, next)];
  });
}

/** Adds a name to the import that the named function comes from, where it is imported. */
function importBeside(node: ts.Identifier, name: string): readonly Replacement[] | null {
  const file = node.getSourceFile();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const named = statement.importClause?.namedBindings;
    if (named === undefined || !ts.isNamedImports(named)) continue;
    const own = named.elements.find((element) => element.name.text === node.text);
    if (own === undefined) continue;
    if (own.propertyName !== undefined) return null;
    if (named.elements.some((element) => element.name.text === name)) return [];
    return [{ start: own.getEnd(), end: own.getEnd(), text: `, ${name}` }];
  }
  return [];
}

/** Another function of the callee's file with the same signature: min for max, up for down. */
function editCallee({ checker }: Sources, node: ts.CallExpression): readonly Change[] {
  const callee = node.expression;
  if (!ts.isIdentifier(callee)) return [];
  const symbol = checker.getSymbolAtLocation(callee);
  const target = symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias
    ? checker.getAliasedSymbol(symbol) : symbol;
  const own = target?.valueDeclaration;
  if (own === undefined || !ts.isFunctionDeclaration(own)) return [];
  const signed = (one: ts.FunctionDeclaration): string =>
    [...one.parameters.map((p) => checker.getTypeAtLocation(p)),
      checker.getTypeAtLocation(one)].map((type, i, all) => (i < all.length - 1
      ? typeText(checker, type)
      : type.getCallSignatures().map((s) => typeText(checker, s.getReturnType())).join(' ')))
      .join(';');
  const around = enclosingFunction(node);
  return own.getSourceFile().statements.filter(ts.isFunctionDeclaration).flatMap((sibling) => {
    const name = sibling.name?.text;
    if (name === undefined || sibling === own || sibling === around) return [];
    if (signed(sibling) !== signed(own)) return [];
    const imports = importBeside(callee, name);
    return imports === null ? [] : [change('other function', replace(callee, name), ...imports)];
  });
}

function enclosingFunction(node: ts.Node): ts.Node | undefined {
  return ts.findAncestor(node, ts.isFunctionDeclaration);
}

function editFold(node: ts.CallExpression): readonly Change[] {
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const { name } = node.expression;
  const instead = name.text === 'every' ? 'some' : name.text === 'some' ? 'every' : null;
  return instead === null ? [] : [replaceNode('connective', name, instead)];
}

/** Every edit of a node that changes one expression. */
export function editExpression(sources: Sources, node: ts.Node): readonly Change[] {
  if (ts.isBinaryExpression(node)) return editBinary(node);
  if (ts.isPrefixUnaryExpression(node)) return editPrefix(node);
  if (ts.isBigIntLiteral(node)) return editInteger(node);
  if (ts.isStringLiteral(node)) return editString(sources, node);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [replaceNode('constant', node, 'false')];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [replaceNode('constant', node, 'true')];
  if (ts.isPropertyAccessExpression(node)) return editField(sources, node);
  if (ts.isConditionalExpression(node)) {
    return [swapNodes('negation', node.whenTrue, node.whenFalse)];
  }
  return ts.isCallExpression(node)
    ? [...swapArguments(sources, node), ...editCallee(sources, node), ...editFold(node)] : [];
}
