// The `scopes` and the `model` of a configuration, which the reader leaves alone: they say what is
// explored and compared, never what is proved, and may be written in all of TypeScript. The keys
// and the imports that only they use are blanked out of the text before anything else is read, so
// that positions stay as they are and neither the sources nor their hash depend on them.

import { ts } from 'ts-morph';
import { refuseIn, type ConfigFile } from './config.ts';

type Key = 'scopes' | 'model';

function findEntry(file: ts.SourceFile, key: Key): ts.ObjectLiteralElementLike | null {
  const exported = file.statements.find(ts.isExportAssignment)?.expression;
  const settings = exported !== undefined && ts.isCallExpression(exported)
    ? exported.arguments[0] : undefined;
  if (settings === undefined || !ts.isObjectLiteralExpression(settings)) return null;
  return settings.properties.find(({ name }) =>
    name !== undefined && ts.isIdentifier(name) && name.text === key) ?? null;
}

/** The name that `model` or `model: other` takes from its imports. */
function readName(config: ConfigFile, entry: ts.ObjectLiteralElementLike): string {
  if (ts.isShorthandPropertyAssignment(entry)) return entry.name.text;
  return ts.isPropertyAssignment(entry) && ts.isIdentifier(entry.initializer)
    ? entry.initializer.text
    : refuseIn(config, entry, 'CFG-04', '`model` is not the name of an imported function');
}

/** The names that `scopes: { small, medium: wide }` takes from its imports. */
function readNames(config: ConfigFile, entry: ts.ObjectLiteralElementLike): readonly string[] {
  const object = ts.isPropertyAssignment(entry) ? entry.initializer : entry;
  if (!ts.isObjectLiteralExpression(object)) {
    return refuseIn(config, entry, 'CFG-04', '`scopes` is not an object written in place');
  }
  return object.properties.map((property) => {
    if (ts.isShorthandPropertyAssignment(property)) return property.name.text;
    const named = ts.isPropertyAssignment(property) && ts.isIdentifier(property.initializer);
    return named
      ? (property.initializer as ts.Identifier).text
      : refuseIn(config, property, 'CFG-04', 'a scope is not the name of an imported constant');
  });
}

function importedNames(node: ts.ImportDeclaration): readonly string[] {
  const bindings = node.importClause?.namedBindings;
  return bindings !== undefined && ts.isNamedImports(bindings)
    ? bindings.elements.map((element) => element.name.text) : [];
}

function blank(text: string, from: number, to: number): string {
  return text.slice(0, from) + text.slice(from, to).replaceAll(/[^\n]/g, ' ') + text.slice(to);
}

/** The text of a configuration as it would be without its scopes and its model. */
export const blankScopes = (root: string, path: string, text: string): string =>
  blankKey(root, path, blankKey(root, path, text, 'scopes'), 'model');

function blankKey(root: string, path: string, text: string, key: Key): string {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const entry = findEntry(file, key);
  if (entry === null) return text;
  const config = { file, root };
  const names = key === 'model' ? [readName(config, entry)] : readNames(config, entry);
  const comma = /^\s*,/.exec(text.slice(entry.end))?.[0].length ?? 0;
  const spans = [[entry.getStart(file), entry.end + comma] as const];
  for (const node of file.statements.filter(ts.isImportDeclaration)) {
    const imported = importedNames(node);
    if (!imported.some((name) => names.includes(name))) continue;
    if (!imported.every((name) => names.includes(name))) {
      refuseIn(config, node, 'CFG-04', key === 'model'
        ? 'the model is imported together with something else'
        : 'scopes are imported together with something else');
    }
    spans.push([node.getStart(file), node.end]);
  }
  return spans.reduce((rest, [from, to]) => blank(rest, from, to), text);
}
