/** What a backup says of itself: everything needed to make it a database again, and to know that it is whole. */
import { z } from 'zod';

export const MANIFEST = 'manifest.json';
/** Holds the manifest's own SHA-256; the last entry. */
export const MANIFEST_DIGEST = 'manifest.sha256';

export const manifestSchema = z.object({
  format: z.literal('wardline-backup'),
  version: z.literal(1),
  /** When its snapshot was taken, in ISO 8601. */
  made: z.string(),
  postgres: z.string(),
  /** The schema is that after the last of them. */
  migrations: z.array(z.string()),
  /** In an order in which no row refers to one that is yet to come. */
  tables: z.array(
    z.object({
      name: z.string(),
      /** Of a partition: the table it belongs to, and its bounds as SQL. */
      partition: z.object({ of: z.string(), bounds: z.string() }).nullable(),
      columns: z.array(z.string()),
      rows: z.int(),
      /** Names of its entries, in order. */
      pieces: z.array(z.string()),
    }),
  ),
  /** The last number that each gave out. */
  sequences: z.array(z.object({ name: z.string(), value: z.int() })),
  /** Names of the entries of files that lay in the data folder. */
  files: z.array(z.string()),
  /** SHA-256 of every entry before the manifest, by name. */
  digests: z.record(z.string(), z.string()),
});

export type Manifest = z.output<typeof manifestSchema>;
export type TableInBackup = Manifest['tables'][number];
