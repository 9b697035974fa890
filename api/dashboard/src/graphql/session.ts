/** The caller's token, if the server wants one. Kept until the tab is closed, never longer. */
const KEY = 'monitoring.token';

export interface Session {
  token: string | undefined;
  /** True after the server refused; the page then asks for a token. */
  refused: boolean;
}

let session: Session = { token: sessionStorage.getItem(KEY) ?? undefined, refused: false };
const listeners = new Set<() => void>();

export function currentSession(): Session {
  return session;
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function signIn(token: string): void {
  sessionStorage.setItem(KEY, token);
  set({ token, refused: false });
}

export function signOut(): void {
  sessionStorage.removeItem(KEY);
  set({ token: undefined, refused: true });
}

/** Called when the server answers that it doesn't know the caller. */
export function refuse(): void {
  if (!session.refused) set({ ...session, refused: true });
}

export function authorization(): Record<string, string> {
  return session.token === undefined ? {} : { authorization: `Bearer ${session.token}` };
}

function set(next: Session): void {
  session = next;
  for (const listener of [...listeners]) listener();
}
