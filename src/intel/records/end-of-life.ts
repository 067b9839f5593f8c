/** When products are no longer supported. @see endoflife.date/docs/api/v1 */
import { z } from 'zod';
import { readDocument } from './document.ts';

const DAY = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .nullish();

const schema = z.object({
  generated_at: z.string().optional(),
  result: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      category: z.string().default(''),
      aliases: z.array(z.string()).default([]),
      identifiers: z.array(z.object({ type: z.string(), id: z.string() })).default([]),
      releases: z.array(
        z.object({
          name: z.string(),
          label: z.string().optional(),
          releaseDate: DAY,
          isLts: z.boolean().default(false),
          isEol: z.boolean().optional(),
          eolFrom: DAY,
          isEoes: z.boolean().nullish(),
          eoesFrom: DAY,
          latest: z.object({ name: z.string().optional(), date: DAY }).nullish(),
        }),
      ),
    }),
  ),
});

export interface Lifecycle {
  /** Such as windows. */
  readonly product: string;
  readonly label: string;
  readonly aliases: readonly string[];
  /** CPE names and package URLs without versions. */
  readonly identifiers: readonly string[];
  readonly releases: readonly Release[];
}

export interface Release {
  /** Such as 10-22h2. */
  readonly name: string;
  readonly label: string;
  readonly released: string | undefined;
  /** The last day of security updates for everybody, when it is known. */
  readonly supportEnds: string | undefined;
  /** Whether that has come although no day is told. */
  readonly ended: boolean | undefined;
  /** The last day of updates that are paid for. */
  readonly extendedSupportEnds: string | undefined;
  readonly latest: string | undefined;
}

export interface EndOfLife {
  readonly asOf: string | undefined;
  readonly products: readonly Lifecycle[];
}

/** @throws AppError `invalid` */
export function readEndOfLife(bytes: Uint8Array, file: string): EndOfLife {
  const { generated_at: asOf, result } = readDocument(schema, bytes, file);
  const products = result.map(({ name, label, aliases, identifiers, releases }) => ({
    product: name,
    label,
    aliases,
    identifiers: identifiers.map(({ id }) => id),
    releases: releases.map((it) => ({
      name: it.name,
      label: it.label ?? it.name,
      released: it.releaseDate ?? undefined,
      supportEnds: it.eolFrom ?? undefined,
      ended: it.isEol,
      extendedSupportEnds: it.eoesFrom ?? undefined,
      latest: it.latest?.name,
    })),
  }));
  return { asOf, products };
}

/** What holds of a release on a day: `unknown` where nobody said. */
export function supportOf(release: Release, day: string): 'supported' | 'extended' | 'ended' | 'unknown' {
  const { supportEnds, extendedSupportEnds, ended } = release;
  if (supportEnds === undefined) return ended === undefined ? 'unknown' : ended ? 'ended' : 'supported';
  if (day <= supportEnds) return 'supported';
  return extendedSupportEnds !== undefined && day <= extendedSupportEnds ? 'extended' : 'ended';
}
