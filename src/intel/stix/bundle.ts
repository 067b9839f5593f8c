/** STIX 2.0 and 2.1 bundles, as far as every object has it; the rest of an object stays as it came. @see STIX 2.1, sections 3 and 8 */
import { z } from 'zod';
import { AppError } from '../../lib/errors.ts';
import { readDocument } from '../records/document.ts';

/** Objects of one bundle. */
const MAX_OBJECTS = 1_000_000;
const ID = /^[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const stixObjectSchema = z.looseObject({
  type: z.string(),
  id: z.string().regex(ID, 'it is no identifier of STIX'),
  created: z.string().optional(),
  modified: z.string().optional(),
  revoked: z.boolean().optional(),
});
export type StixObject = z.output<typeof stixObjectSchema>;

const bundleSchema = z.object({ type: z.literal('bundle'), objects: z.array(stixObjectSchema).default([]) });

export interface Bundle {
  readonly objects: readonly StixObject[];
}

/** The latest of each object: a bundle may hold several versions. @throws AppError `invalid` */
export function readBundle(bytes: Uint8Array, file: string): Bundle {
  const { objects } = readDocument(bundleSchema, bytes, file);
  if (objects.length > MAX_OBJECTS) throw new AppError('too-large', `${file} has more than ${MAX_OBJECTS} objects`);
  return { objects: latestOf(objects) };
}

export function latestOf(objects: readonly StixObject[]): StixObject[] {
  const latest = new Map<string, StixObject>();
  for (const object of objects) {
    const known = latest.get(object.id);
    if (known === undefined || (known.modified ?? '') < (object.modified ?? '')) latest.set(object.id, object);
  }
  return [...latest.values()];
}

const indicatorSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  description: z.string().optional(),
  pattern: z.string(),
  // Before 2.1 there was no other.
  pattern_type: z.string().default('stix'),
  valid_from: z.string().optional(),
  valid_until: z.string().optional(),
  revoked: z.boolean().default(false),
  confidence: z.number().optional(),
  labels: z.array(z.string()).default([]),
});
export type Indicator = z.output<typeof indicatorSchema>;

/** Indicators that are not revoked and whose pattern is of STIX. @throws AppError `invalid` when one has no pattern */
export function indicatorsOf({ objects }: Bundle, file: string): Indicator[] {
  return objects
    .filter(({ type }) => type === 'indicator')
    .map((object) => {
      const parsed = indicatorSchema.safeParse(object);
      if (!parsed.success) throw new AppError('invalid', `${file} has the indicator ${object.id} without a pattern`);
      return parsed.data;
    })
    .filter(({ pattern_type: type, revoked }) => type === 'stix' && !revoked);
}
