import { request } from '../graphql/client';
import { RequestError } from '../graphql/RequestError';
import { AlertsDocument } from '../graphql/generated';
import { merge, newestFirst, passes, toFilter, type AlertChoice, type AlertRow, isNewer } from './alertList';

/** Rows on the page; beyond it the oldest are let go. */
export const ROWS_MAX = 1_000;
/** Rows asked at a time. */
const PAGE = 100;
/** What arrives is put in this often, ms, so that a flood draws ten times a second and not a thousand. */
const FLUSH_MS = 100;
/** While paused; beyond it the list is read anew on resuming. */
const WAITING_MAX = 5_000;
/** A server that could not be reached is asked again after this, ms. */
const RETRY_MS = 3_000;

export interface FeedState {
  rows: readonly AlertRow[];
  /** Arrived since the list was read, for highlighting. */
  fresh: ReadonlySet<string>;
  loading: boolean;
  error: Error | undefined;
  hasMore: boolean;
  capped: boolean;
  paused: boolean;
  waiting: number;
}

const empty: FeedState = {
  rows: [],
  fresh: new Set(),
  loading: true,
  error: undefined,
  hasMore: false,
  capped: false,
  paused: false,
  waiting: 0,
};

/** The live list behind the alerts page: what the server has, paged, with what arrives merged in. */
export class AlertFeed {
  private state = empty;
  private readonly listeners = new Set<() => void>();
  private arrived = new Map<string, AlertRow>();
  private cursor: string | undefined;
  private abort = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private overflowed = false;
  /** The first page is under way: what arrives now may not be in it, and is put in when it has come. */
  private restarting = false;

  constructor(
    private readonly choice: AlertChoice,
    private readonly branches: ReadonlySet<string> | undefined,
  ) {}

  get = (): FeedState => this.state;

  listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads the newest page; what arrives meanwhile waits and is merged into it. */
  load(): void {
    clearTimeout(this.retry);
    this.abort.abort();
    this.cursor = undefined;
    void this.read(true);
  }

  loadMore(): void {
    if (this.state.loading || !this.state.hasMore || this.state.capped) return;
    void this.read(false);
  }

  stop(): void {
    clearTimeout(this.retry);
    this.abort.abort();
    clearTimeout(this.timer);
  }

  arrive(alert: AlertRow): void {
    const waiting = this.arrived.get(alert.id);
    if (!waiting || isNewer(alert, waiting)) this.arrived.set(alert.id, alert);
    if (this.arrived.size > WAITING_MAX) {
      this.arrived.clear();
      this.overflowed = true;
    }
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.flush();
    }, FLUSH_MS);
  }

  pause(paused: boolean): void {
    this.set({ paused, waiting: 0 });
    if (!paused) this.flush();
  }

  private flush(): void {
    if (this.state.paused) {
      this.set({ waiting: this.overflowed ? WAITING_MAX : this.countNew() });
      return;
    }
    if (this.restarting) return;
    if (this.overflowed) {
      this.overflowed = false;
      this.load();
    }
    if (this.arrived.size === 0 || this.restarting) return;
    this.put(this.take(), true);
  }

  private countNew(): number {
    const known = new Set(this.state.rows.map((row) => row.id));
    let count = 0;
    for (const alert of this.arrived.values()) if (!known.has(alert.id) && this.accepts(alert)) count++;
    return count;
  }

  private take(): AlertRow[] {
    const taken = [...this.arrived.values()];
    this.arrived = new Map();
    return taken;
  }

  private put(alerts: Iterable<AlertRow>, isFresh: boolean): void {
    const { rows, added, cut } = merge(this.state.rows, alerts, {
      accepts: (alert) => this.accepts(alert),
      complete: !this.state.hasMore,
      limit: ROWS_MAX,
    });
    const fresh = isFresh && added.length > 0 ? new Set(added) : this.state.fresh;
    this.set({ rows, fresh, capped: this.state.capped || cut, hasMore: this.state.hasMore || cut });
  }

  private accepts(alert: AlertRow): boolean {
    return passes(alert, this.choice, this.branches);
  }

  private async read(fromStart: boolean): Promise<void> {
    const abort = (this.abort = new AbortController());
    this.restarting = fromStart;
    this.set({ loading: true, error: undefined });
    try {
      const after = fromStart ? null : (this.cursor ?? null);
      const { alerts } = await request(
        AlertsDocument,
        { filter: toFilter(this.choice), first: PAGE, after },
        abort.signal,
      );
      this.cursor = alerts.pageInfo.endCursor ?? this.cursor;
      const page = alerts.edges.map((edge) => edge.node);
      if (fromStart) this.set({ rows: page.sort(newestFirst), fresh: new Set(), capped: false });
      // The page reaches further down than the list did: nothing of it may be left to later paging.
      this.set({ loading: false, hasMore: false });
      this.restarting = false;
      if (!fromStart) this.put(page, false);
      this.set({ hasMore: alerts.pageInfo.hasNextPage || this.state.capped });
      this.flush();
    } catch (error) {
      if (abort.signal.aborted) return;
      this.restarting = false;
      this.set({ loading: false, error: error as Error });
      if (error instanceof RequestError && error.kind === 'unreachable') {
        this.retry = setTimeout(() => this.load(), RETRY_MS);
      }
    }
  }

  private set(change: Partial<FeedState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of [...this.listeners]) listener();
  }
}
