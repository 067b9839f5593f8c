/** What was thrown, as a problem document (RFC 9457), sorted by whose fault it is. */
import { z } from 'zod';
import { AppError, type ErrorCode } from '../../lib/errors.ts';

type Code = ErrorCode | 'bug';

/** `type` is left out, which RFC 9457 section 4.2.1 reads as about:blank: the title says no more than the status. */
export const Problem = z
  .object({
    title: z.string().describe('What kind of problem, the same for all of its kind'),
    status: z.int().describe('The HTTP status'),
    code: z.string().describe('The kind, for programs'),
    detail: z.string().describe('What is the matter this time, in a sentence'),
  })
  .meta({ id: 'Problem' });

const KINDS: Readonly<Record<Code, readonly [status: number, title: string]>> = {
  invalid: [400, 'The request cannot be understood'],
  unauthenticated: [401, 'Nobody is logged in'],
  forbidden: [403, 'Not allowed'],
  'not-found': [404, 'Not found'],
  conflict: [409, 'Something else changed it first'],
  'too-large': [413, 'Too much at once'],
  'too-many': [429, 'Too often'],
  bug: [500, 'Something broke here'],
  unavailable: [503, 'Not available at the moment'],
};

/** Answers for `error`; `onBug` hears of those that are our own. */
export function problemOf(error: Error, onBug: (error: Error) => void): Response {
  if (error instanceof AppError) return problem(error.code, error.message);
  if (error instanceof z.ZodError) return problem('invalid', z.prettifyError(error));
  onBug(error);
  return problem('bug', 'This is our fault, and it is in the log.');
}

function problem(code: Code, detail: string): Response {
  const [status, title] = KINDS[code];
  const body: z.infer<typeof Problem> = { title, status, code, detail };
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } });
}
