/** What people chose: which feeds, from where. A file beside the copies, which need not be there. */
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../lib/errors.ts';
import { readIfThere } from './keep/copy.ts';

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'a name has lower-case letters, digits and hyphens');
const url = z.url({ protocol: /^https?$/ });

export const settingsSchema = z.strictObject({
  online: z
    .boolean()
    .default(false)
    .describe(
      'Whether a running Wardline asks the Internet by itself. Without it only people do, with "wardline intel sync"',
    ),
  mirror: z.string().optional().describe('A folder that is looked at instead of the Internet'),
  off: z.array(name).default([]).describe('Names of feeds that are not wanted'),
  csaf: z
    .array(z.strictObject({ name, title: z.string().optional(), url }))
    .default([])
    .describe('Further providers of advisories, by the address of their provider-metadata.json'),
  taxii: z
    .array(
      z.strictObject({
        name,
        title: z.string().optional(),
        url,
        credentials: z.string().optional().describe('user:password'),
      }),
    )
    .default([])
    .describe('Collections of indicators on TAXII 2.1 servers'),
  certificates: z
    .string()
    .optional()
    .describe('A file of certificates in PEM that are trusted besides those of the system'),
});
export type Settings = z.output<typeof settingsSchema>;

export const SETTINGS_FILE = 'sources.json';

/** `folder`: of all feeds. @throws AppError `invalid` that names what is wrong in it */
export function readSettings(folder: string): Settings {
  const path = join(folder, SETTINGS_FILE);
  const text = readIfThere(path);
  if (text === undefined) return settingsSchema.parse({});
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AppError('invalid', `${path} is not JSON (${error.message}): correct it, or take it away`);
  }
  const parsed = settingsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid', `${path} is wrong at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}`);
}
