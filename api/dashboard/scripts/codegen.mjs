// Writes src/graphql/generated.ts: the types of the operations in src/graphql/*.graphql, checked against ../schema.graphql.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, parse, validate } from 'graphql';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'src', 'graphql');
const target = join(folder, 'generated.ts');

const schema = parse(await readFile(join(root, '..', 'schema.graphql'), 'utf8'));
const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort();
const documents = await Promise.all(
  names.map(async (name) => ({ location: name, document: parse(await readFile(join(folder, name), 'utf8')) })),
);

const all = { kind: 'Document', definitions: documents.flatMap(({ document }) => document.definitions) };
const errors = validate(buildSchema(await readFile(join(root, '..', 'schema.graphql'), 'utf8')), all);
if (errors.length > 0) {
  for (const error of errors) console.error(error.message);
  process.exit(1);
}

const shared = {
  useTypeImports: true,
  enumsAsTypes: true,
  skipTypename: true,
  documentMode: 'string',
  dedupeFragments: true,
  // A Long above 2^53 arrives as text (see longJson.ts), and a big one may be sent as text.
  scalars: { ID: 'string', DateTime: 'string', Date: 'string', Long: 'number | string' },
};
const text = await codegen({
  filename: target,
  schema,
  documents,
  config: {},
  plugins: [{ operations: shared }, { typedDocuments: shared }],
  pluginMap: { operations, typedDocuments },
});

const before = await readFile(target, 'utf8').catch(() => '');
if (before !== text) await writeFile(target, text);
