// A stand-in for the server while building the pages: schema.graphql over a made-up bank, and the built pages if there are any.
// PORT (5410), TOKEN (asks for it), EVERY_MS between alerts (2500). Never part of the product.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, graphql } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { Bank } from './bank.mjs';
import { Long, resolvers, writeJson } from './resolvers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const port = Number(process.env.PORT ?? 5410);
const token = process.env.TOKEN && `Bearer ${process.env.TOKEN}`;
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const schema = buildSchema(await readFile(join(root, '..', 'schema.graphql'), 'utf8'));
Object.assign(schema.getType('Long'), Long.toConfig());
const bank = new Bank();
bank.live(Number(process.env.EVERY_MS ?? 2500));
const rootValue = resolvers(bank);

async function answer(request, response) {
  if (token && request.headers.authorization !== token) {
    response.writeHead(401).end();
    return;
  }
  const parts = [];
  for await (const part of request) parts.push(part);
  const { query, variables } = JSON.parse(Buffer.concat(parts).toString());
  // Nobody signs in here: the name given is believed.
  const contextValue = { name: request.headers['x-monitoring-user'] ?? 'local' };
  const result = await graphql({ schema, rootValue, contextValue, source: query, variableValues: variables });
  response.writeHead(200, { 'content-type': 'application/graphql-response+json' }).end(writeJson(result));
}

async function page(request, response) {
  const path = normalize(new URL(request.url, 'http://mock').pathname);
  const name = extname(path) === '' ? 'index.html' : path;
  try {
    const body = await readFile(join(root, 'dist', name));
    response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end('Not built: npm run build, or npm run dev with MONITORING_SERVER set to this address.');
  }
}

const server = createServer((request, response) => {
  const done = request.url.startsWith('/graphql') ? answer(request, response) : page(request, response);
  done.catch((error) => response.writeHead(500).end(String(error)));
});
useServer(
  {
    schema,
    roots: { subscription: rootValue, query: rootValue, mutation: rootValue },
    onConnect: ({ connectionParams }) => !token || connectionParams?.authorization === token,
  },
  new WebSocketServer({ server, path: '/graphql' }),
  5000,
);
server.listen(port, '127.0.0.1', () => console.log(`http://localhost:${port}`));
