// usage: node clients.mjs URL — graphql-ws, Apollo Client and urql run queries, mutations and subscriptions.
import assert from 'node:assert/strict';
import WebSocket from 'ws';
import { createClient } from 'graphql-ws';
import * as apollo from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';

const url = process.argv[2];
const socketUrl = url.replace(/^http/, 'ws');
const ws = () => createClient({ url: socketUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
const queryText = 'query Q($name: String!) { hello(name: $name) me { id name } }';
const mutationText = 'mutation M($by: Int!) { increment(by: $by) }';
const countText = 'subscription S($to: Int!, $after: String) { count(to: $to, after: $after) }';
const numbers = [1, 2, 3, 4, 5];

async function collect(iterable) {
  const all = [];
  for await (const item of iterable) all.push(item);
  return all;
}

async function graphqlWs() {
  const client = ws();
  const [query] = await collect(client.iterate({ query: queryText, variables: { name: 'ws' } }));
  assert.deepEqual(query.data, { hello: 'Hello ws', me: { id: 'p1', name: 'Alice' } });
  const [mutation] = await collect(client.iterate({ query: mutationText, variables: { by: 4 } }));
  assert.deepEqual(mutation.data, { increment: 5 });
  const events = await collect(client.iterate({ query: countText, variables: { to: 5 } }));
  assert.deepEqual(events.map((e) => e.data.count), numbers);
  assert.deepEqual(events.map((e) => e.extensions.eventId), numbers.map(String));
  const resumed = await collect(client.iterate({ query: countText, variables: { to: 5 }, extensions: { lastEventId: '3' } }));
  assert.deepEqual(resumed.map((e) => e.data.count), [4, 5]);
  await assert.rejects(collect(client.iterate({ query: '{ nonsense }' })), (errors) => errors[0].message.startsWith('Cannot query field'));
  await client.dispose();
}

async function apolloClient() {
  const socket = ws();
  const link = apollo.ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION, new GraphQLWsLink(socket), new apollo.HttpLink({ uri: url }));
  const client = new apollo.ApolloClient({ link, cache: new apollo.InMemoryCache() });
  const query = await client.query({ query: apollo.gql(queryText), variables: { name: 'Apollo' } });
  assert.equal(query.data.hello, 'Hello Apollo');
  const mutation = await client.mutate({ mutation: apollo.gql(mutationText), variables: { by: 1 } });
  assert.equal(mutation.data.increment, 2);
  const seen = [];
  await new Promise((resolve, reject) => client.subscribe({ query: apollo.gql(countText), variables: { to: 5 } }).subscribe({
    next: (event) => seen.push(event.data.count), error: reject, complete: resolve,
  }));
  assert.deepEqual(seen, numbers);
  await assert.rejects(client.query({ query: apollo.gql('{ odd fails }') }), /represent|Unexpected/);
  client.stop();
  await socket.dispose();
}

async function urql(options, close) {
  const client = new Client({ url, preferGetMethod: false, ...options });
  const query = await client.query(queryText, { name: 'urql' }).toPromise();
  assert.equal(query.data?.hello, 'Hello urql', String(query.error));
  const mutation = await client.mutation(mutationText, { by: 2 }).toPromise();
  assert.equal(mutation.data?.increment, 3, String(mutation.error));
  const seen = [];
  await new Promise((resolve, reject) => {
    const subscription = client.subscription(countText, { to: 5 }).subscribe((result) => {
      if (result.error) reject(result.error);
      seen.push(result.data?.count);
      if (result.data?.count === 5) { resolve(); setTimeout(() => subscription.unsubscribe()); }
    });
  });
  assert.deepEqual(seen, numbers);
  await close?.();
}

await graphqlWs();
console.log('graphql-ws: ok');
await apolloClient();
console.log('@apollo/client: ok');
const socket = ws();
await urql({
  exchanges: [subscriptionExchange({
    forwardSubscription: (request) => ({ subscribe: (sink) => ({ unsubscribe: socket.subscribe({ ...request, query: request.query ?? '' }, sink) }) }),
  }), fetchExchange],
}, () => socket.dispose());
console.log('urql over WebSocket: ok');
await urql({ exchanges: [fetchExchange], fetchSubscriptions: true });
console.log('urql over server-sent events: ok');
process.exit(0);
