/** As much of a CSAF document as says that it is one; what it means is read where it is matched. */
import { z } from 'zod';
import { readDocument } from '../../records/document.ts';

const schema = z.object({
  document: z.object({
    csaf_version: z.string(),
    tracking: z.object({ id: z.string(), current_release_date: z.string() }),
  }),
});

export interface Tracking {
  readonly id: string;
  /** ISO 8601. */
  readonly released: string;
}

/** @throws AppError `invalid` when it is no CSAF */
export function trackingOf(bytes: Uint8Array, file: string): Tracking {
  const { tracking } = readDocument(schema, bytes, file).document;
  return { id: tracking.id, released: tracking.current_release_date };
}
