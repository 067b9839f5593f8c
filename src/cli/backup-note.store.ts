/** When the database was last backed up, as it says itself: `doctor` tells how long ago that was. */
import { z } from 'zod';
import type { Database } from '../platform/store/database.ts';

const KEY = 'last-backup';
const Note = z.object({ at: z.number(), file: z.string() });

/** `at`: microseconds since 1970. */
export type BackupNote = z.infer<typeof Note>;

export async function noteBackup(db: Database, note: BackupNote): Promise<void> {
  const row = { value: JSON.stringify(note), changed: note.at };
  await db
    .insertInto('setting')
    .values({ key: KEY, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

/** Undefined when there never was one. */
export async function lastBackup(db: Database): Promise<BackupNote | undefined> {
  const found = await db.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst();
  return found === undefined ? undefined : Note.parse(found.value);
}
