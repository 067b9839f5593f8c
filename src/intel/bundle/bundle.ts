/** What a bundle says of itself: a tar of pieces of the copies of feeds, for a machine that no network reaches. */
import { z } from 'zod';
import { manifestSchema } from '../keep/copy.ts';

export const BUNDLE_MANIFEST = 'manifest.json';
/** Over the manifest, and so over all: a SHA-256, and an Ed25519 signature when there is a key. */
export const BUNDLE_DIGEST = 'manifest.sha256';
export const BUNDLE_SIGNATURE = 'manifest.sig';
/** Bytes of a piece, so that no file has to be held whole. */
export const PIECE = 32 * 1024 * 1024;

export const bundleSchema = z.object({
  format: z.literal('wardline-intel-bundle'),
  version: z.literal(1),
  /** ISO 8601. */
  made: z.string(),
  feeds: z.array(
    z.object({
      copy: manifestSchema,
      /** Names of the pieces of each file, in order. */
      pieces: z.record(z.string(), z.array(z.string())),
    }),
  ),
  /** SHA-256 of each piece. */
  digests: z.record(z.string(), z.string()),
});
export type BundleManifest = z.output<typeof bundleSchema>;
