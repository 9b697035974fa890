// The schema of KindsSchema.cs with the same data, resolved by the reference implementation.
import { buildSchema, GraphQLError, print } from 'graphql';

const colours = { 0: 'RED', 1: 'GREEN', 2: 'DARK_BLUE', 3: 'INFRARED' };
const person = (id, name, age) => ({
  __typename: 'Person', id, name, age, height: age / 2, favourite: age % 2 === 0 ? 'GREEN' : null,
  friends: ({ first }) => friendsOf(id).slice(0, Math.max(0, first ?? 100)),
  boss: () => (age > 30 ? null : alice),
  fails: ({ really }) => { if (really) throw new Error('secret'); return 'fine'; },
  mayFail: () => { throw new GraphQLError('It may.'); },
  oldName: name, nullForNonNull: null, neverNull: null, grid: [[1, null, 3], null, []],
});
const alice = person('p1', 'Alice', 40);
const bob = person('p2', 'Bob "the" Ünder\n', 21);
const nobody = person('p3', null, 30);
const robby = {
  __typename: 'Robot', id: 'r1', name: 'Robby', model: 'T-1', serial: 9007199254740991, height: 7,
  friends: ({ first }) => friendsOf('r1').slice(0, Math.max(0, first ?? 100)), owner: () => Promise.resolve(alice),
};
const earth = { __typename: 'Place', title: 'Earth', inside: null };
const town = { __typename: 'Place', title: 'Town', inside: earth };
const beings = [alice, bob, nobody, robby];
const friendsOf = (id) => beings.filter((being) => being.id !== id);
const find = (id) => beings.find((being) => being.id === id) ?? null;
const show = (p) => `(${p.x},${p.y}${p.next ? show(p.next) : ''})`;
const pascal = (name) => name.toLowerCase().replace(/(^|_)([a-z])/g, (_, __, c) => c.toUpperCase());

export const rootValue = {
  hello: ({ name }) => { if (name === null) throw new Error('null'); return `Hello ${name}`; },
  being: ({ id }) => find(id),
  me: alice,
  later: () => Promise.resolve(bob),
  beings: ({ first }) => beings.slice(0, Math.max(0, first ?? 100)),
  things: [alice, robby, town, null],
  node: ({ id }) => find(id),
  add: ({ a, b }) => (a + b) | 0,
  half: ({ of }) => of / 2,
  not: ({ value }) => !value,
  paint: ({ colour }) => colour,
  palette: ({ colours }) => colours ?? null,
  point: ({ at }) => (at ? show(at) : null),
  pick: ({ by }) => (by.byId != null ? `id ${by.byId}` : by.byName != null ? `name ${by.byName}` : `point ${show(by.byPoint)}`),
  filter: ({ filter: f }) => (!f ? 'none' : `${f.limit} ${(f.colours ?? []).map(pascal).join(',')} ${(f.matrix ?? []).map((r) => r.join(',')).join(';')} `
    + `${'note' in f ? f.note ?? 'null' : 'absent'} ${f.strict == null ? '-' : f.strict ? 'True' : 'False'} ${f.at ? show(f.at) : '-'} ${f.tags.join('|')}`),
  even: ({ value }) => value ?? null,
  odd: 3,
  fails: () => { throw new Error('secret'); },
  identity: ({ id }) => id,
  identities: ({ ids }) => ids ?? null,
  old: ({ a, b }) => (a ?? 0) + (b ?? 0),
  increment: ({ by }) => (by + 1) | 0,
  rename: ({ id, name }) => { const found = find(id); return found && found.__typename === 'Person' ? person(id, name, found.age) : null; },
  refuse: () => { throw new Error('Refused.'); },
};

function even(value) {
  if (typeof value !== 'number' || !Number.isInteger(value) || value % 2 !== 0 || Math.abs(value) > 2147483648) throw new Error(`Even cannot represent value: ${value}`);
  return value;
}

export function makeSchema(sdl) {
  const schema = buildSchema(sdl);
  const scalar = schema.getType('Even');
  if (scalar) {
    scalar.serialize = even;
    scalar.parseValue = even;
    scalar.parseLiteral = (node) => {
      if (node.kind !== 'IntValue') throw new Error(`Even cannot represent value: ${print(node)}`);
      return even(Number(node.value));
    };
  }
  // The scalars we bring along refuse what ours refuse; every other custom scalar takes anything.
  for (const [name, kinds, check] of [
    ['Long', ['IntValue', 'StringValue'], (text) => /^[+-]?\d+$/.test(text) && BigInt(text) >= -(2n ** 63n) && BigInt(text) < 2n ** 63n],
    ['DateTime', ['StringValue'], (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))],
    ['Date', ['StringValue'], (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))],
  ]) {
    const type = schema.getType(name);
    if (!type) continue;
    type.parseLiteral = (node) => {
      if (!kinds.includes(node.kind) || !check(node.value)) throw new Error(`${name} cannot represent value`);
      return node.value;
    };
  }
  return schema;
}
