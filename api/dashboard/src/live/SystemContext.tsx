import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { SystemDocument, type SystemQuery } from '../graphql/generated';
import { useQuery } from '../graphql/useQuery';

/** How often the bank's clock and figures are read, ms; between, the page counts on by itself. */
const POLL_MS = 5_000;
/** Until the bank has told its time zone. */
const USUAL_TIME_ZONE = 'Asia/Shanghai';

interface SystemState {
  system: SystemQuery['system'] | undefined;
  viewer: SystemQuery['viewer'] | undefined;
  timeZone: string;
  /** The bank's clock, ms since 1970; the world's until it is known. */
  bankNow: () => number;
}

const Context = createContext<SystemState | undefined>(undefined);

export function SystemProvider({ children }: { children: ReactNode }) {
  const { data } = useQuery(SystemDocument, {}, { pollMs: POLL_MS });
  const system = data?.system;
  const readAt = useMemo(() => ({ system, at: performance.now() }), [system]).at;
  const state = useMemo<SystemState>(
    () => ({
      system,
      viewer: data?.viewer,
      timeZone: system?.timeZone ?? USUAL_TIME_ZONE,
      bankNow: () =>
        system === undefined ? Date.now() : Date.parse(system.now) + (performance.now() - readAt) * system.clockRate,
    }),
    [system, data?.viewer, readAt],
  );
  return <Context value={state}>{children}</Context>;
}

export function useSystem(): SystemState {
  const state = useContext(Context);
  if (state === undefined) throw new Error('SystemProvider is missing');
  return state;
}

/** Draws the caller again every so often, for clocks. */
export function useTick(everyMs: number): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
