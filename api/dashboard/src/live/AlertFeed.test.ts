import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AlertFeed, ROWS_MAX } from './AlertFeed';
import { everything, type AlertRow } from './alertList';

/** What the server holds, newest first; `answer` lets the page under way through. */
let server: AlertRow[] = [];
let answer: (() => void)[] = [];

vi.mock('../graphql/client', () => ({
  request: (_document: unknown, { first, after }: { first: number; after: string | null }) => {
    const start = after === null ? 0 : server.findIndex((alert) => alert.id === after) + 1;
    const page = server.slice(start, start + first);
    const alerts = {
      totalCount: server.length,
      pageInfo: { hasNextPage: start + first < server.length, endCursor: page.at(-1)?.id ?? null },
      edges: page.map((node) => ({ node })),
    };
    return new Promise((resolve) => answer.push(() => resolve({ alerts })));
  },
}));

function alert(number: number, over: Partial<AlertRow> = {}): AlertRow {
  const at = new Date(number * 60_000).toISOString();
  return {
    id: `a${String(number).padStart(5, '0')}`,
    cursor: String(number),
    version: 1,
    rule: 'OVERDRAWN',
    severity: 'MEDIUM',
    state: 'OPEN',
    outcome: null,
    raisedAt: at,
    eventAt: at,
    dueAt: null,
    level: 0,
    assignee: null,
    evidenceCount: 1,
    account: { id: 'A' },
    settlementAccount: null,
    branch: { id: 'B001', name: 'One' },
    reasons: [],
    ...over,
  };
}

const alerts = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => alert(to - i));

async function answered(): Promise<void> {
  for (const letThrough of answer.splice(0)) letThrough();
  await vi.runAllTimersAsync();
}

let feed: AlertFeed;
const ids = () => feed.get().rows.map((row) => row.id);

beforeEach(() => {
  vi.useFakeTimers();
  server = alerts(1, 3);
  answer = [];
  feed = new AlertFeed(everything, undefined);
});

afterEach(() => {
  feed.stop();
  vi.useRealTimers();
});

describe('the live list', () => {
  it('keeps what arrives while its first page is under way', async () => {
    feed.load();
    feed.arrive(alert(4));
    await vi.runAllTimersAsync();
    expect(ids()).toEqual([]);
    await answered();
    expect(ids()).toEqual(['a00004', 'a00003', 'a00002', 'a00001']);
  });

  it('keeps what arrives while it is read anew', async () => {
    feed.load();
    await answered();
    server = alerts(1, 4);
    feed.load();
    const [earlier] = answer.splice(0);
    feed.arrive(alert(5));
    await vi.runAllTimersAsync();
    earlier!();
    await vi.runAllTimersAsync();
    expect(ids()).toEqual(['a00005', 'a00004', 'a00003', 'a00002', 'a00001']);
  });

  it('shows a change in place, and the newer of two whichever comes last', async () => {
    feed.load();
    await answered();
    feed.arrive(alert(2, { version: 3, state: 'INVESTIGATING' }));
    feed.arrive(alert(2, { version: 2, state: 'ACKNOWLEDGED' }));
    await vi.runAllTimersAsync();
    expect(feed.get().rows.map((row) => row.state)).toEqual(['OPEN', 'INVESTIGATING', 'OPEN']);
  });

  it('stands still while paused, counts what waits, and shows it on resuming', async () => {
    feed.load();
    await answered();
    feed.pause(true);
    feed.arrive(alert(4));
    feed.arrive(alert(5));
    feed.arrive(alert(3, { version: 2, state: 'ACKNOWLEDGED' }));
    await vi.runAllTimersAsync();
    expect(ids()).toEqual(['a00003', 'a00002', 'a00001']);
    expect(feed.get().rows[0]?.state).toBe('OPEN');
    expect(feed.get().waiting).toBe(2);
    feed.pause(false);
    expect(ids()).toEqual(['a00005', 'a00004', 'a00003', 'a00002', 'a00001']);
    expect(feed.get().rows[2]?.state).toBe('ACKNOWLEDGED');
    expect(feed.get().waiting).toBe(0);
  });

  it('reads anew after a pause in which more arrived than it holds', async () => {
    feed.load();
    await answered();
    feed.pause(true);
    server = alerts(1, 6_000);
    for (const arrived of alerts(4, 6_000)) feed.arrive(arrived);
    await vi.runAllTimersAsync();
    feed.pause(false);
    await answered();
    expect(ids()[0]).toBe('a06000');
    expect(feed.get().hasMore).toBe(true);
  });

  it('pages down without gaps or doubles while new ones arrive', async () => {
    server = alerts(1, 250);
    feed.load();
    await answered();
    feed.loadMore();
    feed.arrive(alert(251));
    await answered();
    feed.loadMore();
    await answered();
    expect(ids()).toEqual(alerts(1, 251).map((row) => row.id));
    expect(feed.get().hasMore).toBe(false);
  });

  it('lets the oldest go beyond its bound and says so', async () => {
    feed.load();
    await answered();
    for (const arrived of alerts(4, 2_000)) feed.arrive(arrived);
    await vi.runAllTimersAsync();
    expect(feed.get().rows).toHaveLength(ROWS_MAX);
    expect(ids()[0]).toBe('a02000');
    expect(feed.get().capped).toBe(true);
  });
});
