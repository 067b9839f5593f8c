/** What a feed sent, as JSON of the shape that it should have. */
import type { z } from 'zod';
import { AppError } from '../../lib/errors.ts';

export const notWhole = (file: string, why: string): AppError =>
  new AppError('invalid', `${file} is not whole: ${why}`);

/** `file`: its name, for words. @throws AppError `invalid` that says what is wrong, and where */
export function readDocument<S extends z.ZodType>(schema: S, bytes: Uint8Array, file: string): z.output<S> {
  const parsed = schema.safeParse(jsonOfBytes(bytes, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw notWhole(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it is not as it should be'}`);
}

/** @throws AppError `invalid` */
export function jsonOfBytes(bytes: Uint8Array, file: string): unknown {
  try {
    // Some begin with a mark of their byte order.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) throw notWhole(file, `it is not JSON (${error.message.slice(0, 100)})`);
    if (error instanceof TypeError) throw notWhole(file, 'it is not text in UTF-8');
    throw error;
  }
}
