import { useCallback, useMemo, useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from 'react';

/** Pages by path: the server answers every path it doesn't know itself with index.html. */
const CHANGED = 'monitoring:navigated';

function listen(changed: () => void): () => void {
  addEventListener('popstate', changed);
  addEventListener(CHANGED, changed);
  return () => {
    removeEventListener('popstate', changed);
    removeEventListener(CHANGED, changed);
  };
}

export function navigate(to: string, how: 'push' | 'replace' = 'push'): void {
  if (to === location.pathname + location.search) return;
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', to);
  dispatchEvent(new Event(CHANGED));
}

export function usePath(): string {
  return useSyncExternalStore(listen, () => location.pathname);
}

export function useSearch(): URLSearchParams {
  const search = useSyncExternalStore(listen, () => location.search);
  return useMemo(() => new URLSearchParams(search), [search]);
}

/** This page's address with some search parameters set, or taken away where the value is empty. */
export function withSearch(changes: Record<string, string>): string {
  const search = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') search.delete(name);
    else search.set(name, value);
  }
  const text = search.toString();
  return location.pathname + (text === '' ? '' : `?${text}`);
}

export function Link({ to, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { to: string }) {
  const follow = useCallback(
    (event: MouseEvent<HTMLAnchorElement>) => {
      onClick?.(event);
      // A new tab, a new window, a download: the browser's own business.
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      navigate(to);
    },
    [to, onClick],
  );
  return <a {...rest} href={to} onClick={follow} />;
}

export const paths = {
  account: (id: string) => `/accounts/${encodeURIComponent(id)}`,
  settlementAccount: (id: string) => `/settlement-accounts/${encodeURIComponent(id)}`,
  branch: (id: string) => `/branches/${encodeURIComponent(id)}`,
};
