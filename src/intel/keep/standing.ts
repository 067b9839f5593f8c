/** How asking a source went, apart from what is kept of it: when, what went wrong, and when it is asked again. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FIRST_WAIT, LONGEST_WAIT } from '../limits.ts';
import { writeDurably } from './accept.ts';
import { readIfThere } from './copy.ts';

const standingSchema = z.object({
  /** ISO 8601: of the last try, and of the last one that went well. */
  tried: z.string().nullable(),
  well: z.string().nullable(),
  /** What went wrong with the last try. */
  trouble: z.string().nullable(),
  /** In a row. */
  failures: z.int().min(0),
  /** Before then it is not asked again by itself. */
  next: z.string().nullable(),
});
export type Standing = z.output<typeof standingSchema>;

const NEVER: Standing = { tried: null, well: null, trouble: null, failures: 0, next: null };
const FILE = 'standing.json';

export function readStanding(folder: string): Standing {
  const text = readIfThere(join(folder, FILE));
  return text === undefined ? NEVER : standingSchema.parse(JSON.parse(text));
}

/** `trouble`: `undefined` when it went well. `now`: milliseconds since 1970. */
export function noteTry(folder: string, now: number, trouble: string | undefined): Standing {
  const before = readStanding(folder);
  const tried = new Date(now).toISOString();
  const failures = trouble === undefined ? 0 : before.failures + 1;
  const standing: Standing = {
    tried,
    well: trouble === undefined ? tried : before.well,
    trouble: trouble ?? null,
    failures,
    next: trouble === undefined ? null : new Date(now + waitAfter(failures)).toISOString(),
  };
  const path = join(folder, FILE);
  writeDurably(`${path}.new`, JSON.stringify(standing));
  renameSync(`${path}.new`, path);
  return standing;
}

/** Milliseconds, twice as long each time. */
export const waitAfter = (failures: number): number => Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1));
