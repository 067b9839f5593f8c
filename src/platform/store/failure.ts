/** Whose fault an error of the database is: the server's, that may be well again in a moment, or the statement's. */
import { DatabaseError } from 'pg';
import { AppError } from '../../lib/errors.ts';

/**
 * Classes of SQLSTATE: connection, resources (disk, memory), an operator's intervention, input and output; rolled back by
 * no fault of its own; not let in (an administrator is at work: at the start this was found out already).
 */
const PASSING = ['08', '53', '57', '58', '40', '28', '3D'];
/** Not to be had now, read-only during a switch-over. */
const PASSING_CODES = ['55P03', '25006', '25P03'];
const SOCKET_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'EACCES',
];

/** Whether the same might work in a moment, because it was the server or the way to it that failed. */
export function isPassing(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'unavailable';
  if (error instanceof DatabaseError) {
    const { code = '' } = error;
    return PASSING.includes(code.slice(0, 2)) || PASSING_CODES.includes(code);
  }
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && SOCKET_CODES.includes(error.code)) return true;
  // pg says these without a code: the connection ended under a query, or could not be had in time.
  return /^(Connection terminated|Client has encountered a connection error|timeout e(x|ce)|The server does not)/i.test(
    error.message,
  );
}

/** For callers that can only be told: `error` itself, or that the database is away. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof AppError || !isPassing(error)) return error;
  return new AppError(
    'unavailable',
    'The database does not answer at the moment; Wardline goes on as soon as it does',
    {
      cause: error,
    },
  );
}
