/** The server did not do what was asked; `message` is fit to be shown. */
export class RequestError extends Error {
  constructor(
    message: string,
    readonly kind: 'unreachable' | 'unauthorized' | 'refused',
  ) {
    super(message);
    this.name = 'RequestError';
  }
}
