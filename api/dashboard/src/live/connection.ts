import { createClient, type Client } from 'graphql-ws';
import { AlertChangedDocument, AlertRaisedDocument, type AlertRowFragment } from '../graphql/generated';
import { RequestError } from '../graphql/RequestError';
import { longSafeSocket } from './longSafeSocket';

/** A ping goes out this often, ms; together with the time-out it bounds how long a dead line looks alive. */
const PING_EVERY_MS = 3_000;
/** A ping unanswered for this long means the line is dead, ms. */
const PONG_WITHIN_MS = 3_000;
/** A line not open and acknowledged by then is given up and tried anew, ms. */
const OPEN_WITHIN_MS = 8_000;
/** First and longest wait between two tries, ms. */
const RETRY_FIRST_MS = 500;
const RETRY_LONGEST_MS = 5_000;
/** The protocol's close codes for a caller not known or not allowed. */
const UNAUTHORIZED = [4401, 4403];

export type LiveStatus =
  | { kind: 'connecting' }
  | { kind: 'live'; since: number }
  | { kind: 'lost'; since: number; tries: number }
  | { kind: 'unauthorized' };

export interface LiveOptions {
  url: string;
  /** The newest alert cursor there is; asked before the first line, and again when the server doesn't know ours any more. */
  startCursor: () => Promise<string>;
  authorization: () => Record<string, string>;
  onAlert: (alert: AlertRowFragment, how: 'raised' | 'changed') => void;
  onStatus: (status: LiveStatus) => void;
  /** What came before is no longer continued: whoever keeps a list reads it again. */
  onReset: () => void;
  webSocket?: typeof WebSocket;
}

/**
 * The live line: both alert subscriptions over one socket. It comes back by itself after any loss and resumes each subscription after
 * the last cursor it saw, so nothing is missed; what is sent twice is the receiver's to drop, by alert id and version.
 */
export class LiveConnection {
  private cursors: { raised: string; changed: string } | undefined;
  private client: Client | undefined;
  private socket: WebSocket | undefined;
  private deadline: ReturnType<typeof setTimeout> | undefined;
  private status: LiveStatus = { kind: 'connecting' };
  private retry: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private generation = 0;

  constructor(private readonly options: LiveOptions) {}

  /** Starts, or starts over at once: with a new token, or when the network is back. */
  start(): void {
    this.disconnect();
    if (this.status.kind === 'unauthorized') this.tell({ kind: 'connecting' });
    void this.connect(this.generation);
  }

  stop(): void {
    this.disconnect();
  }

  /** The browser knows that there is no network: no need to wait for a ping. */
  networkLost(): void {
    this.failed(this.generation);
  }

  private disconnect(): void {
    this.generation++;
    clearTimeout(this.retry);
    clearTimeout(this.deadline);
    this.client?.terminate();
    this.socket?.close();
    this.client = undefined;
    this.socket = undefined;
  }

  private async connect(generation: number): Promise<void> {
    try {
      if (this.cursors === undefined) {
        const cursor = await this.options.startCursor();
        if (generation !== this.generation) return;
        this.cursors = { raised: cursor, changed: cursor };
        this.options.onReset();
      }
    } catch (error) {
      const isRefused = error instanceof RequestError && error.kind === 'unauthorized';
      this.failed(generation, isRefused ? UNAUTHORIZED[0] : undefined);
      return;
    }
    const client = this.open(generation);
    this.client = client;
    this.subscribe(client, generation, 'raised');
    this.subscribe(client, generation, 'changed');
  }

  private open(generation: number): Client {
    this.failAfter(generation, OPEN_WITHIN_MS);
    return createClient({
      url: this.options.url,
      webSocketImpl: longSafeSocket(this.options.webSocket ?? WebSocket, (made) => (this.socket = made)),
      lazy: true,
      // This class starts over by itself: a retry within the client would ask from the first cursor again.
      retryAttempts: 0,
      keepAlive: PING_EVERY_MS,
      connectionParams: this.options.authorization,
      on: {
        connected: () => {
          if (generation !== this.generation) return;
          clearTimeout(this.deadline);
          this.tell({ kind: 'live', since: Date.now() });
        },
        ping: (received) => {
          if (!received) this.failAfter(generation, PONG_WITHIN_MS);
        },
        pong: (received) => {
          if (!received || generation !== this.generation) return;
          clearTimeout(this.deadline);
          // Only a line that has lasted counts: one that opens and breaks at once is tried ever more slowly.
          this.tries = 0;
        },
        closed: (event) => this.failed(generation, (event as CloseEvent).code),
      },
    });
  }

  private subscribe(client: Client, generation: number, how: 'raised' | 'changed'): void {
    const after = this.cursors![how];
    const document = how === 'raised' ? AlertRaisedDocument : AlertChangedDocument;
    client.subscribe<Record<string, AlertRowFragment>>(
      { query: document.toString(), variables: { after } },
      {
        next: (result) => {
          if (generation !== this.generation) return;
          const alert = result.data?.[how === 'raised' ? 'alertRaised' : 'alertChanged'];
          if (!alert || result.errors) {
            this.reset(generation);
            return;
          }
          this.cursors![how] = alert.cursor;
          this.options.onAlert(alert, how);
        },
        error: (reason) => {
          // Errors of GraphQL come as a list: the server no longer knows our cursor. All else is the line.
          if (Array.isArray(reason)) this.reset(generation);
          else this.failed(generation, (reason as { code?: number }).code);
        },
        complete: () => this.failed(generation),
      },
    );
  }

  /** The line is dead unless it shows life before. */
  private failAfter(generation: number, ms: number): void {
    if (generation !== this.generation) return;
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => this.failed(generation), ms);
  }

  private reset(generation: number): void {
    if (generation === this.generation) this.cursors = undefined;
    this.failed(generation);
  }

  private failed(generation: number, code?: number): void {
    if (generation !== this.generation) return;
    this.disconnect();
    if (code !== undefined && UNAUTHORIZED.includes(code)) {
      this.tell({ kind: 'unauthorized' });
      return;
    }
    const since = this.status.kind === 'lost' ? this.status.since : Date.now();
    this.tell({ kind: 'lost', since, tries: this.tries });
    const wait = Math.min(RETRY_FIRST_MS * 2 ** this.tries, RETRY_LONGEST_MS) * (0.75 + Math.random() / 2);
    this.tries++;
    const next = this.generation;
    this.retry = setTimeout(() => void this.connect(next), wait);
  }

  private tell(status: LiveStatus): void {
    this.status = status;
    this.options.onStatus(status);
  }
}
