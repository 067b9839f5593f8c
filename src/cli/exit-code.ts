/**
 * What a failure tells the one who started the command, and with which exit code it ends.
 *
 * | code | means | commands |
 * |---|---|---|
 * | 0 | done; of `doctor`: nothing is wrong | all |
 * | 1 | it cannot be done now: nothing runs, the disk is full, somebody else is at it; or it is our fault | all |
 * | 1 | something is wrong, and the next step was said | `doctor` |
 * | 2 | the caller can mend it: an option, a file, a right | all |
 */
import { AppError, type ErrorCode } from '../lib/errors.ts';

/** 2: the caller can mend it; 1: the system or we are at fault. */
const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
  invalid: 2,
  'not-found': 2,
  forbidden: 2,
  unauthenticated: 2,
  'too-large': 2,
  conflict: 1,
  'too-many': 1,
  unavailable: 1,
};

/** Writes one line about `error` (and, when it is our fault, where it happened) and returns the exit code. */
export function exitCodeOf(error: unknown, stderr: { write(text: string): unknown }): number {
  if (error instanceof AppError) {
    stderr.write(`wardline: ${error.message}\n`);
    return EXIT_CODES[error.code];
  }
  // The reader of our output went away, as `head` does: nothing to complain about.
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return 0;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(`wardline: this is our fault, please report it\n${detail}\n`);
  return 1;
}
