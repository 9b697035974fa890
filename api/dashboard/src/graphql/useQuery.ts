import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { request } from './client';
import type { TypedDocumentString } from './generated';
import { RequestError } from './RequestError';
import { currentSession, onSession } from './session';

/** A server that could not be reached is asked again this often, ms. */
const RETRY_MS = 3_000;

export interface QueryState<TData> {
  data: TData | undefined;
  error: RequestError | undefined;
  loading: boolean;
  refetch: () => void;
}

interface Held<TData> {
  key: string;
  data: TData | undefined;
  error: RequestError | undefined;
  loading: boolean;
}

/**
 * A query and its latest answer. Asked again when the variables, the token or `refetch` say so, and every `pollMs` while the page is
 * visible, and until a server that was away is back. The last answer stays while the same question is asked again; another question starts empty. `skip` asks nothing.
 */
export function useQuery<TData, TVariables>(
  document: TypedDocumentString<TData, TVariables>,
  variables: TVariables,
  options: { pollMs?: number; skip?: boolean } = {},
): QueryState<TData> {
  const { pollMs, skip = false } = options;
  const key = JSON.stringify(variables);
  const { signedIn, refused } = useSyncExternalStore(onSession, currentSession);
  const [asked, setAsked] = useState(0);
  const [held, setHeld] = useState<Held<TData>>({ key, data: undefined, error: undefined, loading: !skip });
  const busy = useRef(false);

  useEffect(() => {
    if (skip) return;
    const abort = new AbortController();
    busy.current = true;
    setHeld((was) => ({
      key,
      data: was.key === key ? was.data : undefined,
      error: was.key === key ? was.error : undefined,
      loading: true,
    }));
    request(document, JSON.parse(key) as TVariables, abort.signal)
      .then((data) => setHeld({ key, data, error: undefined, loading: false }))
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        if (!(error instanceof RequestError)) throw error;
        setHeld((was) => ({ ...was, error, loading: false }));
      })
      .finally(() => {
        if (!abort.signal.aborted) busy.current = false;
      });
    return () => abort.abort();
  }, [document, key, signedIn, asked, skip]);

  const refetch = useCallback(() => setAsked((count) => count + 1), []);
  useEffect(() => {
    if (pollMs === undefined || skip || refused) return;
    const timer = setInterval(() => {
      if (globalThis.document.visibilityState === 'visible' && !busy.current) refetch();
    }, pollMs);
    return () => clearInterval(timer);
  }, [pollMs, skip, refused, refetch]);

  const isUnreachable = held.error?.kind === 'unreachable';
  useEffect(() => {
    if (!isUnreachable || skip) return;
    const timer = setInterval(refetch, RETRY_MS);
    return () => clearInterval(timer);
  }, [isUnreachable, skip, refetch]);

  const current = held.key === key;
  return {
    data: current ? held.data : undefined,
    error: current ? held.error : undefined,
    loading: current ? held.loading : !skip,
    refetch,
  };
}
