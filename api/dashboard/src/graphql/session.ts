/** The caller's token, if the server wants one. Kept until the tab is closed, never longer. */
const KEY = 'monitoring.token';

export interface Session {
  token: string | undefined;
  /** Counts the times a token was given: what was refused is asked again. */
  signedIn: number;
  /** True after the server refused; the page then asks for a token. */
  refused: boolean;
}

let session: Session = { token: sessionStorage.getItem(KEY) ?? undefined, signedIn: 0, refused: false };
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
  set({ token, signedIn: session.signedIn + 1, refused: false });
}

export function signOut(): void {
  sessionStorage.removeItem(KEY);
  set({ ...session, token: undefined, refused: true });
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
