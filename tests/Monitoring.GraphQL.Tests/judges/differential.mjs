// usage: node differential.mjs schema.graphql requests.jsonl answers.jsonl
// For each request: what the reference implementation makes of it.
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { execute, parse, print, specifiedRules, validate } from 'graphql';
import { makeSchema, rootValue } from './kinds.mjs';

const [schemaFile, requestsFile, answersFile] = process.argv.slice(2);
const schema = makeSchema(readFileSync(schemaFile, 'utf8'));

// Each rule gets a context that writes its name on the errors it reports.
const rules = specifiedRules.map((rule) => (context) => {
  const own = Object.create(context);
  own.reportError = (error) => { error.rule = rule.name; context.reportError(error); };
  return rule(own);
});

async function judge(request) {
  const answer = await verdict(request);
  if (answer.syntax === undefined) answer.printed = print(parse(request.query));
  return answer;
}

async function verdict({ query, variables, run }) {
  let document;
  try {
    document = parse(query);
  } catch (error) {
    return { syntax: error.message, at: error.locations?.[0] };
  }
  let errors;
  try {
    errors = validate(schema, document, rules, { maxErrors: 1000 });
  } catch (error) {
    return { rules: ['threw'], messages: [error.message] };
  }
  if (errors.length > 0) return { rules: [...new Set(errors.map((e) => e.rule ?? 'none'))].sort(), messages: errors.map((e) => e.message) };
  if (!run) return { rules: [] };
  const result = await execute({ schema, document, rootValue, variableValues: variables });
  return { rules: [], data: result.data, hasData: 'data' in result, errors: (result.errors ?? []).map((e) => ({ path: e.path, message: e.message })) };
}

const output = createWriteStream(answersFile);
for await (const line of createInterface({ input: createReadStream(requestsFile), crlfDelay: Infinity })) {
  if (!output.write(JSON.stringify(await judge(JSON.parse(line))) + '\n')) await once(output, 'drain');
}
output.end();
await once(output, 'finish');
