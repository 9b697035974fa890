import { useEffect, useRef } from 'react';
import { toBigInt, type Long } from './longJson';

/** Reads again when the account has moved on beyond what is shown; once for each step, whatever the answer. */
export function useFollow(now: Long, shown: Long | undefined, loading: boolean, refetch: () => void): void {
  const asked = useRef<Long>(undefined);
  useEffect(() => {
    if (loading || shown === undefined || asked.current === now) return;
    if (toBigInt(now) > toBigInt(shown)) {
      asked.current = now;
      refetch();
    }
  }, [now, shown, loading, refetch]);
}
