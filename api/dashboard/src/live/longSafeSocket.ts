import { quoteBigIntegers } from '../lib/longJson';

type Receive = ((event: { data: unknown }) => void) | null;

/** Web sockets whose messages keep 64-bit integers whole: see longJson.ts. Each one made is told to `made`. */
export function longSafeSocket(base: typeof WebSocket, made: (socket: WebSocket) => void): typeof WebSocket {
  return class extends base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      let receive: Receive = null;
      this.addEventListener('message', (event: MessageEvent<unknown>) =>
        receive?.({ data: typeof event.data === 'string' ? quoteBigIntegers(event.data) : event.data }),
      );
      Object.defineProperty(this, 'onmessage', { set: (next: Receive) => (receive = next) });
      made(this);
    }
  };
}
