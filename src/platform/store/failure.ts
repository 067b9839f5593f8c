/** Whose fault an error of the database is: the server's, that may be well again in a moment, or the statement's. */
import { DatabaseError } from 'pg';
import { AppError } from '../../lib/errors.ts';

/**
 * Classes of SQLSTATE: connection, resources (disk, memory), an operator's intervention, input and output; not let in (an
 * administrator is at work: at the start this was found out already).
 */
const AWAY = ['08', '53', '57', '58', '28', '3D'];
/** In class 57, but of the statement: cancelled, or longer than it may take. */
const CANCELLED = '57014';
const DISK_FULL = '53100';
/** Rolled back by no fault of its own (class 40), a lock not to be had, read-only during a switch-over, idle for too long. */
const AGAIN = ['40001', '40P01', '55P03', '25006', '25P03'];
const SOCKET_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EACCES',
];

/** Whether the same might work in a moment: the server or the way to it failed, or others were in the way. */
export function isPassing(error: unknown): boolean {
  return isAway(error) || (error instanceof DatabaseError && AGAIN.includes(error.code ?? ''));
}

/** For callers that can only be told: `error` itself, or in words that the database is away. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof AppError || !isAway(error)) return error;
  const full = error instanceof DatabaseError && error.code === DISK_FULL;
  const words = full
    ? 'The disk of the database is full: make room, and Wardline goes on by itself'
    : 'The database does not answer at the moment; Wardline goes on as soon as it does';
  return new AppError('unavailable', words, { cause: error });
}

function isAway(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'unavailable';
  if (error instanceof DatabaseError) {
    const { code = '' } = error;
    return AWAY.includes(code.slice(0, 2)) && code !== CANCELLED;
  }
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && SOCKET_CODES.includes(error.code)) return true;
  // pg says these without a code: the connection ended under a query, or could not be had in time.
  return /^(Connection terminated|Client has encountered a connection error|timeout e(x|ce)|Client was closed)/i.test(
    error.message,
  );
}
