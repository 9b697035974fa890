// usage: node introspection.mjs URL schema.graphql — introspection and printed schema must describe the same schema.
import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';

const [url, file] = process.argv.slice(2);
const query = getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true });
const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify({ query }) });
const { data, errors } = await response.json();
assert.equal(errors, undefined);
const sdl = readFileSync(file, 'utf8');
const fromSdl = buildSchema(sdl);
const fromIntrospection = buildClientSchema(data);
assert.equal(printSchema(lexicographicSortSchema(fromIntrospection)), printSchema(lexicographicSortSchema(fromSdl)));
// Our text is also what the reference implementation would print itself.
assert.equal(printSchema(fromSdl) + '\n', sdl);
console.log('the same');
