/** What an item of a list is hashed to, so that a change of it is seen. */
import { createHash } from 'node:crypto';

/** Enough of SHA-256 to tell versions of one item apart. */
export const itemHash = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 16);
