/** Values that people gave to devices. */
import { sql } from 'kysely';
import { isoTime } from '../../lib/time.ts';
import type { Database, Transaction } from '../../platform/store/database.ts';
import type { Word, WordField } from '../decision.contract.ts';

interface Stored {
  readonly field: WordField;
  readonly value: string;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  readonly concluded: string | null;
}

export interface Saying {
  readonly device: string;
  readonly field: WordField;
  readonly value: string;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
}

/** With what would hold without them, as far as it is known. */
export async function readWords(db: Database, device: string): Promise<Word[]> {
  const { rows } = await sql<Stored>`
    select word.field, word.value, word.at, coalesce(account.name, word.by) as by, word.reason,
      document #>> array['provenance', word.field, 'conflicts', '0', 'value'] as concluded
    from word left join account on account.id = word.by
      left join device_document on device_document.device = word.device
    where word.device = ${device} order by word.field`.execute(db);
  return rows.map((row) => ({ ...row, at: isoTime(row.at) }));
}

/** Gives the value that it had before; null when nobody had said one. */
export async function putWord(transaction: Transaction, saying: Saying): Promise<string | null> {
  const { device, field, value, at, by, reason } = saying;
  const before = await lockWord(transaction, device, field);
  await sql`
    insert into word (device, field, value, at, by, reason)
    values (${device}, ${field}, ${value}, ${at}::bigint, ${by}, ${reason})
    on conflict (device, field) do update
      set value = excluded.value, at = excluded.at, by = excluded.by, reason = excluded.reason`.execute(transaction);
  return before;
}

/** Gives the value that was taken back; null when there was none. */
export async function dropWord(transaction: Transaction, device: string, field: WordField): Promise<string | null> {
  const { rows } = await sql<{
    value: string;
  }>`delete from word where device = ${device} and field = ${field} returning value`.execute(transaction);
  return rows[0]?.value ?? null;
}

async function lockWord(transaction: Transaction, device: string, field: WordField): Promise<string | null> {
  const { rows } = await sql<{
    value: string;
  }>`select value from word where device = ${device} and field = ${field} for update`.execute(transaction);
  return rows[0]?.value ?? null;
}

export interface Said {
  readonly device: string;
  readonly kind: 'said' | 'approved';
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** Notes in the histories of devices what a person said. */
export async function noteSaid(transaction: Transaction, said: readonly Said[], at: number, by: string): Promise<void> {
  await sql`
    insert into change (device, at, kind, field, before, after, by)
    select device, ${at}::bigint, kind, field, before, after, ${by}
    from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as said (device text, kind text, field text, before text, after text)`.execute(
    transaction,
  );
}

/** What a field of the device holds now. */
export async function readField(db: Database, device: string, field: WordField): Promise<string | null> {
  const stored = await db.selectFrom('device').select(field).where('id', '=', device).executeTakeFirst();
  return stored?.[field] ?? null;
}
