/** The caller's token, if the server wants one. Kept until the tab is closed, never longer. */
const KEY = 'monitoring.token';
/** Whom a server without sign-in is told to record actions under. */
const NAME_KEY = 'monitoring.user';
const NAME_HEADER = 'X-Monitoring-User';

export interface Session {
  token: string | undefined;
  name: string | undefined;
  /** Counts the times a token or a name was given: what was refused is asked again. */
  signedIn: number;
  /** True after the server refused; the page then asks for a token. */
  refused: boolean;
}

let session: Session = {
  token: sessionStorage.getItem(KEY) ?? undefined,
  name: sessionStorage.getItem(NAME_KEY) ?? undefined,
  signedIn: 0,
  refused: false,
};
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
  set({ ...session, token, signedIn: session.signedIn + 1, refused: false });
}

/** Where nobody signs in, persons are told apart by the name they give. */
export function actAs(name: string): void {
  sessionStorage.setItem(NAME_KEY, name);
  set({ ...session, name, signedIn: session.signedIn + 1 });
}

/** What a header can carry as a name: printable ASCII, no blanks at its ends. */
export function isName(name: string): boolean {
  return /^[!-~]([ -~]{0,62}[!-~])?$/.test(name);
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
  if (session.token !== undefined) return { authorization: `Bearer ${session.token}` };
  return session.name === undefined ? {} : { [NAME_HEADER]: session.name };
}

function set(next: Session): void {
  session = next;
  for (const listener of [...listeners]) listener();
}
