// Serves the benchmark's schema and data with graphql-yoga; prints its port.
import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';

const items = Array.from({ length: 100 }, (_, i) => ({
  id: `item-${i}`, name: `Item number ${i}`, price: i * 100 + 99, rating: i / 10, available: i % 3 !== 0, tags: ['alpha', 'beta', `tag-${i}`],
  owner: { id: `owner-${i % 10}`, name: `Owner ${i % 10}`, address: { street: `${i} High Street`, city: 'Springfield' } },
}));
const typeDefs = /* GraphQL */ `
  type Query { hello(name: String! = "World"): String!  items(first: Int! = 100): [Item!]! }
  type Item { id: ID!  name: String!  price: Int!  rating: Float!  available: Boolean!  tags: [String!]!  owner: Owner! }
  type Owner { id: ID!  name: String!  address: Address! }
  type Address { street: String!  city: String! }
`;
const resolvers = { Query: { hello: (_, { name }) => `Hello ${name}`, items: (_, { first }) => items.slice(0, first) } };
const yoga = createYoga({ schema: createSchema({ typeDefs, resolvers }), logging: false, graphiql: false, maskedErrors: true });
const server = createServer(yoga);
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
