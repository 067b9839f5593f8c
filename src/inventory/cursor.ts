/** Where a page of a list by time ends, as text that its reader hands back for the next page. */
import { AppError } from '../lib/errors.ts';

export interface Cursor {
  /** Microseconds since 1970. */
  readonly at: number;
  readonly id: string;
}

export const cursorOf = (at: number, id: string): string => `${at}-${id}`;

/** Throws `invalid` for what {@link cursorOf} never gave. */
export function parseCursor(text: string): Cursor {
  const [, at = '', id = ''] = /^(-?\d{1,16})-([\w-]{1,40})$/.exec(text) ?? [];
  if (id === '') throw new AppError('invalid', `No page ends at ${text}: give the \`next\` of the page before`);
  return { at: Number(at), id };
}
