import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { request } from '../graphql/client';
import { SystemDocument } from '../graphql/generated';
import { authorization, currentSession, onSession, refuse } from '../graphql/session';
import type { AlertRow } from './alertList';
import { LiveConnection, type LiveStatus } from './connection';

export interface LiveListener {
  onAlert: (alert: AlertRow, how: 'raised' | 'changed') => void;
  /** What was read before is not continued: read again. Also called when the line opens for the first time. */
  onReset?: () => void;
}

interface Live {
  status: LiveStatus;
  /** True from when the first cursor is known: lists read from then on miss nothing. */
  ready: boolean;
  retry: () => void;
  listen: (listener: LiveListener) => () => void;
}

const Context = createContext<Live | undefined>(undefined);

export function LiveProvider({ children }: { children: ReactNode }) {
  const [status, setStatus] = useState<LiveStatus>({ kind: 'connecting' });
  const [ready, setReady] = useState(false);
  const [listeners] = useState(() => new Set<LiveListener>());
  const connection = useRef<LiveConnection>(undefined);
  const signedIn = useSyncExternalStore(onSession, () => currentSession().signedIn);

  useEffect(() => {
    const live = new LiveConnection({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
      startCursor: async () => (await request(SystemDocument, {})).system.alertCursor,
      authorization,
      onAlert: (alert, how) => {
        for (const listener of [...listeners]) listener.onAlert(alert, how);
      },
      onStatus: (next) => {
        setStatus(next);
        if (next.kind === 'unauthorized') refuse();
      },
      onReset: () => {
        setReady(true);
        for (const listener of [...listeners]) listener.onReset?.();
      },
    });
    connection.current = live;
    const online = () => live.start();
    const offline = () => live.networkLost();
    addEventListener('online', online);
    addEventListener('offline', offline);
    live.start();
    return () => {
      removeEventListener('online', online);
      removeEventListener('offline', offline);
      live.stop();
    };
  }, [listeners, signedIn]);

  const retry = useCallback(() => connection.current?.start(), []);
  const listen = useCallback(
    (listener: LiveListener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [listeners],
  );
  const live = useMemo<Live>(() => ({ status, ready, retry, listen }), [status, ready, retry, listen]);
  return <Context value={live}>{children}</Context>;
}

export function useLive(): Live {
  const live = useContext(Context);
  if (live === undefined) throw new Error('LiveProvider is missing');
  return live;
}

/** Calls back, at most once every `everyMs`, when an alert that concerns the caller arrives or the line starts over. */
export function useOnAlert(concerns: (alert: AlertRow) => boolean, callback: () => void, everyMs = 1_000): void {
  const { listen } = useLive();
  const latest = useRef({ concerns, callback });
  useEffect(() => {
    latest.current = { concerns, callback };
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        latest.current.callback();
      }, everyMs);
    };
    const stop = listen({ onAlert: (alert) => latest.current.concerns(alert) && later(), onReset: later });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [listen, everyMs]);
}
