/** The last good copy of a feed: a folder that nobody writes to any more, and a file that points to it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const manifestSchema = z.object({
  format: z.literal('wardline-intel-copy'),
  version: z.literal(1),
  feed: z.string(),
  /** The folder beside this file that holds it. */
  folder: z.string().regex(/^copy-[0-9a-z-]+$/),
  /** When it was taken from the source, ISO 8601. */
  taken: z.string(),
  /** Where from. */
  origin: z.string(),
  asOf: z.string().nullable(),
  count: z.int().min(0),
  /** What the server said of it, to ask with next time. */
  etag: z.string().nullable(),
  modified: z.string().nullable(),
  /** What could not be checked, or was left out, in words. */
  notes: z.array(z.string()),
  files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
});
export type Manifest = z.output<typeof manifestSchema>;

export interface Copy extends Manifest {
  /** The whole path of what `folder` names. */
  readonly path: string;
}

export const CURRENT = 'current.json';
/** Keys and hashes of a copy's items, a line each. */
export const ITEMS = 'items.tsv';

/** `folder`: of the feed. `undefined` when there has been none. A pointer that cannot be read is a bug, for it is written whole. */
export function openCopy(folder: string): Copy | undefined {
  const text = readIfThere(join(folder, CURRENT));
  if (text === undefined) return undefined;
  const manifest = manifestSchema.parse(JSON.parse(text));
  return { ...manifest, path: join(folder, manifest.folder) };
}

export function readItems(copy: Copy): Map<string, string> {
  const lines = readFileSync(join(copy.path, ITEMS), 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const at = line.indexOf('\t');
      return at < 0 ? [] : [[line.slice(at + 1), line.slice(0, at)] as const];
    }),
  );
}

export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    return undefined;
  }
}
