import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { afterEach, expect, it, vi } from 'vitest';
import { WebSocket as NodeWebSocket, WebSocketServer } from 'ws';
import { LiveConnection, type LiveStatus } from './connection';

// The fields of the live line whose behaviour matters here; the page's own operation asks for more than this server has.
vi.mock('../graphql/generated', () => ({
  AlertRaisedDocument: 'subscription ($after: String) { alertRaised(after: $after) { id cursor total } }',
  AlertChangedDocument: 'subscription ($after: String) { alertChanged(after: $after) { id cursor total } }',
}));
const schema = buildSchema(`
  scalar Long
  type Alert { id: ID! cursor: String! total: Long! }
  type Query { ok: Boolean }
  type Subscription { alertRaised(after: String): Alert! alertChanged(after: String): Alert! }
`);

/** A bank with alerts at cursors 1, 2, 3 …; `fail` makes the next subscriptions answer with an error. */
class Bank {
  newest = 0;
  asked: string[] = [];
  fail = false;
  token: string | undefined;
  private readonly waiting = new Set<() => void>();
  private server: Server | undefined;
  private sockets: WebSocketServer | undefined;
  port = 0;

  async open(): Promise<void> {
    this.server = createServer();
    this.sockets = new WebSocketServer({ server: this.server, path: '/graphql' });
    useServer(
      {
        schema,
        onConnect: (context) => this.token === undefined || context.connectionParams?.['authorization'] === this.token,
        roots: {
          subscription: {
            alertRaised: ({ after }: { after: string }) => this.follow('raised', after, 'alertRaised'),
            alertChanged: ({ after }: { after: string }) => this.follow('changed', after, 'alertChanged'),
          },
        },
      },
      this.sockets,
    );
    await new Promise<void>((done) => this.server!.listen(this.port, '127.0.0.1', done));
    this.port = (this.server.address() as AddressInfo).port;
  }

  raise(): void {
    this.newest++;
    for (const wake of [...this.waiting]) wake();
  }

  drop(): void {
    for (const socket of this.sockets!.clients) socket.terminate();
  }

  async close(): Promise<void> {
    this.drop();
    this.sockets!.close();
    await new Promise((done) => this.server!.close(done));
  }

  private async *follow(how: string, after: string, field: string) {
    this.asked.push(`${how} after ${after}`);
    if (this.fail) throw new Error('cursor not known');
    for (let at = Number(after); ;) {
      while (at < this.newest) {
        at++;
        if (how === 'raised') yield { [field]: { id: `a${at}`, cursor: String(at), total: '9007199254740993' } };
      }
      await new Promise<void>((wake) => {
        const once = () => (this.waiting.delete(once), wake());
        this.waiting.add(once);
      });
    }
  }
}

let bank = new Bank();
let connection: LiveConnection | undefined;
afterEach(async () => {
  connection?.stop();
  await bank.close();
});

async function watch(startCursor: () => Promise<string>, authorization: () => Record<string, string> = () => ({})) {
  const seen: string[] = [];
  const statuses: LiveStatus['kind'][] = [];
  let resets = 0;
  connection = new LiveConnection({
    url: `ws://127.0.0.1:${bank.port}/graphql`,
    startCursor,
    authorization,
    onAlert: (alert) => seen.push(alert.id),
    onStatus: (status) => statuses.push(status.kind),
    onReset: () => resets++,
    webSocket: NodeWebSocket as unknown as typeof WebSocket,
  });
  connection.start();
  return { seen, statuses, resets: () => resets };
}

const soon = <T>(check: () => T) => vi.waitFor(check, { timeout: 15_000, interval: 20 });

it(
  'resumes after the last cursor seen, so that nothing is missed and nothing comes twice',
  { timeout: 30_000 },
  async () => {
    bank = new Bank();
    await bank.open();
    bank.newest = 5;
    const { seen, statuses, resets } = await watch(() => Promise.resolve(String(bank.newest)));
    await soon(() => expect(bank.asked).toEqual(['raised after 5', 'changed after 5']));
    bank.raise();
    await soon(() => expect(seen).toEqual(['a6']));

    bank.drop();
    bank.raise();
    bank.raise();
    await soon(() => expect(seen).toEqual(['a6', 'a7', 'a8']));
    expect(bank.asked.slice(2)).toEqual(['raised after 6', 'changed after 5']);
    expect(statuses).toEqual(['live', 'lost', 'live']);
    expect(resets()).toBe(1);
  },
);

it('tells that the line is lost while the server is away, and comes back', { timeout: 30_000 }, async () => {
  bank = new Bank();
  await bank.open();
  const { seen, statuses } = await watch(() => Promise.resolve('0'));
  await soon(() => expect(statuses).toEqual(['live']));
  await bank.close();
  await soon(() => expect(statuses.slice(1)).toEqual(['lost', 'lost']));
  bank.newest = 1;
  await bank.open();
  await soon(() => expect(statuses.at(-1)).toBe('live'));
  await soon(() => expect(seen).toEqual(['a1']));
});

it('starts anew when the server does not know its cursor', { timeout: 30_000 }, async () => {
  bank = new Bank();
  await bank.open();
  bank.fail = true;
  const { seen, resets } = await watch(() => Promise.resolve('0'));
  await soon(() => expect(bank.asked.length).toBeGreaterThanOrEqual(2));
  bank.fail = false;
  bank.raise();
  await soon(() => expect(seen).toEqual(['a1']));
  expect(resets()).toBeGreaterThanOrEqual(2);
});

it('asks for a token instead of trying on when it is refused', { timeout: 30_000 }, async () => {
  bank = new Bank();
  await bank.open();
  bank.token = 'Bearer good';
  let mine = 'Bearer bad';
  const { statuses } = await watch(
    () => Promise.resolve('0'),
    () => ({ authorization: mine }),
  );
  await soon(() => expect(statuses).toEqual(['unauthorized']));
  mine = 'Bearer good';
  connection!.start();
  await soon(() => expect(statuses.at(-1)).toBe('live'));
});
