/** Sorts failures by whose fault they are, so that each can be told to the one who can act on it. */
/** What can go wrong in a way that a caller can act on. Whatever else is thrown is a bug. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'unavailable';

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export const notFound = (what: string, id: string): AppError =>
  new AppError('not-found', `${what} ${id} does not exist`);
